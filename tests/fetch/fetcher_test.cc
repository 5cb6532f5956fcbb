#include "fetch/fetcher.h"

#include <gtest/gtest.h>

#include <fstream>
#include <thread>

#include "fetch/page_name.h"
#include "tests/fetch/fake_web.h"
#include "tests/support/temporary_folder.h"

namespace mi {
namespace {

namespace fs = std::filesystem;
using std::chrono::seconds;

class RecordedProgress final : public FetchProgress {
 public:
  void started(std::size_t total) override { events.push_back("of " + std::to_string(total)); }
  void fetching(const FetchTarget& target) override { events.push_back("get " + target.page); }
  void finished(const FetchTarget& target, const FetchOutcome& outcome) override {
    events.push_back((outcome.result == FetchResult::failed ? "no " : "ok ") + target.page);
  }
  std::vector<std::string> events;
};

class FetcherTest : public testing::Test {
 protected:
  FetcherTest() {
    config_.sites = {"a.org", "b.org"};
    config_.fetch.delay = 0;
    config_.fetch.max_redirects = 3;
  }

  FetchReport fetch(const std::vector<std::string>& urls) {
    FetchPlan plan;
    for (const std::string& text : urls) {
      const Url url = *parse_url(text);
      std::vector<Url> sources = sources_of(url);
      const Url first = sources.front();
      sources.erase(sources.begin());
      plan.to_fetch.push_back({page_name(url), first, {{"n.md", 3}}, sources});
    }
    return Fetcher(transport_, store_, config_, clock_, [] { return 0.0; }).fetch(plan, progress_);
  }

  FetchOutcome fetch_one(const std::string& url) { return fetch({url}).outcomes.at(0); }

  std::string stored_body(const std::string& url) const {
    const auto page = store_.find(url);
    if (!page || !*page) return "nothing";
    const auto body = store_.read_body(**page);
    return body ? *body : "no body";
  }

