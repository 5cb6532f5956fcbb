#include "searchd/render_reader.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "core/time.h"
#include "tests/searchd/sample_results.h"

namespace mi {
namespace {

Passage passage_of(std::vector<std::string> headings, std::string text,
                   std::vector<PassageBlock> blocks = {{}}) {
  Passage passage;
  passage.heading_path = std::move(headings);
  passage.text = std::move(text);
  passage.blocks = std::move(blocks);
  return passage;
}

WholeDocument sample_document() {
  WholeDocument document;
  document.info = sample_paper();
  document.info.fetched = "2026-11-24T00:00:00Z";
  document.sections = sections_of({
      {passage_of({}, "Before the first heading, some words.")},
      {passage_of({"Phases"}, "The matrix $W_Q$ of superposition.\n\nan item",
                  {{BlockKind::paragraph, 0, false}, {BlockKind::list_item, 36, false}}),
       {{20, 33}}},
      {passage_of({"Phases", "Why"}, "x = 1\n\nname | value\na | 1",
                  {{BlockKind::code, 0, false}, {BlockKind::table, 7, false}})},
  });
  return document;
}

Viewer english() { return {Language::english, *parse_time("2026-11-27T00:00:00Z")}; }

std::string render(WholeDocument document, std::string query = {},
                   std::vector<DocumentInfo> related = {}) {
  return render_reader(english(), {std::move(document), std::move(query), std::move(related)});
}

bool has(const std::string& page, std::string_view part) {
  return page.find(part) != std::string::npos;
}

#define EXPECT_HAS(page, part) EXPECT_TRUE(has(page, part)) << part

TEST(RenderReader, ShowsTheDocumentAsItWasWritten) {
  const std::string page = render(sample_document());
  EXPECT_HAS(page, "<h1 lang=\"en\">Toy Models</h1>");
  EXPECT_HAS(page, "Original page</a>");
  EXPECT_HAS(page, "stored copy, fetched 3 days ago");
  EXPECT_HAS(page, "<h2 id=\"s1\">Phases</h2>");
  EXPECT_HAS(page, "<h3 id=\"s2\">Why</h3>");
  EXPECT_HAS(page, "The matrix <span class=\"tex\">$W_Q$</span> of <mark>superposition</mark>.");
  EXPECT_HAS(page, "<ul>\n<li>an item</li>\n</ul>");
  EXPECT_HAS(page, "<code>x = 1</code></pre>");
  EXPECT_HAS(page, "<td>name</td><td>value</td></tr>\n<tr><td>a</td><td>1</td></tr>");
}

TEST(RenderReader, LeadsFromEachPassageToItsPlaceInTheOriginal) {
  const std::string page = render(sample_document());
  EXPECT_HAS(page,
             "<a class=\"passage\" id=\"p1\" rel=\"external\" "
             "href=\"https://a.org/toy/#:~:text=Before%20the%20first");
  EXPECT_HAS(page, "id=\"p3\"");
}

TEST(RenderReader, TellsInTheContentsWhereTheMatchesAre) {
  const std::string page = render(sample_document(), "superposition");
  EXPECT_HAS(page, "<mark>superposition</mark>");
  EXPECT_HAS(page,
             "<li><a href=\"#s1\">Phases</a> <span class=\"count\" title=\"matches: 1\">1</span>");
  EXPECT_HAS(page, "<li class=\"deep\"><a href=\"#s2\">Why</a></li>");
  EXPECT_HAS(page, "<a href=\"#p2\">1 match for “superposition”</a>");
  EXPECT_HAS(page, "<a href=\"/doc/https%3A%2F%2Fa.org%2Ftoy%2F\">Without marks</a>");
  EXPECT_HAS(render(sample_document(), "absent"), "1 match for “absent”");
  WholeDocument unmarked = sample_document();
  unmarked.sections[1].passages[0].marks.clear();
  EXPECT_HAS(render(unmarked, "absent"), "No match for “absent”");
  EXPECT_FALSE(has(render(unmarked), "class=\"matches\""));
}

TEST(RenderReader, TellsBesideTheTextWhatIsKnown) {
  WholeDocument document = sample_document();
  DocumentInfo note;
  note.id = "ko/중첩.md";
  note.title = "중첩 메모";
  note.kind = DocumentKind::note;
  note.language = "ko";
  document.mentions = {{note, {"https://a.org/toy/", "", "Toy", 7, "이 논문은 <중요>하다."}}};
  DocumentInfo other;
  other.id = other.url = "https://b.org/zoom";
  other.title = "Zoom In";
  other.date = "2020-03";
  document.cited_by = {other};
  document.cites = {{{"k", "Zoom In", {"Olah", "Li"}, "2020", "", ""}, other},
                    {{"m", "Not here", {}, "2019", "", "10.1/x"}, {}},
                    {{"n", "Nowhere", {}, "", "javascript:alert(1)", ""}, {}}};
  const std::string page = render(document, "", {other});
  EXPECT_HAS(page, "<q lang=\"ko\">이 논문은 &lt;중요&gt;하다.</q>");
  EXPECT_HAS(page, "href=\"/doc/ko%2F%EC%A4%91%EC%B2%A9.md#L7\">중첩 메모</a>");
  EXPECT_HAS(page, "<h2>Cited by</h2>");
  EXPECT_HAS(page, "<h2>Cites</h2>");
  EXPECT_HAS(page, "<h2>More like this</h2>");
  EXPECT_HAS(page,
             "<li id=\"r1\">Olah, Li. <b><a href=\"/doc/https%3A%2F%2Fb.org%2Fzoom\">Zoom "
             "In</a></b>, 2020</li>");
  EXPECT_HAS(page, "<li id=\"r2\"><a href=\"https://doi.org/10.1/x\">Not here</a>, 2019</li>");
  EXPECT_HAS(page, "<li id=\"r3\">Nowhere</li>");
  EXPECT_FALSE(has(page, "javascript:"));
}

TEST(RenderReader, MarksTheLinesOfANoteThatPapersPointAt) {
  WholeDocument document = sample_document();
  document.info.kind = DocumentKind::note;
  document.info.url = "/home/me/notes/a.md";
  int line = 1;
  for (StoredSection& section : document.sections) {
    for (StoredPassage& stored : section.passages) {
      stored.passage.line_begin = line;
      stored.passage.line_end = (line += 10) - 1;
    }
  }
  document.links = {{{"https://a.org/toy/", "", "Toy", 14, "A sentence."}, {}}};
  const std::string page = render(document);
  EXPECT_HAS(
      page,
      "<a id=\"L14\"></a><a class=\"passage\" id=\"p2\" href=\"#p2\" title=\"line 11\">11</a>");
  EXPECT_HAS(page, "<code>/home/me/notes/a.md</code>");
  EXPECT_FALSE(has(page, "Original page"));
}

TEST(RenderReader, EscapesEveryText) {
  const std::string attack = "\"><script>alert(1)</script><img src=x onerror=alert(1)>'";
  WholeDocument document;
  document.info = sample_paper();
  DocumentInfo& info = document.info;
  for (std::string* text : {&info.id, &info.title, &info.date, &info.site, &info.language,
                            &info.description, &info.url, &info.fetched}) {
    *text = attack;
  }
  info.authors = info.tags = {attack};
  document.sections = sections_of({{passage_of({attack}, attack + "$" + attack + "$"), {{0, 4}}}});
  document.mentions = {{info, {attack, attack, attack, 3, attack}}};
  document.cited_by = {info};
  document.cites = {{{attack, attack, {attack}, attack, attack, attack}, info},
                    {{attack, attack, {attack}, attack, attack, attack}, {}}};
  document.links = {{{attack, attack, attack, 3, attack}, info}};
  for (const DocumentKind kind : {DocumentKind::paper, DocumentKind::note}) {
    document.info.kind = kind;
    const std::string page = render(document, attack, {info});
    EXPECT_FALSE(has(page, "<script>alert"));
    EXPECT_FALSE(has(page, "<img"));
    EXPECT_FALSE(has(page, "\"\">"));
  }
}

TEST(RenderReader, SpeaksKorean) {
  const std::string page = render_reader({Language::korean, *parse_time("2026-11-27T00:00:00Z")},
                                         {sample_document(), "중첩", {}});
  EXPECT_HAS(page, "<summary>차례</summary>");
  EXPECT_HAS(page, "3일 전 받아 둔 사본");
  EXPECT_HAS(page, "1곳이 “중첩”에 맞습니다");
}

}  // namespace
}  // namespace mi
