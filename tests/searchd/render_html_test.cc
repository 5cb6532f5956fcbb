#include "searchd/render_html.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>

#include "searchd/request_limits.h"
#include "searchd/searcher.h"
#include "tests/searchd/sample_results.h"

namespace mi {
namespace {

const Viewer kViewer{Language::english, *parse_time("2026-01-04T00:00:00Z")};
const Viewer kKoreanViewer{Language::korean, *parse_time("2026-01-04T00:00:00Z")};

SearchRequest asked_for(const Results& results, std::size_t offset = 0, std::size_t limit = 10) {
  SearchRequest request;
  request.query = results.query;
  request.offset = offset;
  request.limit = limit;
  return request;
}

std::string page_of(const Results& results, const Viewer& viewer = kViewer) {
  return render_results(viewer, results, asked_for(results));
}

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

Results with_mention(Results results) {
  Link link;
  link.sentence = "A sentence about it.";
  link.line = 7;
  results.document_mentions = {{{sample_note(), link}}, {}};
  return results;
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
    {"remark",
     [](Results& r, const std::string& text) {
       r.remarks = {{RemarkKind::as_meant, {text}}};
     }},
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
    {"sentence of a note",
     [](Results& r, const std::string& text) { r.document_mentions[0][0].link.sentence = text; }},
    {"name of a note that mentions",
     [](Results& r, const std::string& text) { r.document_mentions[0][0].note.title = text; }},
    {"tag to filter by",
     [](Results& r, const std::string& text) {
       r.facets = {{"tag", {{text, 2}, {"b", 1}}}};
     }},
    {"marks",
     [](Results& r, const std::string& text) {
       r.hits[0].snippet = {text, {{0, text.size()}}, false, false};
     }},
};

TEST(RenderHtml, LetsNoTextBecomeMarkup) {
  for (const auto& [name, put] : kPlaces) {
    Results plain = with_mention(sample_results());
    put(plain, "plain");
    const std::string expected = skeleton(page_of(plain));
    for (const std::string& attack : kAttacks) {
      Results results = with_mention(sample_results());
      put(results, attack);
      const std::string page = page_of(results);
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
    const std::string page = page_of(results);
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
  const std::string no_hits = skeleton(page_of(nothing));
  const std::string no_more =
      skeleton(render_results(kViewer, nothing, asked_for(nothing, 20, 10)));
  const std::string error = skeleton(render_error(kViewer, {503, "plain", "plain", "plain", {}}));
  for (const std::string& attack : kAttacks) {
    nothing.query = attack;
    EXPECT_EQ(skeleton(page_of(nothing)), no_hits) << attack;
    EXPECT_EQ(skeleton(render_results(kViewer, nothing, asked_for(nothing, 20, 10))), no_more)
        << attack;
    EXPECT_EQ(skeleton(render_error(kViewer, {503, attack, attack, attack, {}})), error) << attack;
  }
}

TEST(RenderHtml, ShowsWhatAReaderNeedsOfAHit) {
  const std::string page = page_of(sample_results());
  for (const std::string_view part :
       {"<h2 lang=\"en\"><a href=\"https://a.org/toy/\">Toy Models</a></h2>",
        "<li class=\"kind paper\">Paper</li>", "<li>Ada One, Bo Two</li>", "<li>2022</li>",
        "<li>a.org</li>", ">fetched 3 days ago</time>", "Motivation › The Hypothesis</a></h3>",
        "#hypothesis:~:text=Features%20in", "directions: <mark>superposition</mark>.</p>",
        "?q=%EC%A4%91%EC%B2%A9%20superposition\">중첩 메모</a></h2>",
        "<li class=\"kind note\">Note</li>", "<li class=\"kind draft\">Draft</li>",
        "<mark>중첩</mark>은 특징이", "생긴다. …</p>", "<code>/home/me/notes/중첩.md:12</code>",
        "<p>3 passages · 1.2 ms</p>", "value=\"중첩 superposition\"",
        "<title>중첩 superposition · mi-search</title>"}) {
    EXPECT_TRUE(holds(page, part)) << part << "\n" << page;
  }
}

TEST(RenderHtml, SpeaksKorean) {
  const std::string page = page_of(sample_results(), kKoreanViewer);
  for (const std::string_view part :
       {"<html lang=\"ko\">", "“중첩 superposition” 검색 결과", "논문", "노트", "초안",
        "3일 전에 가져옴", "단락 3개", ">검색</button>"}) {
    EXPECT_TRUE(holds(page, part)) << part << "\n" << page;
  }
  EXPECT_TRUE(holds(render_home(kKoreanViewer, Collection{2, 3, 1234}),
                    "논문 2편과 노트 3편, 단락 1,234개"));
}

TEST(RenderHtml, CountsDocumentsWhereNothingIsRanked) {
  Results results = sample_results();
  results.counts_documents = true;
  EXPECT_TRUE(holds(page_of(results), "<p>3 documents · "));
  EXPECT_TRUE(holds(render_results(kKoreanViewer, results, asked_for(results)), "<p>문서 3개 · "));
  results.total_is_exact = false;
  EXPECT_TRUE(holds(page_of(results), "<p>about 3 documents · "));
  results.estimated_total = 1;
  EXPECT_TRUE(holds(page_of(results), "<p>1 document · "));
}

TEST(RenderHtml, ShortensLongListsOfAuthors) {
  Results results = sample_results();
  results.documents[0].authors = {"A", "B", "C", "D", "E"};
  EXPECT_TRUE(holds(page_of(results), "<li>A, B, C and 2 more</li>"));
}

TEST(RenderHtml, LinksToThePagesBeforeAndBehind) {
  struct Case {
    std::size_t offset;
    std::size_t limit;
    std::uint64_t total;
    std::string previous;  // "" where there is to be no link
    std::string next;
  };
  const std::string base = "/?q=%EC%A4%91%EC%B2%A9%20superposition";
  const std::vector<Case> cases = {
      {0, 3, 3, "", ""},
      {0, 3, 4, "", base + "&amp;offset=3"},
      {0, 10, 100, "", ""},  // fewer hits than were asked for: the last page
      {3, 3, 100, base, base + "&amp;offset=6"},
      {2, 3, 100, base, base + "&amp;offset=5"},
      {9, 3, 12, base + "&amp;offset=6", ""},
      {kMaxResults - 3, 3, 5000, base + "&amp;offset=994", ""},
  };
  for (const Case& c : cases) {
    Results results = sample_results();
    results.estimated_total = c.total;
    const std::string page =
        render_results(kViewer, results, asked_for(results, c.offset, c.limit));
    const std::string where = std::to_string(c.offset) + "+" + std::to_string(c.limit);
    EXPECT_EQ(holds(page, "rel=\"prev\""), !c.previous.empty()) << where;
    EXPECT_EQ(holds(page, "rel=\"next\""), !c.next.empty()) << where;
    EXPECT_TRUE(holds(page, "rel=\"prev\" href=\"" + c.previous) || c.previous.empty()) << page;
    EXPECT_TRUE(holds(page, "rel=\"next\" href=\"" + c.next) || c.next.empty()) << page;
  }
}

TEST(RenderHtml, FoldsALongListOfWhatWasSearchedBesides) {
  Results results = sample_results();
  for (int i = 0; i < 6; ++i) results.expansions.push_back({"뜻", "sense", "shipped"});
  EXPECT_FALSE(holds(page_of(results), "<summary>Also searched"));
  results.expansions.push_back({"말", "word", "shipped"});
  const std::string page = page_of(results);
  EXPECT_TRUE(holds(page, "<details><summary>Also searched: 7 terms</summary>")) << page;
  EXPECT_TRUE(holds(page, "</span> (for 뜻), <span class=\"also\">word ")) << page;
  EXPECT_TRUE(holds(page_of(results, kKoreanViewer), "함께 찾은 말: 7개"));
}

TEST(RenderHtml, HelpsWhenNothingIsFound) {
  Results nothing;
  nothing.query = "qwzx";
  const std::string page = page_of(nothing);
  EXPECT_TRUE(holds(page, "<h1>Nothing found for “qwzx”</h1>"));
  EXPECT_TRUE(holds(page, "mi-update"));
  EXPECT_TRUE(
      holds(render_results(kViewer, nothing, asked_for(nothing, 20, 10)), "href=\"/?q=qwzx\""));
}

TEST(RenderHtml, SaysHowItWasSearched) {
  Results results = sample_results();
  results.query = "SAE 중첩";
  results.remarks = {{RemarkKind::rarest_words, {"32", "40"}}};
  results.expansions = {{"SAE", "sparse autoencoder", "user"}, {"중첩", "superposition", "user"}};
  results.answered = "SAEs 중첩";
  results.suggestion = "a&b";
  const std::string address = "/?q=SAE%20%EC%A4%91%EC%B2%A9";
  SearchRequest request = asked_for(results, 0, 3);
  request.dropped_expansions = {"a b"};
  const std::string page = render_results(kViewer, results, request);
  for (const std::string& part :
       {std::string("<p>Searched for the 32 rarest of 40 words.</p>"),
        std::string("Showing results for “SAEs 중첩”."), std::string("Also searched: "),
        "sparse autoencoder <a class=\"drop\" href=\"" + address +
            "&amp;drop=a%20b&amp;drop=sparse%20autoencoder\" "
            "aria-label=\"Leave out sparse autoencoder\">×</a></span> (for SAE)",
        "<a href=\"" + address + "&amp;expand=0\">Search as typed only</a>",
        "<a href=\"" + address + "\">Search translations and acronyms too</a>",
        std::string("Did you mean: <a href=\"/?q=a%26b\">a&amp;b</a>")}) {
    EXPECT_TRUE(holds(page, part)) << part << "\n" << page;
  }
  const std::string korean = page_of(results, kKoreanViewer);
  for (const std::string_view part : {"“SAEs 중첩”의 결과를 보여 드립니다.", "함께 찾은 말: ",
                                      "sparse autoencoder <a", "혹시 이것을 찾으셨나요?"})
    EXPECT_TRUE(holds(korean, part)) << part << "\n" << korean;
  EXPECT_FALSE(holds(page_of(sample_results()), "class=\"how\""));
}

TEST(RenderHtml, KeepsWhatWasLeftOutFromPageToPage) {
  Results results = sample_results();
  results.query = "a";
  results.estimated_total = 100;
  SearchRequest request = asked_for(results, 3, 3);
  request.dropped_expansions = {"b c", "d"};
  const std::string dropped = render_results(kViewer, results, request);
  EXPECT_TRUE(holds(dropped, "rel=\"prev\" href=\"/?q=a&amp;drop=b%20c&amp;drop=d\""));
  EXPECT_TRUE(holds(dropped, "rel=\"next\" href=\"/?q=a&amp;drop=b%20c&amp;drop=d&amp;offset=6\""));
  request.dropped_expansions.clear();
  request.expand = false;
  const std::string none = render_results(kViewer, results, request);
  EXPECT_TRUE(holds(none, "rel=\"next\" href=\"/?q=a&amp;expand=0&amp;offset=6\"")) << none;
}

TEST(RenderHtml, OffersNoMoreToLeaveOutThanTheDaemonTakes) {
  Results results = sample_results();
  results.expansions = {{"a", "b", "user"}};
  SearchRequest full = asked_for(results);
  full.dropped_expansions.assign(kMaxDrops, "x");
  EXPECT_FALSE(holds(render_results(kViewer, results, full), "class=\"drop\""));
  results.expansions = {{"a", std::string(kMaxDropBytes + 1, 'b'), "user"}};
  EXPECT_FALSE(holds(page_of(results), "class=\"drop\""));
}

TEST(RenderHtml, SaysWhatIsIndexedWhereThatIsKnown) {
  EXPECT_TRUE(holds(render_home(kViewer, Collection{2, 3, 1234567}),
                    "2 papers and 3 notes, in 1,234,567 passages."));
  EXPECT_FALSE(holds(render_home(kViewer, {}), "passages"));
}

TEST(RenderHtml, ShowsWhatNotesSayOfAPaper) {
  const std::string page = page_of(with_mention(sample_results()));
  EXPECT_TRUE(
      holds(page,
            "<h3>What my notes say</h3>\n<ul>\n<li><q lang=\"ko\">A sentence about it.</q> "
            "<cite><a href=\"/doc/%EC%A4%91%EC%B2%A9.md?q=%EC%A4%91%EC%B2%A9%20superposition\">"
            "중첩 메모</a></cite>, <span class=\"line\">line 7</span></li>"))
      << page;
  EXPECT_FALSE(holds(page_of(sample_results()), "class=\"mentions\""));
}

TEST(RenderHtml, ShowsThreePassagesOfADocumentAndTheOthersBehindADisclosure) {
  Results results = sample_results();
  for (std::size_t rank = 4; rank <= 6; ++rank)
    results.hits.push_back(sample_hit(rank, 0, "passage " + std::to_string(rank)));
  const std::string page = page_of(results);
  const std::size_t disclosure = page.find("<summary>2 more passages of it</summary>");
  ASSERT_NE(disclosure, std::string::npos) << page;
  EXPECT_LT(page.find("passage 4"), disclosure);
  EXPECT_GT(page.find("passage 5"), disclosure);
}

TEST(RenderHtml, LeadsToAllPassagesOfADocumentWhereMoreMatch) {
  Results results = sample_results();
  results.document_passages = {12, 1};
  const std::string page = page_of(results);
  EXPECT_TRUE(
      holds(page,
            "superposition%20in%3A%22https%3A%2F%2Fa.org%2Ftoy%2F%22\">All 12 passages of this "
            "paper that match</a>"))
      << page;
  EXPECT_FALSE(holds(page, "passages of this note"));
}

TEST(RenderHtml, OffersWhatTheAnswerCanBeNarrowedBy) {
  Results results = sample_results();
  results.facets = {{"kind", {{"paper", 20}, {"note", 9}}},
                    {"site", {{"a.org", 29}}},
                    {"lang", {{"en", 20}, {"ko", 9}, {"fr", 1}}}};
  const std::string page = page_of(results);
  const std::string base = "/?q=%EC%A4%91%EC%B2%A9%20superposition";
  for (const std::string& part :
       {"<a href=\"" + base + "&amp;kind=note\" data-filter=\"kind:note\"><span>Note</span> ",
        std::string("<span class=\"count\">9</span>"), std::string("<span>Korean</span>"),
        std::string("<span>fr</span>")})
    EXPECT_TRUE(holds(page, part)) << part << "\n" << page;
  EXPECT_FALSE(holds(page, "data-filter=\"site:")) << "one site is no choice";
}

TEST(RenderHtml, MarksAChosenFilterAndLeadsBackWithoutIt) {
  Results results = sample_results();
  results.query = "a";
  results.facets = {{"kind", {{"paper", 20}, {"note", 9}}}};
  SearchRequest request = asked_for(results);
  Query note{QueryOp::field, "note"};
  note.field = QueryField::kind;
  request.filters = {note};
  const std::string page = render_results(kViewer, results, request);
  EXPECT_TRUE(holds(page, "<a href=\"/?q=a\" data-filter=\"kind:note\" aria-current=\"true\">"));
  EXPECT_TRUE(holds(page, "<a href=\"/?q=a\">Clear the filters</a>"));
  EXPECT_TRUE(holds(page, "<a href=\"/?q=a&amp;kind=note&amp;kind=paper\""));
  EXPECT_TRUE(holds(page, "<input type=\"hidden\" form=\"search\" name=\"kind\" value=\"note\">"));
  EXPECT_TRUE(holds(page, "&amp;kind=note&amp;sort=date\">Newest first</a>"));
  results.hits.clear();
  EXPECT_TRUE(holds(render_results(kViewer, results, request),
                    "<a href=\"/?q=a\">Search without the filters</a>"));
}

TEST(RenderHtml, OffersNoMoreFiltersThanTheDaemonTakes) {
  Results results = sample_results();
  results.facets = {{"tag", {{"a", 2}, {"b", 1}}}};
  SearchRequest request = asked_for(results);
  Query tag{QueryOp::field, "a"};
  tag.field = QueryField::tag;
  request.filters.assign(kMaxFilters, tag);
  const std::string page = render_results(kViewer, results, request);
  EXPECT_TRUE(holds(page, "data-filter=\"tag:a\""));
  EXPECT_FALSE(holds(page, "data-filter=\"tag:b\""));
}

TEST(RenderHtml, SaysWhatMakesAnIndexWhereThereIsNone) {
  EXPECT_TRUE(holds(render_error(kViewer, {503, "", "a", "", {}}), "<code>mi-update</code>"));
  EXPECT_FALSE(holds(render_error(kViewer, {404, "", "a", "", {}}), "mi-update"));
}

TEST(RenderHtml, TellsAnErrorInKoreanToAKoreanReader) {
  const ErrorPage error{404, "", "there is nothing at this address", "", "not_found"};
  const std::string korean = render_error({Language::korean, kViewer.now}, error);
  EXPECT_TRUE(holds(korean, "<p>이 주소에는 아무것도 없습니다.</p>"));
  EXPECT_TRUE(holds(korean, "lang=\"en\">there is nothing at this address"));
  EXPECT_FALSE(holds(render_error(kViewer, error), "이 주소"));
}

// Headings step down one level at a time, a page has one h1, and every page its landmarks.
TEST(RenderHtml, HasAnOutlineForScreenReaders) {
  Results nothing;
  for (const std::string& page :
       {render_home(kViewer, Collection{}),
        render_results(kViewer, sample_results(), asked_for(sample_results(), 0, 3)),
        page_of(nothing), render_results(kViewer, nothing, asked_for(nothing, 10, 10)),
        render_error(kViewer, {500, "", "a", "", {}})}) {
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