  const TemporaryFolder folder_;
  PageStore store_{folder_.path()};
  Config config_;
  FakeClock clock_;
  FakeTransport transport_{clock_};
  RecordedProgress progress_;
};

using Strings = std::vector<std::string>;

TEST_F(FetcherTest, StoresAPageWithWhatTheServerSaid) {
  TransportResponse response = page_with("<p>words", "\"1\"");
  response.headers["last-modified"] = "Sun, 01 Mar 2026 11:00:00 GMT";
  transport_.answer("https://a.org/p/index.html", response);
  const FetchOutcome outcome = fetch_one("https://a.org/p/index.html");
  EXPECT_EQ(outcome.result, FetchResult::stored);
  EXPECT_EQ(outcome.bytes, 8U);
  EXPECT_EQ(outcome.target.linked_from, (std::vector<LinkedFrom>{{"n.md", 3}}));
  const Page page = **store_.find("https://a.org/p/");
  EXPECT_EQ(page.final_url, "https://a.org/p/index.html");
  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(page.content_type, "text/html");
  EXPECT_EQ(page.etag, "\"1\"");
  EXPECT_EQ(page.last_modified, "Sun, 01 Mar 2026 11:00:00 GMT");
  EXPECT_EQ(page.fetched, format_time(kStart));
  EXPECT_EQ(page.checked, format_time(kStart));
  EXPECT_EQ(stored_body("https://a.org/p/"), "<p>words");
}

TEST_F(FetcherTest, AsksConditionallyAndKeepsTheCopyOnA304) {
  transport_.answer("https://a.org/p", [](const TransportRequest& request) {
    return request.headers.contains("if-none-match") ? TransportResponse{304, {}, {}}
                                                     : page_with("<p>words", "\"1\"");
  });
  fetch_one("https://a.org/p");
  ASSERT_TRUE(store_.record_failure("https://a.org/p", "timed out", kStart));
  clock_.sleep(seconds(3600));
  const FetchOutcome again = fetch_one("https://a.org/p");
  EXPECT_EQ(again.result, FetchResult::unchanged);
  EXPECT_EQ(again.bytes, 8U);
  EXPECT_EQ(transport_.asked[1].headers, (HeaderMap{{"if-none-match", "\"1\""}}));
  const Page page = **store_.find("https://a.org/p");
  EXPECT_EQ(page.fetched, format_time(kStart));
  EXPECT_EQ(page.checked, format_time(kStart + seconds(3600)));
  EXPECT_TRUE(page.failures.empty());
}

TEST_F(FetcherTest, CallsTheSameBytesUnchanged) {
  transport_.answer("https://a.org/p", page_with("<p>words"));
  fetch_one("https://a.org/p");
  clock_.sleep(seconds(60));
  EXPECT_EQ(fetch_one("https://a.org/p").result, FetchResult::unchanged);
  const Page page = **store_.find("https://a.org/p");
  EXPECT_EQ(page.fetched, format_time(kStart));
  EXPECT_EQ(page.checked, format_time(kStart + seconds(60)));
}

TEST_F(FetcherTest, FetchesADamagedCopyAnew) {
  transport_.answer("https://a.org/p", page_with("<p>words", "\"1\""));
  fetch_one("https://a.org/p");
  for (const auto& entry : fs::directory_iterator(folder_ / "a.org")) {
    if (entry.path().extension() == ".html") std::ofstream(entry.path()) << "damaged";
  }
  EXPECT_EQ(fetch_one("https://a.org/p").result, FetchResult::stored);
  EXPECT_TRUE(transport_.asked[1].headers.empty());
  EXPECT_EQ(stored_body("https://a.org/p"), "<p>words");
}

TEST_F(FetcherTest, DoesNotTakeA304ThatItDidNotAskFor) {
  transport_.answer("https://a.org/p", TransportResponse{304, {}, {}});
  EXPECT_EQ(fetch_one("https://a.org/p").reason, "status 304");
}

TEST_F(FetcherTest, KeepsTheCopyWhenTheAnswerIsNoGoodPage) {
  const std::string good = "<p>" + std::string(4000, 'g');
  struct Case {
    TransportResponse response;
    const char* reason;
  };
  const Case kCases[] = {
      {{404, {}, {}}, "404 Not Found"},
      {{501, {}, {}}, "501 Not Implemented"},
      {{418, {}, {}}, "status 418"},
      {{204, {}, {}}, "status 204"},
      {{200, {{"content-type", "text/html"}}, {}}, "an empty page"},
      {{200, {{"content-type", "image/png"}}, Body("\x89PNG\x01 an image")},
       "neither HTML nor PDF nor text (image/png)"},
      {{200, {{"content-type", "application/json"}}, Body("{\"error\": 1}")},
       "neither HTML nor PDF nor text (application/json)"},
      {{200, {{"content-type", "text/html"}}, Body("<p>Please log in.")},
       "suspiciously short: 17 bytes, the stored copy has 4003"},
      {{302, {}, {}}, "a redirect that does not say where to"},
  };
  transport_.answer("https://a.org/p", page_with(good));
  fetch_one("https://a.org/p");
  std::size_t failures = 0;
  for (const Case& c : kCases) {
    transport_.answer("https://a.org/p", c.response);
    const FetchOutcome outcome = fetch_one("https://a.org/p");
    EXPECT_EQ(outcome.result, FetchResult::failed) << c.reason;
    EXPECT_EQ(outcome.reason, c.reason);
    EXPECT_EQ(outcome.bytes, good.size());
    EXPECT_EQ(stored_body("https://a.org/p"), good) << c.reason;
    const Page page = **store_.find("https://a.org/p");
    ASSERT_EQ(page.failures.size(), ++failures);
    EXPECT_EQ(page.failures.back().reason, c.reason);
  }
}

TEST_F(FetcherTest, TakesAPageThatHasStayedSmallForAWeek) {
  const std::string large = "<p>" + std::string(4000, 'w');
  const std::string small = "<p>It has moved into a book.";
  transport_.answer("https://a.org/p", page_with(large));
  fetch_one("https://a.org/p");
  transport_.answer("https://a.org/p", page_with(small));
  for (int day = 0; day < 7; ++day) {
    EXPECT_EQ(fetch_one("https://a.org/p").result, FetchResult::failed) << day;
    EXPECT_EQ(stored_body("https://a.org/p"), large);
    clock_.sleep(std::chrono::hours(24));
  }
  EXPECT_EQ(fetch_one("https://a.org/p").result, FetchResult::stored);
  EXPECT_EQ(stored_body("https://a.org/p"), small);
  EXPECT_TRUE((*store_.find("https://a.org/p"))->failures.empty());
}

TEST_F(FetcherTest, NeverTakesAShortPageThatSaysSomethingNewEachTime) {
  const std::string large = "<p>" + std::string(4000, 'w');
  transport_.answer("https://a.org/p", page_with(large));
  fetch_one("https://a.org/p");
  for (int day = 0; day < 20; ++day) {
    transport_.answer("https://a.org/p", page_with("<p>Error number " + std::to_string(day)));
    fetch_one("https://a.org/p");
    clock_.sleep(std::chrono::hours(24));
  }
  EXPECT_EQ(stored_body("https://a.org/p"), large);
}

TEST_F(FetcherTest, NeverTakesALoginFormHoweverOftenItComes) {
  const std::string large = "<p>" + std::string(4000, 'w');
  transport_.answer("https://a.org/p", page_with(large));
  fetch_one("https://a.org/p");
  transport_.answer("https://a.org/p", page_with("<form><input type=password></form>"));
  for (int day = 0; day < 20; ++day) {
    fetch_one("https://a.org/p");
    clock_.sleep(std::chrono::hours(24));
  }
  EXPECT_EQ(stored_body("https://a.org/p"), large);
}

TEST_F(FetcherTest, TakesAQuarterOfTheOldSizeAndNoLess) {
  const std::string page(400, 'w');
  transport_.answer("https://a.org/p", page_with(page));
  fetch_one("https://a.org/p");
  transport_.answer("https://a.org/p", page_with(page.substr(0, 99)));
  EXPECT_EQ(fetch_one("https://a.org/p").result, FetchResult::failed);
  transport_.answer("https://a.org/p", page_with(page.substr(0, 100)));
  EXPECT_EQ(fetch_one("https://a.org/p").result, FetchResult::stored);
}

TEST_F(FetcherTest, RecordsWhyTheNetworkFailed) {
  transport_.answer("https://a.org/p", [](const TransportRequest&) {
    return Expected<TransportResponse>(failure("a.org: connection refused"));
  });
  EXPECT_EQ(fetch_one("https://a.org/p").reason, "a.org: connection refused");
  const Page page = **store_.find("https://a.org/p");
  EXPECT_FALSE(page.has_body());
  EXPECT_EQ(page.failures,
            (std::vector<FetchFailure>{{format_time(kStart), "a.org: connection refused"}}));
}

TEST_F(FetcherTest, StoresAPageWhereItsRedirectsEnd) {
  transport_.answer("http://a.org/p", redirect_to("https://a.org/p"));
  transport_.answer("https://a.org/p", redirect_to("//www.b.org/q#part", 307));
  transport_.answer("https://www.b.org/q", redirect_to("q/", 308));
  transport_.answer("https://www.b.org/q/", page_with("<p>there", "\"1\""));
  const FetchOutcome outcome = fetch_one("http://a.org/p");
  EXPECT_EQ(outcome.result, FetchResult::stored);
  EXPECT_EQ(outcome.stored_as, "https://www.b.org/q/");
  const Page page = **store_.find("https://www.b.org/q/");
  EXPECT_EQ(page.final_url, "https://www.b.org/q/");
  EXPECT_EQ(page.redirects, (Strings{"http://a.org/p", "https://a.org/p", "https://www.b.org/q"}));
  EXPECT_EQ((*store_.find("http://a.org/p"))->alias_of, "https://www.b.org/q/");
  // The validators are those of the last address, and are shown to it alone.
  transport_.asked.clear();
  clock_.sleep(std::chrono::hours(24 * 60));
  EXPECT_EQ(fetch_one("http://a.org/p").result, FetchResult::unchanged);
  ASSERT_EQ(transport_.asked.size(), 4U);
  for (std::size_t i = 0; i < 3; ++i) EXPECT_TRUE(transport_.asked[i].headers.empty());
  EXPECT_EQ(transport_.asked[3].headers.at("if-none-match"), "\"1\"");
}

TEST_F(FetcherTest, FetchesOnceWhatSeveralAddressesLeadTo) {
  const Strings ways = {"http://a.org/p", "https://a.org/old", "https://a.org/p",
                        "https://a.org/p/", "https://www.a.org/p"};
  for (const std::string& way : ways) transport_.answer(way, redirect_to("https://a.org/p/"));
  transport_.answer("https://a.org/p/", page_with("<p>words"));
  const FetchReport report = fetch(ways);
  EXPECT_EQ(report.count(FetchResult::stored), 1U);
  EXPECT_EQ(report.count(FetchResult::unchanged), 4U);
  const auto times_asked = std::count_if(
      transport_.asked.begin(), transport_.asked.end(),
      [](const FakeTransport::Asked& asked) { return asked.url == "https://a.org/p/"; });
  EXPECT_EQ(times_asked, 1);
  std::size_t bodies = 0;
  for (const Page& page : store_.list().pages) bodies += page.has_body() ? 1 : 0;
  EXPECT_EQ(bodies, 1U);
}

TEST_F(FetcherTest, DoesNotAskForAFreshPageThatARedirectLeadsTo) {
  transport_.answer("https://a.org/p", page_with("<p>words"));
  transport_.answer("https://a.org/old", redirect_to("/p"));
  fetch_one("https://a.org/p");
  transport_.asked.clear();
  EXPECT_EQ(fetch_one("https://a.org/old").result, FetchResult::unchanged);
  EXPECT_EQ(transport_.asked.size(), 1U);
  EXPECT_EQ((*store_.find("https://a.org/old"))->alias_of, "https://a.org/p");
}

TEST_F(FetcherTest, KeepsACopyWhoseAddressNowLeadsToTheFrontPage) {
  const std::string article = "<title>Circuits</title><p>" + std::string(3000, 'c');
  transport_.answer("https://a.org/p", page_with(article));
  fetch_one("https://a.org/p");
  transport_.answer("https://a.org/p", redirect_to("/"));
  transport_.answer("https://a.org/", page_with("<title>Home</title><p>" + std::string(3000, 'h')));
  EXPECT_EQ(fetch_one("https://a.org/p").reason, "a redirect to another page (https://a.org/)");
  EXPECT_EQ(stored_body("https://a.org/p"), article);
  // Nor where the front page is stored already.
  EXPECT_EQ(fetch_one("https://a.org/").result, FetchResult::stored);
  EXPECT_EQ(fetch_one("https://a.org/p").reason, "a redirect to another page (https://a.org/)");
  EXPECT_EQ(stored_body("https://a.org/p"), article);
  // The same article elsewhere is another matter.
  transport_.answer("https://a.org/p", redirect_to("/moved"));
  transport_.answer("https://a.org/moved", page_with(article + "and more"));
  EXPECT_EQ(fetch_one("https://a.org/p").result, FetchResult::stored);
  EXPECT_EQ(stored_body("https://a.org/moved"), article + "and more");
}

// One page with a canonical address, as it is served at any address.
std::string canonical_page(const std::string& href, const std::string& title = "One") {
  return "<title>" + title + "</title><link rel=canonical href=\"" + href + "\"><p>" +
         std::string(1000, 'w');
}

TEST_F(FetcherTest, StoresAPageUnderTheAddressThatItCallsCanonical) {
  const std::string page = canonical_page("https://a.org/p");
  for (const char* url : {"https://a.org/p?utm_source=x", "https://a.org/p?ref=y"}) {
    transport_.answer(url, page_with(page));
  }
  transport_.answer("https://a.org/p", page_with(page));
  const FetchReport report = fetch({"https://a.org/p?utm_source=x", "https://a.org/p?ref=y"});
  EXPECT_EQ(report.outcomes[0].result, FetchResult::stored);
  EXPECT_EQ(report.outcomes[0].stored_as, "https://a.org/p");
  EXPECT_EQ(report.outcomes[1].result, FetchResult::unchanged);
  EXPECT_EQ(transport_.asked.size(), 3U);
  EXPECT_EQ(stored_body("https://a.org/p"), page);
  EXPECT_FALSE((*store_.find("https://a.org/p?ref=y"))->has_body());
}

TEST_F(FetcherTest, BelievesNoCanonicalAddressThatHoldsAnotherPage) {
  struct Case {
    const char* href;
    TransportResponse there;
    bool is_asked;
  };
  const Case kCases[] = {
      {"/", page_with(canonical_page("/", "Home")), true},
      {"/gone", {404, {}, {}}, true},
      {"/moved", redirect_to("/elsewhere"), true},
      {"/short", page_with("<title>One</title>"), true},
      {"/login", page_with(canonical_page("/login")), true},
      {"http://a.org/q", page_with(canonical_page("/q")), false},
      {"https://b.org/q", page_with(canonical_page("/q")), false},
      {"https://[", {}, false},
      {"/p#part", {}, false},
  };
  for (const Case& c : kCases) {
    const TemporaryFolder folder;
    store_ = PageStore(folder.path());
    const std::string page = canonical_page(c.href);
    transport_.answer("https://a.org/p", page_with(page));
    if (c.is_asked)
      transport_.answer(resolve_url(*parse_url("https://a.org/"), c.href)->to_string(), c.there);
    transport_.asked.clear();
    const FetchOutcome outcome = fetch_one("https://a.org/p");
    EXPECT_EQ(outcome.result, FetchResult::stored) << c.href;
    EXPECT_EQ(outcome.stored_as, "") << c.href;
    EXPECT_EQ(stored_body("https://a.org/p"), page) << c.href;
    EXPECT_EQ(transport_.asked.size() > 1, c.is_asked) << c.href;
  }
}

// Pages of Distill call themselves by a name without the slash that their server adds.
TEST_F(FetcherTest, FetchesAPageOnceWhoseCanonicalAddressOnlyLacksASlash) {
  const std::string page = canonical_page("/p");
  transport_.answer("https://a.org/p/", page_with(page));
  transport_.answer("https://a.org/p", redirect_to("/p/"));
  EXPECT_EQ(fetch_one("https://a.org/p/").stored_as, "");
  EXPECT_EQ(transport_.asked.size(), 1U);
  transport_.answer("https://a.org/q", page_with(canonical_page("/q/")));
  transport_.answer("https://a.org/q/", page_with(canonical_page("/q/")));
  const FetchReport report = fetch({"https://a.org/q/", "https://a.org/q"});
  EXPECT_EQ(report.outcomes[1].stored_as, "https://a.org/q/");
}

TEST_F(FetcherTest, FollowsNoCanonicalAddressThatLeadsBack) {
  transport_.answer("https://a.org/p", page_with(canonical_page("/q")));
  transport_.answer("https://a.org/q", redirect_to("/p"));
  EXPECT_EQ(fetch_one("https://a.org/p").result, FetchResult::stored);
  EXPECT_EQ(transport_.asked.size(), 2U);
}

TEST_F(FetcherTest, RefusesLoginPagesAndShells) {
  const std::string article = "<title>One</title><script></script><p>" + std::string(4000, 'w');
  const std::string form = article + "<input type=password>";
  struct Case {
    const char* location;  // "": none
    std::string body;
    const char* reason;
  };
  const Case kCases[] = {
      {"/login?next=/p", article, "a redirect to a login page (https://a.org/login?next=/p)"},
      {"", "<input type=password><p>" + std::string(1500, 'w') + std::string(3000, ' '),
       "a login form"},
      {"", "<script>" + std::string(5000, 's') + "</script><noscript>Enable JavaScript</noscript>",
       "an empty shell: 0 bytes of text without JavaScript"},
      {"", "<script>" + std::string(5000, 's') + "</script>" + std::string(999, 'w'),
       "suspiciously short: 999 bytes of text, the stored copy has 4000"},
      {"", form, ""},
  };
  for (const bool has_copy : {true, false}) {
    for (const Case& c : kCases) {
      if (!has_copy && std::string(c.reason).starts_with("suspiciously")) continue;
      const TemporaryFolder folder;
      store_ = PageStore(folder.path());
      transport_.answer("https://a.org/p", page_with(article));
      if (has_copy) fetch_one("https://a.org/p");
      transport_.answer("https://a.org/p",
                        *c.location != 0 ? redirect_to(c.location) : page_with(c.body));
      transport_.answer("https://a.org/login?next=/p", page_with(c.body));
      EXPECT_EQ(fetch_one("https://a.org/p").reason, c.reason);
      if (*c.reason == 0) continue;
      EXPECT_EQ(stored_body("https://a.org/p"), has_copy ? article : "no body") << c.reason;
    }
  }
}

TEST_F(FetcherTest, MarksAPageThatIsGoneAndKeepsItsCopy) {
  transport_.answer("https://a.org/p", page_with("<p>words"));
  fetch_one("https://a.org/p");
  transport_.answer("https://a.org/p", TransportResponse{410, {}, {}});
  const FetchOutcome outcome = fetch_one("https://a.org/p");
  EXPECT_EQ(outcome.reason, "410 Gone");
  EXPECT_TRUE(outcome.is_gone);
  EXPECT_EQ(stored_body("https://a.org/p"), "<p>words");
  EXPECT_EQ((*store_.find("https://a.org/p"))->failures.at(0).status, 410);
}

TEST_F(FetcherTest, BringsThePaperOfAnArxivLink) {
  config_.sites = {"arxiv.org"};
  const std::string html = "https://arxiv.org/html/1706.03762";
  const std::string pdf = "https://arxiv.org/pdf/1706.03762";
  const std::string name = "https://arxiv.org/abs/1706.03762";
  struct Case {
    TransportResponse html;
    const char* body;  // stored
    const char* place;
  };
  const Case kCases[] = {
      {page_with("<p>the HTML"), "<p>the HTML", "https://arxiv.org/html/1706.03762"},
      {redirect_to(html + "v7"), "<p>version 7", "https://arxiv.org/html/1706.03762v7"},
      {{404, {}, {}}, "%PDF-1.5 the PDF", "https://arxiv.org/pdf/1706.03762"},
      {redirect_to(name), "%PDF-1.5 the PDF", "https://arxiv.org/pdf/1706.03762"},
      {{503, {}, {}}, "no body", ""},  // it may well have HTML
  };
  transport_.answer(name, page_with("<p>the abstract"));
  transport_.answer(html + "v7", page_with("<p>version 7"));
  transport_.answer(
      pdf, TransportResponse{200, {{"content-type", "application/pdf"}}, Body("%PDF-1.5 the PDF")});
  for (const Case& c : kCases) {
    const TemporaryFolder folder;
    store_ = PageStore(folder.path());
    transport_.answer(html, c.html);
    const FetchOutcome outcome = fetch_one("https://arxiv.org/pdf/1706.03762.pdf");
    EXPECT_EQ(stored_body(name), c.body) << outcome.reason;
    EXPECT_EQ((*store_.find(name))->final_url, c.place);
    EXPECT_EQ(outcome.stored_as, "");
  }
}

TEST_F(FetcherTest, TakesThePdfWhereRobotsForbidTheHtml) {
  config_.sites = {"arxiv.org"};
  transport_.answer("https://arxiv.org/robots.txt",
                    {200, {}, Body("User-agent: *\nDisallow: /html")});
  transport_.answer("https://arxiv.org/pdf/1706.03762", page_with("%PDF-1.5 the PDF"));
  EXPECT_EQ(fetch_one("https://arxiv.org/abs/1706.03762").result, FetchResult::stored);
  EXPECT_EQ(transport_.asked.size(), 1U);
}

TEST_F(FetcherTest, RecordsWhatRobotsForbidAndKeepsTheCopy) {
  transport_.answer("https://a.org/p", page_with("<p>words"));
  fetch_one("https://a.org/p");
  transport_.answer("https://a.org/robots.txt", {503, {}, {}});
  clock_.sleep(kRobotsLife);
  const FetchOutcome outcome = fetch_one("https://a.org/p");
  EXPECT_EQ(outcome.result, FetchResult::failed);
  EXPECT_EQ(outcome.reason, "robots.txt could not be read: a.org: status 503");
  EXPECT_EQ(stored_body("https://a.org/p"), "<p>words");
  EXPECT_EQ((*store_.find("https://a.org/p"))->failures.size(), 1U);
}

TEST_F(FetcherTest, PostponesWithoutAFailureWhatItDoesNotAsk) {
  transport_.answer("https://a.org/1", TransportResponse{503, {{"retry-after", "7200"}}, {}});
  const FetchReport report = fetch({"https://a.org/1", "https://a.org/2", "https://b.org/3"});
  EXPECT_EQ(report.outcomes[0].reason, "503 Service Unavailable");
  EXPECT_EQ(report.outcomes[1].result, FetchResult::postponed);
  EXPECT_TRUE(report.outcomes[1].reason.starts_with("a.org wants to be left alone until "));
  EXPECT_FALSE(*store_.find("https://a.org/2"));
  EXPECT_EQ(report.outcomes[2].reason, "404 Not Found");
}

TEST_F(FetcherTest, RefusesARedirectThatLeadsAstray) {
  struct Case {
    const char* location;
    const char* reason;
  };
  constexpr Case kCases[] = {
      {"http://a.org/p2", "a redirect from https to http (http://a.org/p2)"},
      {"https://evil.org/p", "a redirect to evil.org, which is not among the sites"},
      {"https://a.org.evil.org/", "a redirect to a.org.evil.org, which is not among the sites"},
      {"https://127.0.0.1/", "a redirect to 127.0.0.1, which is not among the sites"},
      {"file:///etc/passwd",
       "a redirect to not a usable address: file:///etc/passwd: not http or https"},
      {"https://me:secret@a.org/",
       "a redirect to not a usable address: https://me:secret@a.org/: it carries credentials"},
  };
  for (const Case& c : kCases) {
    transport_.answer("https://a.org/p", redirect_to(c.location));
    transport_.asked.clear();
    EXPECT_EQ(fetch_one("https://a.org/p").reason, c.reason);
    EXPECT_EQ(transport_.asked.size(), 1U) << c.location;
  }
}

TEST_F(FetcherTest, LeavesARedirectLoop) {
  transport_.answer("https://a.org/p", redirect_to("/q"));
  transport_.answer("https://a.org/q", redirect_to("/p"));
  EXPECT_EQ(fetch_one("https://a.org/p").reason, "more than 3 redirects");
  EXPECT_EQ(transport_.asked.size(), 4U);
}

TEST_F(FetcherTest, GivesEachHostItsDelayWhileOthersAreAsked) {
  config_.fetch.delay = 10;
  std::vector<std::string> urls;
  for (const char* host : {"https://a.org/", "https://b.org/"}) {
    for (int i = 0; i < 8; ++i) urls.push_back(host + std::to_string(i));
  }
  for (const std::string& url : urls) transport_.answer(url, page_with("<p>words"));
  EXPECT_EQ(fetch(urls).count(FetchResult::stored), 16U);
  std::map<std::string, std::chrono::milliseconds> last;
  for (const auto& asked : transport_.asked) {
    const std::string host = parse_url(asked.url)->host;
    if (last.contains(host)) {
      EXPECT_GE(asked.when - last[host], seconds(10)) << asked.url;
    }
    last[host] = asked.when;
  }
}

TEST_F(FetcherTest, KeepsTheDelayBetweenTheHopsOfARedirect) {
  config_.fetch.delay = 10;
  transport_.answer("https://a.org/1", redirect_to("/2"));
  transport_.answer("https://a.org/2", redirect_to("https://b.org/3"));
  transport_.answer("https://b.org/3", page_with("<p>words"));
  fetch({"https://a.org/1"});
  ASSERT_EQ(transport_.asked.size(), 3U);
  EXPECT_EQ(transport_.asked[0].when, seconds(10)) << "behind robots.txt";
  EXPECT_EQ(transport_.asked[1].when, seconds(20));
  EXPECT_EQ(transport_.asked[2].when, seconds(30));
}

TEST_F(FetcherTest, TellsItsProgressAndReportsInTheOrderOfThePlan) {
  transport_.answer("https://b.org/1", page_with("<p>words"));
  const FetchReport report = fetch({"https://a.org/1", "https://a.org/2", "https://b.org/1"});
  Strings of_a = progress_.events;
  std::erase_if(of_a, [](const std::string& event) { return event.ends_with("b.org/1"); });
  EXPECT_EQ(of_a, (Strings{"of 3", "get https://a.org/1", "no https://a.org/1",
                           "get https://a.org/2", "no https://a.org/2"}));
  EXPECT_EQ(progress_.events.size(), 7U);
  ASSERT_EQ(report.outcomes.size(), 3U);
  EXPECT_EQ(report.outcomes[1].target.page, "https://a.org/2");
  EXPECT_EQ(report.outcomes[2].result, FetchResult::stored);
  EXPECT_EQ(report.count(FetchResult::failed), 2U);
  EXPECT_EQ(report.count(FetchResult::stored), 1U);
}

TEST_F(FetcherTest, ReportsAStoreThatCannotBeWritten) {
  folder_.write("a.org", "a file where a folder must be");
  transport_.answer("https://a.org/p", page_with("<p>words"));
  const FetchOutcome outcome = fetch_one("https://a.org/p");
  EXPECT_EQ(outcome.result, FetchResult::failed);
  EXPECT_NE(outcome.reason.find("could not be recorded"), std::string::npos) << outcome.reason;
}

}  // namespace
}  // namespace mi
