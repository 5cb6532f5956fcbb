#include "fetch/fetcher.h"

#include <gtest/gtest.h>

#include <fstream>
#include <functional>

#include "tests/support/temporary_folder.h"

namespace mi {
namespace {

namespace fs = std::filesystem;
using std::chrono::seconds;

const TimePoint kStart = *parse_time("2026-03-01T12:00:00Z");

// Time passes only by sleeping, and is counted.
class FakeClock final : public Clock {
 public:
  TimePoint now() const override { return kStart + std::chrono::duration_cast<seconds>(elapsed_); }
  Duration elapsed() const override { return elapsed_; }
  void sleep(Duration time) override { elapsed_ += time; }

 private:
  Duration elapsed_ = Duration::zero();
};

// Answers from a table of addresses; remembers what was asked, and when.
class FakeTransport final : public Transport {
 public:
  using Answer = std::function<Expected<TransportResponse>(const TransportRequest&)>;
  struct Asked {
    std::string url;
    HeaderMap headers;
    seconds when;
  };

  explicit FakeTransport(const Clock& clock) : clock_(clock) {}

  void answer(const std::string& url, Answer answer) { answers_[url] = std::move(answer); }
  void answer(const std::string& url, const TransportResponse& response) {
    answers_[url] = [response](const TransportRequest&) { return response; };
  }

  Expected<TransportResponse> get(const TransportRequest& request) override {
    const std::string url = request.url.to_string();
    asked.push_back({url, request.headers, std::chrono::duration_cast<seconds>(clock_.elapsed())});
    const auto found = answers_.find(url);
    if (found == answers_.end()) return TransportResponse{404, {}, ""};
    return found->second(request);
  }

  std::vector<Asked> asked;

 private:
  const Clock& clock_;
  std::map<std::string, Answer> answers_;
};

class RecordedProgress final : public FetchProgress {
 public:
  void started(std::size_t total) override { events.push_back("of " + std::to_string(total)); }
  void fetching(const FetchTarget& target) override { events.push_back("get " + target.page); }
  void finished(const FetchTarget& target, const FetchOutcome& outcome) override {
    events.push_back((outcome.result == FetchResult::failed ? "no " : "ok ") + target.page);
  }
  std::vector<std::string> events;
};

TransportResponse page_of(const std::string& body, const std::string& etag = "") {
  TransportResponse response{200, {{"content-type", "text/html"}}, body};
  if (!etag.empty()) response.headers["etag"] = etag;
  return response;
}

TransportResponse redirect_to(const std::string& location, int status = 301) {
  return {status, {{"location", location}}, ""};
}

class Fetcher : public testing::Test {
 protected:
  Fetcher() {
    config_.sites = {"a.org", "b.org"};
    config_.fetch.delay = 0;
    config_.fetch.max_redirects = 3;
  }

