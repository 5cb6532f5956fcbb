#include "searchd/render_html.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>

#include "searchd/searcher.h"
#include "tests/searchd/sample_results.h"

namespace mi {
namespace {

const Viewer kViewer{Language::english, *parse_time("2026-01-04T00:00:00Z")};
const Viewer kKoreanViewer{Language::korean, *parse_time("2026-01-04T00:00:00Z")};

bool holds(const std::string& page, std::string_view part) {
  return page.find(part) != std::string::npos;
}

// The tags of a page, the values of their attributes emptied: what must not depend on any text.
std::string skeleton(const std::string& page) {
  std::string tags;
  bool in_tag = false;
  char quote = 0;
  for (const char c : page) {
    if (quote != 0) {
      if (c != quote) continue;
      quote = 0;
    } else if (in_tag && (c == '"' || c == '\'')) {
      quote = c;
    } else if (c == '<') {
      in_tag = true;
    }
    if (in_tag) tags += c;
    if (c == '>' && quote == 0) in_tag = false;
  }
  return tags;
}

std::vector<std::string> addresses(const std::string& page) {
  std::vector<std::string> found;
  for (const std::string_view name : {" href=\"", " src=\"", " action=\""}) {
    for (std::size_t at = page.find(name); at != std::string::npos; at = page.find(name, at + 1)) {
      const std::size_t begin = at + name.size();
      found.push_back(page.substr(begin, page.find('"', begin) - begin));
    }
  }
  return found;
}

bool is_harmless(std::string_view address) {
  return address.starts_with("http://") || address.starts_with("https://") ||
         (address.starts_with('/') && !address.starts_with("//")) || address == "#main";
}

const std::vector<std::string> kAttacks = {
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.example/x.js></sCrIpT>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "\"><script>alert(1)</script>",
    "'><script>alert(1)</script>",
    "\" onmouseover=\"alert(1)",
    "' onfocus='alert(1)' autofocus='",
    "\" autofocus onfocus=alert(1) x=\"",
    "` onclick=`alert(1)",
    "</title><script>alert(1)</script>",
    "</h2></article></main><script>alert(1)</script>",
    "</mark><iframe src=javascript:alert(1)>",
    "</code><base href=//evil.example/>",
    "</time><meta http-equiv=refresh content=0;url=//evil.example>",
    "<!--<script>",
    "--><script>alert(1)</script>",
    "<![CDATA[<script>]]>",
    "<?php echo 1 ?>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;",
    "&quot; onclick=alert(1)",
    "<a href=\"javascript:alert(1)\">x</a>",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "\x01javascript:alert(1)",
    "javascript&colon;alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD4=",
    "vbscript:msgbox(1)",
    "file:///etc/passwd",
    "//evil.example/",
    "\\\\evil.example\\",
    "https://a.org/\" onclick=\"alert(1)",
    "https://a.org/'><script>alert(1)</script>",
    "http://a.org/?a=1&lt=2<script>",
    "{{constructor.constructor('alert(1)')()}}",
    "${alert(1)} {} {0} %s %n",
    "\xff\xfe<script>",
    "\xf0\x9f<script>",
    "+ADw-script+AD4-alert(1)",
    std::string("<scr\0ipt>", 9),
    "\xe2\x80\xae<txet desrever>",
};

using Place = std::function<void(Results&, const std::string&)>;

const std::map<std::string, Place> kPlaces = {
    {"query", [](Results& r, const std::string& text) { r.query = text; }},
    {"remark", [](Results& r, const std::string& text) { r.remarks = {text}; }},
    {"answered", [](Results& r, const std::string& text) { r.answered = text; }},
    {"suggestion", [](Results& r, const std::string& text) { r.suggestion = text; }},
    {"expansion",
     [](Results& r, const std::string& text) {
       r.expansions = {{text, text, "user"}};
     }},
    {"title", [](Results& r, const std::string& text) { r.documents[0].title = text; }},
    {"title of a note", [](Results& r, const std::string& text) { r.documents[1].title = text; }},
    {"author", [](Results& r, const std::string& text) { r.documents[0].authors = {text}; }},
    {"site", [](Results& r, const std::string& text) { r.documents[0].site = text; }},
    {"date", [](Results& r, const std::string& text) { r.documents[0].date = text + "2022"; }},
    {"heading",
     [](Results& r, const std::string& text) { r.hits[0].passage.heading_path = {text}; }},
    {"anchor", [](Results& r, const std::string& text) { r.hits[0].passage.anchor = text; }},
    {"path of a note", [](Results& r, const std::string& text) { r.documents[1].url = text; }},
    {"snippet",
     [](Results& r, const std::string& text) {
       r.hits[0].snippet = {text, {{0, std::min<std::size_t>(1, text.size())}}, false, false};
     }},
    {"marks",
     [](Results& r, const std::string& text) {
       r.hits[0].snippet = {text, {{0, text.size()}}, false, false};
     }},
};

TEST(RenderHtml, LetsNoTextBecomeMarkup) {
  for (const auto& [name, put] : kPlaces) {
    Results plain = sample_results();
    put(plain, "plain");
    const std::string expected = skeleton(render_results(kViewer, plain, {}));
    for (const std::string& attack : kAttacks) {
      Results results = sample_results();
      put(results, attack);
      const std::string page = render_results(kViewer, results, {});
      EXPECT_EQ(skeleton(page), expected) << name << ": " << attack;
      for (const std::string& address : addresses(page))
        EXPECT_TRUE(is_harmless(address)) << name << ": " << attack << " -> " << address;
    }
  }
}

TEST(RenderHtml, LinksOnlyToHttpAddresses) {
  for (const std::string& attack : kAttacks) {
    Results results = sample_results();
    results.documents[0].url = attack;
    results.documents[0].language = attack;
    results.documents[0].fetched = attack;
    const std::string page = render_results(kViewer, results, {});
    for (std::size_t at = page.find("<script"); at < page.size();
         at = page.find("<script", at + 1)) {
      const std::string tag = page.substr(at, page.find('>', at) - at);
      EXPECT_NE(tag.find(" src=\"/assets/"), std::string::npos)
          << "a script that is not ours: " << attack;
    }
    for (const std::string& address : addresses(page))
      EXPECT_TRUE(is_harmless(address)) << attack << " -> " << address;
  }
}

TEST(RenderHtml, EscapesWhatAnErrorOrAMissRepeats) {
  Results nothing;
  nothing.query = "plain";
  const std::string no_hits = skeleton(render_results(kViewer, nothing, {}));
  const std::string no_more = skeleton(render_results(kViewer, nothing, {20, 10}));
  const std::string error = skeleton(render_error(kViewer, {503, "plain", "plain", "plain"}));
  for (const std::string& attack : kAttacks) {
    nothing.query = attack;
    EXPECT_EQ(skeleton(render_results(kViewer, nothing, {})), no_hits) << attack;
    EXPECT_EQ(skeleton(render_results(kViewer, nothing, {20, 10})), no_more) << attack;
    EXPECT_EQ(skeleton(render_error(kViewer, {503, attack, attack, attack})), error) << attack;
  }
}

TEST(RenderHtml, ShowsWhatAReaderNeedsOfAHit) {
  const std::string page = render_results(kViewer, sample_results(), {});
  for (const std::string_view part :
       {"<h2 lang=\"en\"><a href=\"https://a.org/toy/\">Toy Models</a></h2>",
        "<li class=\"kind paper\">Paper</li>", "<li>Ada One, Bo Two</li>", "<li>2022</li>",
        "<li>a.org</li>", ">fetched 3 days ago</time>", "Motivation › The Hypothesis</a></h3>",
        "#hypothesis:~:text=Features%20in", "directions: <mark>superposition</mark>.</p>",
        "<h2 lang=\"ko\">중첩 메모</h2>", "<li class=\"kind note\">Note</li>",
        "<li class=\"kind draft\">Draft</li>", "<mark>중첩</mark>은 특징이", "생긴다. …</p>",
        "<code>/home/me/notes/중첩.md:12</code>", "<p>3 passages · 1.2 ms</p>",
        "value=\"중첩 superposition\"", "<title>중첩 superposition · mi-search</title>"}) {
    EXPECT_TRUE(holds(page, part)) << part << "\n" << page;
  }
}

TEST(RenderHtml, SpeaksKorean) {
  const std::string page = render_results(kKoreanViewer, sample_results(), {});
  for (const std::string_view part :
       {"<html lang=\"ko\">", "“중첩 superposition” 검색 결과", "논문", "노트", "초안",
        "3일 전에 가져옴", "단락 3개", ">검색</button>"}) {
    EXPECT_TRUE(holds(page, part)) << part << "\n" << page;
  }
  EXPECT_TRUE(holds(render_home(kKoreanViewer, Collection{2, 3, 1234}),
                    "논문 2편과 노트 3편, 단락 1,234개"));
}

TEST(RenderHtml, ShortensLongListsOfAuthors) {
  Results results = sample_results();
  results.documents[0].authors = {"A", "B", "C", "D", "E"};
  EXPECT_TRUE(holds(render_results(kViewer, results, {}), "<li>A, B, C and 2 more</li>"));
}

TEST(RenderHtml, LinksToThePagesBeforeAndBehind) {
  struct Case {
    PageRange range;
    std::uint64_t total;
    std::string previous;  // "" where there is to be no link
    std::string next;
  };
  const std::string base = "/?q=%EC%A4%91%EC%B2%A9%20superposition";
  const std::vector<Case> cases = {
      {{0, 3}, 3, "", ""},
      {{0, 3}, 4, "", base + "&amp;offset=3"},
      {{0, 10}, 100, "", ""},  // fewer hits than were asked for: the last page
      {{3, 3}, 100, base, base + "&amp;offset=6"},
      {{2, 3}, 100, base, base + "&amp;offset=5"},
      {{9, 3}, 12, base + "&amp;offset=6", ""},
      {{kMaxResults - 3, 3}, 5000, base + "&amp;offset=994", ""},
  };
  for (const Case& c : cases) {
    Results results = sample_results();
    results.estimated_total = c.total;
    const std::string page = render_results(kViewer, results, c.range);
    const std::string where = std::to_string(c.range.offset) + "+" + std::to_string(c.range.limit);
    EXPECT_EQ(holds(page, "rel=\"prev\""), !c.previous.empty()) << where;
    EXPECT_EQ(holds(page, "rel=\"next\""), !c.next.empty()) << where;
    EXPECT_TRUE(holds(page, "rel=\"prev\" href=\"" + c.previous) || c.previous.empty()) << page;
    EXPECT_TRUE(holds(page, "rel=\"next\" href=\"" + c.next) || c.next.empty()) << page;
  }
}

TEST(RenderHtml, HelpsWhenNothingIsFound) {
  Results nothing;
  nothing.query = "qwzx";
  const std::string page = render_results(kViewer, nothing, {});
  EXPECT_TRUE(holds(page, "<h1>Nothing found for “qwzx”</h1>"));
  EXPECT_TRUE(holds(page, "mi-update"));
  EXPECT_TRUE(holds(render_results(kViewer, nothing, {20, 10}), "href=\"/?q=qwzx\""));
}

TEST(RenderHtml, SaysHowItWasSearched) {
  Results results = sample_results();
  results.query = "SAE 중첩";
  results.remarks = {"Searched for the 32 rarest of 40 words."};
  results.expansions = {{"SAE", "sparse autoencoder", "user"}, {"중첩", "superposition", "user"}};
  results.answered = "SAEs 중첩";
  results.suggestion = "a&b";
  const std::string address = "/?q=SAE%20%EC%A4%91%EC%B2%A9";
  const std::string page = render_results(kViewer, results, {0, 3, true, {"a b"}});
  for (const std::string& part :
       {std::string("<p lang=\"en\">Searched for the 32 rarest of 40 words.</p>"),
        std::string("Showing results for “SAEs 중첩”."), std::string("Also searched: "),
        "sparse autoencoder (for SAE) <a class=\"drop\" href=\"" + address +
            "&amp;drop=a%20b&amp;drop=sparse%20autoencoder\" "
            "aria-label=\"Leave out sparse autoencoder\">×</a>",
        "<a href=\"" + address + "&amp;expand=0\">Search as typed only</a>",
        "<a href=\"" + address + "\">Search translations and acronyms too</a>",
        std::string("Did you mean: <a href=\"/?q=a%26b\">a&amp;b</a>")}) {
    EXPECT_TRUE(holds(page, part)) << part << "\n" << page;
  }
  const std::string korean = render_results(kKoreanViewer, results, {});
  for (const std::string_view part : {"“SAEs 중첩”의 결과를 보여 드립니다.", "함께 찾은 말: ",
                                      "sparse autoencoder (SAE) <a", "혹시 이것을 찾으셨나요?"})
    EXPECT_TRUE(holds(korean, part)) << part << "\n" << korean;
  EXPECT_FALSE(holds(render_results(kViewer, sample_results(), {}), "class=\"how\""));
}

TEST(RenderHtml, KeepsWhatWasLeftOutFromPageToPage) {
  Results results = sample_results();
  results.query = "a";
  results.estimated_total = 100;
  const std::string dropped = render_results(kViewer, results, {3, 3, true, {"b c", "d"}});
  EXPECT_TRUE(holds(dropped, "rel=\"prev\" href=\"/?q=a&amp;drop=b%20c&amp;drop=d\""));
  EXPECT_TRUE(holds(dropped, "rel=\"next\" href=\"/?q=a&amp;drop=b%20c&amp;drop=d&amp;offset=6\""));
  const std::string none = render_results(kViewer, results, {3, 3, false, {}});
  EXPECT_TRUE(holds(none, "rel=\"next\" href=\"/?q=a&amp;expand=0&amp;offset=6\"")) << none;
}

TEST(RenderHtml, OffersNoMoreToLeaveOutThanTheDaemonTakes) {
  Results results = sample_results();
  results.expansions = {{"a", "b", "user"}};
  const PageRange full{0, 3, true, std::vector<std::string>(kMaxDrops, "x")};
  EXPECT_FALSE(holds(render_results(kViewer, results, full), "class=\"drop\""));
  results.expansions = {{"a", std::string(kMaxDropBytes + 1, 'b'), "user"}};
  EXPECT_FALSE(holds(render_results(kViewer, results, {}), "class=\"drop\""));
}

TEST(RenderHtml, SaysWhatIsIndexedWhereThatIsKnown) {
  EXPECT_TRUE(holds(render_home(kViewer, Collection{2, 3, 1234567}),
                    "2 papers and 3 notes, in 1,234,567 passages."));
  EXPECT_FALSE(holds(render_home(kViewer, {}), "passages"));
}

// Headings step down one level at a time, a page has one h1, and every page its landmarks.
TEST(RenderHtml, HasAnOutlineForScreenReaders) {
  Results nothing;
  for (const std::string& page :
       {render_home(kViewer, Collection{}), render_results(kViewer, sample_results(), {0, 3}),
        render_results(kViewer, nothing, {}), render_results(kViewer, nothing, {10, 10}),
        render_error(kViewer, {500, "", "a", ""})}) {
    char level = '0';
    int tops = 0;
    for (std::size_t at = page.find("<h"); at != std::string::npos; at = page.find("<h", at + 1)) {
      const char digit = page[at + 2];
      if (digit < '1' || digit > '6') continue;
      EXPECT_LE(digit, level + 1) << page;
      level = digit;
      tops += digit == '1' ? 1 : 0;
    }
    EXPECT_EQ(tops, 1) << page;
    for (const std::string_view part :
         {"<!doctype html>", "<html lang=\"en\">", "<title>", "<main", "role=\"search\"",
          "<label for=\"q\">", "name=\"viewport\""}) {
      EXPECT_TRUE(holds(page, part)) << part << "\n" << page;
    }
    EXPECT_FALSE(holds(page, " style=")) << "the policy forbids inline styles";
  }
}

}  // namespace
}  // namespace mi
