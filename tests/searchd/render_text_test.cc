#include "searchd/render_text.h"

#include <gtest/gtest.h>

namespace mi {
namespace {

Results sample() {
  Results results;
  results.query = "superposition";
  results.estimated_total = 12;
  results.took_ms = 1.23;
  DocumentInfo paper;
  paper.id = paper.url = "https://circuits.example/toy/";
  paper.title = "Toy Models";
  paper.authors = {"A", "B", "C", "D"};
  paper.date = "2022-09-14";
  paper.site = "circuits.example";
  DocumentInfo note;
  note.kind = DocumentKind::note;
  note.id = "ko/중첩.md";
  note.url = "/home/me/notes/ko/중첩.md";
  note.title = "중첩 노트";
  note.draft = true;
  results.documents = {paper, note};
  results.hits.push_back(
      {1,
       9.5,
       0,
       {{"Results", "Why"}, "why", "text", 0, 0},
       {"Superposition lets models represent more.", {{0, 13}, {19, 25}}, false, true}});
  results.hits.push_back(
      {2, 8.5, 1, {{}, "", "text", 12, 14}, {"특징의 중첩을 본다", {{10, 19}}, true, false}});
  results.hits.push_back(
      {3, 7.5, 0, {{"Results"}, "results", "text", 0, 0}, {"Other words.", {}, false, false}});
  return results;
}

TEST(RenderText, GroupsByDocumentAndSaysWhereEachPassageIs) {
  EXPECT_EQ(render_text(sample(), TextStyle::plain, 80),
            "Toy Models\n"
            "paper · A, B, C et al. · 2022-09-14 · circuits.example\n"
            "  1. Results › Why\n"
            "     Superposition lets models represent more. …\n"
            "     https://circuits.example/toy/#why\n"
            "  3. Results\n"
            "     Other words.\n"
            "     https://circuits.example/toy/#results\n"
            "\n"
            "중첩 노트\n"
            "note · draft\n"
            "  2. … 특징의 중첩을 본다\n"
            "     /home/me/notes/ko/중첩.md:12\n"
            "\n"
            "3 of 12 passages shown, from 2 documents, 1.2 ms\n");
}

TEST(RenderText, CountsDocumentsWhereNothingIsRanked) {
  Results results = sample();
  results.counts_documents = true;
  results.hits.pop_back();
  EXPECT_TRUE(
      render_text(results, TextStyle::plain, 80).ends_with("\n2 of 12 documents shown, 1.2 ms\n"));
  results.total_is_exact = false;
  EXPECT_TRUE(render_text(results, TextStyle::plain, 80)
                  .ends_with("\n2 of about 12 documents shown, 1.2 ms\n"));
  results.estimated_total = 2;
  EXPECT_TRUE(render_text(results, TextStyle::plain, 80).ends_with("\n2 documents, 1.2 ms\n"));
}

Results many_of_one() {
  Results results = sample();
  const Hit first = results.hits[0];
  results.hits = {first, first, first, first, first};
  for (std::size_t i = 0; i < 5; ++i) results.hits[i].rank = i + 1;
  return results;
}

TEST(RenderText, ShowsTheFourthPassageOfADocumentInOneLine) {
  const std::string text = render_text(many_of_one(), TextStyle::plain, 80);
  EXPECT_NE(text.find("  3. Results › Why\n     Superposition lets"), std::string::npos) << text;
  EXPECT_NE(text.find("  4. Why  https://circuits.example/toy/#why\n"
                      "  5. Why  https://circuits.example/toy/#why\n\n"),
            std::string::npos)
      << "short, but not hidden: " << text;
}

TEST(RenderText, SaysHowManyMoreMatchAndHowToSeeThem) {
  Results results = many_of_one();
  results.query = "it's \"toy model\"";
  results.document_passages = {9, 1};
  EXPECT_NE(render_text(results, TextStyle::plain, 80)
                .find("     4 more passages of it: mi-search -- "
                      "'it'\\''s \"toy model\" in:\"https://circuits.example/toy/\"'\n"),
            std::string::npos)
      << render_text(results, TextStyle::plain, 80);
  results.query = "a OR b";
  EXPECT_NE(render_text(results, TextStyle::plain, 80).find("'(a OR b) in:"), std::string::npos);
  results.document_passages = {5, 1};
  EXPECT_EQ(render_text(results, TextStyle::plain, 80).find("more passage"), std::string::npos);
}

TEST(RenderText, ExplainsScoresAndShowsFacetsAndRemarks) {
  Results results = sample();
  results.hits[0].parts = {
      {"word", "toys", {"toy"}, "", {"title", "text"}, 1, 7.25},
      {"expansion", "mono*", {"a", "b", "c", "d", "e"}, "prefix", {}, 0.5, 2.25},
      {"neighbours", "", {}, "", {}, 1, 1.456}};
  results.facets = {{"kind", {{"paper", 10}, {"note", 2}}}};
  results.remarks = {{RemarkKind::rarest_words, {"32", "40"}}};
  const std::string text = render_text(results, TextStyle::plain, 80);
  EXPECT_NE(text.find("     score 9.500\n"
                      "         7.250  word \"toys\" as toy in title, text\n"
                      "         2.250  expansion \"mono*\" as a b c d ..., x0.5, from prefix\n"
                      "         1.456  from the passages before and behind\n"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("kind  paper 10, note 2\n\nSearched for the 32 rarest of 40 words.\n3 of 12"),
            std::string::npos)
      << text;
}

TEST(RenderText, NamesADocumentWithoutATitle) {
  Results results = sample();
  results.documents[0].title = "";
  const std::string text = render_text(results, TextStyle::plain, 80);
  EXPECT_TRUE(text.starts_with("Untitled\npaper · A")) << text;
}

TEST(RenderText, MarksWordsInColour) {
  const std::string text = render_text(sample(), TextStyle::colour, 80);
  EXPECT_NE(text.find("\x1b[1;31mSuperposition\x1b[0m lets \x1b[1;31mmodels\x1b[0m represent"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("특징의 \x1b[1;31m중첩을\x1b[0m 본다"), std::string::npos) << text;
}

TEST(RenderText, WrapsToTheWidthCountingHangulAsTwo) {
  Results results = sample();
  results.hits = {results.hits[1]};
  results.hits[0].snippet = {"가나다라마 바사아자차 카타파하", {}, false, false};
  const std::string text = render_text(results, TextStyle::plain, 25);
  EXPECT_NE(text.find("  2. 가나다라마\n     바사아자차 카타파하\n"), std::string::npos) << text;
}

TEST(RenderText, LetsNoTextDriveTheTerminal) {
  Results results = sample();
  results.documents[0].title =
      "a\x1b]0;owned\x07"
      "b\u009b31m";
  results.documents[0].authors = {"x\x1b[2J"};
  results.hits[0].passage.heading_path = {"h\x1b[1m"};
  results.hits[0].snippet = {"s\x1b[5m \u202Egnp.exe", {}, false, false};
  results.hits[0].passage.anchor = "a\x1b[0m";
  const std::string text = render_text(results, TextStyle::plain, 80);
  for (const char* bad : {"\x1b", "\x07", "\u009b", "\u202E"})
    EXPECT_EQ(text.find(bad), std::string::npos) << text;
}

}  // namespace
}  // namespace mi
