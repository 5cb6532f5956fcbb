#include "searchd/render_document_json.h"

#include <gtest/gtest.h>

#include "tests/searchd/sample_results.h"

namespace mi {
namespace {

TEST(RenderDocumentJson, TellsAPaperWhole) {
  WholeDocument document;
  document.info = sample_paper();
  document.info.doi = "10.1234/toy";
  document.info.aliases = {"https://a.org/old/"};
  document.generation = "notes-000002 papers-000001";
  Passage passage;
  passage.text = "In 𝒙 there is superposition.";
  passage.anchor = "s1";
  document.sections = {{{"Motivation"}, "s1", {{passage, {{17, 30}}}}}};
  document.mentions = {{sample_note(), {"https://a.org/toy/", "", "Toy", 3, "See Toy."}}};
  document.cited_by = {sample_paper()};
  document.cites = {
      {{"k", "Zoom In", {"Chris Olah"}, "2020", "javascript:alert(1)", "10.1/z"}, {}}};
  EXPECT_EQ(
      render_document_json(document),
      R"({"schema":1,"generation":"notes-000002 papers-000001","document":)"
      R"({"id":"https://a.org/toy/","kind":"paper","title":"Toy Models",)"
      R"("authors":["Ada One","Bo Two"],"affiliations":[],"date":"2022-09-14","site":"a.org",)"
      R"("url":"https://a.org/toy/","language":"en","description":"","doi":"10.1234/toy",)"
      R"("tags":[],"draft":false,"fetched":"2026-01-01T00:00:00Z",)"
      R"("aliases":["https://a.org/old/"]},)"
      R"("sections":[{"heading":["Motivation"],"anchor":"s1","passages":[)"
      R"({"text":"In 𝒙 there is superposition.","marks":[[15,28]],"anchor":"s1",)"
      R"("url":"https://a.org/toy/#s1:~:text=In%20%F0%9D%92%99%20there%20is%20superposition."}]}],)"
      R"("mentions":[{"note":{"id":"중첩.md","kind":"note","title":"중첩 메모","authors":[],)"
      R"("date":"","url":"/home/me/notes/중첩.md","draft":true},"line":3,"sentence":"See Toy.",)"
      R"("text":"Toy","url":"https://a.org/toy/"}],)"
      R"("cited_by":[{"id":"https://a.org/toy/","kind":"paper","title":"Toy Models",)"
      R"("authors":["Ada One","Bo Two"],"date":"2022-09-14","url":"https://a.org/toy/",)"
      R"("draft":false}],)"
      R"("cites":[{"title":"Zoom In","authors":["Chris Olah"],"year":"2020","url":"",)"
      R"("doi":"10.1/z","document":null}],"links":[]})");
}

TEST(RenderDocumentJson, TellsTheLinesOfANote) {
  WholeDocument document;
  document.info = sample_note();
  Passage passage;
  passage.text = "중첩";
  passage.line_begin = 12;
  passage.line_end = 14;
  document.sections = {{{}, "", {{passage, {}}}}};
  const std::string json = render_document_json(document);
  EXPECT_NE(json.find(R"("passages":[{"text":"중첩","marks":[],"anchor":"",)"
                      R"("url":"/home/me/notes/중첩.md:12","lines":[12,14]}])"),
            std::string::npos)
      << json;
}

}  // namespace
}  // namespace mi