  FetchReport fetch(const std::vector<std::string>& urls) {
    FetchPlan plan;
    for (const std::string& text : urls) {
      const Url url = *parse_url(text);
      plan.to_fetch.push_back({canonical_url(url), url, {{"n.md", 3}}});
    }
    return fetch_pages(plan, transport_, store_, config_, clock_, progress_);
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

TEST_F(Fetcher, StoresAPageWithWhatTheServerSaid) {
  TransportResponse response = page_of("<p>words", "\"1\"");
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

TEST_F(Fetcher, AsksConditionallyAndKeepsTheCopyOnA304) {
  transport_.answer("https://a.org/p", [](const TransportRequest& request) {
    return request.headers.contains("if-none-match") ? TransportResponse{304, {}, ""}
                                                     : page_of("<p>words", "\"1\"");
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

TEST_F(Fetcher, CallsTheSameBytesUnchanged) {
  transport_.answer("https://a.org/p", page_of("<p>words"));
  fetch_one("https://a.org/p");
  clock_.sleep(seconds(60));
  EXPECT_EQ(fetch_one("https://a.org/p").result, FetchResult::unchanged);
  const Page page = **store_.find("https://a.org/p");
  EXPECT_EQ(page.fetched, format_time(kStart));
  EXPECT_EQ(page.checked, format_time(kStart + seconds(60)));
}

TEST_F(Fetcher, FetchesADamagedCopyAnew) {
  transport_.answer("https://a.org/p", page_of("<p>words", "\"1\""));
  fetch_one("https://a.org/p");
  for (const auto& entry : fs::directory_iterator(folder_ / "a.org")) {
    if (entry.path().extension() == ".html") std::ofstream(entry.path()) << "damaged";
  }
  EXPECT_EQ(fetch_one("https://a.org/p").result, FetchResult::stored);
  EXPECT_TRUE(transport_.asked[1].headers.empty());
  EXPECT_EQ(stored_body("https://a.org/p"), "<p>words");
}

TEST_F(Fetcher, DoesNotTakeA304ThatItDidNotAskFor) {
  transport_.answer("https://a.org/p", TransportResponse{304, {}, ""});
  EXPECT_EQ(fetch_one("https://a.org/p").reason, "status 304");
}

TEST_F(Fetcher, KeepsTheCopyWhenTheAnswerIsNoGoodPage) {
  const std::string good = "<p>" + std::string(4000, 'g');
  struct Case {
    TransportResponse response;
    const char* reason;
  };
  const Case kCases[] = {
      {{404, {}, ""}, "404 Not Found"},
      {{503, {}, ""}, "503 Service Unavailable"},
      {{418, {}, ""}, "status 418"},
      {{204, {}, ""}, "status 204"},
      {{200, {{"content-type", "text/html"}}, ""}, "an empty page"},
      {{200, {{"content-type", "image/png"}}, "\x89PNG\x01 an image"},
       "neither HTML nor PDF nor text (image/png)"},
      {{200, {{"content-type", "application/json"}}, "{\"error\": 1}"},
       "neither HTML nor PDF nor text (application/json)"},
      {{200, {{"content-type", "text/html"}}, "<p>Please log in."},
       "suspiciously short: 17 bytes, the stored copy has 4003"},
      {{302, {}, ""}, "a redirect that does not say where to"},
  };
  transport_.answer("https://a.org/p", page_of(good));
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

TEST_F(Fetcher, TakesAQuarterOfTheOldSizeAndNoLess) {
  const std::string page(400, 'w');
  transport_.answer("https://a.org/p", page_of(page));
  fetch_one("https://a.org/p");
  transport_.answer("https://a.org/p", page_of(page.substr(0, 99)));
  EXPECT_EQ(fetch_one("https://a.org/p").result, FetchResult::failed);
  transport_.answer("https://a.org/p", page_of(page.substr(0, 100)));
  EXPECT_EQ(fetch_one("https://a.org/p").result, FetchResult::stored);
}

TEST_F(Fetcher, RecordsWhyTheNetworkFailed) {
  transport_.answer("https://a.org/p", [](const TransportRequest&) {
    return Expected<TransportResponse>(failure("a.org: connection refused"));
  });
  EXPECT_EQ(fetch_one("https://a.org/p").reason, "a.org: connection refused");
  const Page page = **store_.find("https://a.org/p");
  EXPECT_FALSE(page.has_body());
  EXPECT_EQ(page.failures,
            (std::vector<FetchFailure>{{format_time(kStart), "a.org: connection refused"}}));
}

TEST_F(Fetcher, FollowsRedirectsAmongTheSites) {
  transport_.answer("http://a.org/p", redirect_to("https://a.org/p"));
  transport_.answer("https://a.org/p", redirect_to("//www.b.org/q#part", 307));
  transport_.answer("https://www.b.org/q", redirect_to("q/", 308));
  transport_.answer("https://www.b.org/q/", page_of("<p>there", "\"1\""));
  EXPECT_EQ(fetch_one("http://a.org/p").result, FetchResult::stored);
  const Page page = **store_.find("http://a.org/p");
  EXPECT_EQ(page.final_url, "https://www.b.org/q/");
  // The validators are those of the last address, and are shown to it alone.
  transport_.asked.clear();
  fetch_one("http://a.org/p");
  ASSERT_EQ(transport_.asked.size(), 4U);
  for (int i = 0; i < 3; ++i)
    EXPECT_TRUE(transport_.asked[static_cast<std::size_t>(i)].headers.empty());
  EXPECT_EQ(transport_.asked[3].headers.at("if-none-match"), "\"1\"");
}

TEST_F(Fetcher, RefusesARedirectThatLeadsAstray) {
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

TEST_F(Fetcher, LeavesARedirectLoop) {
  transport_.answer("https://a.org/p", redirect_to("/q"));
  transport_.answer("https://a.org/q", redirect_to("/p"));
  EXPECT_EQ(fetch_one("https://a.org/p").reason, "more than 3 redirects");
  EXPECT_EQ(transport_.asked.size(), 4U);
}

TEST_F(Fetcher, GivesEachHostItsDelayAndLetsOthersGoMeanwhile) {
  config_.fetch.delay = 10;
  for (const char* url : {"https://a.org/1", "https://a.org/2", "https://a.org/3",
                          "https://b.org/1", "https://b.org/2"}) {
    transport_.answer(url, page_of("<p>words"));
  }
  fetch({"https://a.org/1", "https://a.org/2", "https://a.org/3", "https://b.org/1",
         "https://b.org/2"});
  Strings times;
  for (const auto& asked : transport_.asked) {
    times.push_back(std::to_string(asked.when.count()) + " " + asked.url);
  }
  EXPECT_EQ(times, (Strings{"0 https://a.org/1", "0 https://b.org/1", "10 https://a.org/2",
                            "10 https://b.org/2", "20 https://a.org/3"}));
}

TEST_F(Fetcher, KeepsTheDelayBetweenTheHopsOfARedirect) {
  config_.fetch.delay = 10;
  transport_.answer("https://a.org/1", redirect_to("/2"));
  transport_.answer("https://a.org/2", redirect_to("https://b.org/3"));
  transport_.answer("https://b.org/3", page_of("<p>words"));
  fetch({"https://a.org/1"});
  ASSERT_EQ(transport_.asked.size(), 3U);
  EXPECT_EQ(transport_.asked[1].when, seconds(10));
  EXPECT_EQ(transport_.asked[2].when, seconds(10));
}

TEST_F(Fetcher, TellsItsProgressAndReportsInTheOrderOfThePlan) {
  transport_.answer("https://b.org/1", page_of("<p>words"));
  const FetchReport report = fetch({"https://a.org/1", "https://a.org/2", "https://b.org/1"});
  EXPECT_EQ(progress_.events,
            (Strings{"of 3", "get https://a.org/1", "no https://a.org/1", "get https://b.org/1",
                     "ok https://b.org/1", "get https://a.org/2", "no https://a.org/2"}));
  ASSERT_EQ(report.outcomes.size(), 3U);
  EXPECT_EQ(report.outcomes[1].target.page, "https://a.org/2");
  EXPECT_EQ(report.outcomes[2].result, FetchResult::stored);
  EXPECT_EQ(report.count(FetchResult::failed), 2U);
  EXPECT_EQ(report.count(FetchResult::stored), 1U);
}

TEST_F(Fetcher, ReportsAStoreThatCannotBeWritten) {
  folder_.write("a.org", "a file where a folder must be");
  transport_.answer("https://a.org/p", page_of("<p>words"));
  const FetchOutcome outcome = fetch_one("https://a.org/p");
  EXPECT_EQ(outcome.result, FetchResult::failed);
  EXPECT_NE(outcome.reason.find("could not be recorded"), std::string::npos) << outcome.reason;
}

}  // namespace
}  // namespace mi
