#include "searchd/render_map.h"

#include <gtest/gtest.h>

#include <string>

#include "core/time.h"
#include "tests/searchd/sample_results.h"

namespace mi {
namespace {

bool has(const std::string& page, std::string_view part) {
  return page.find(part) != std::string::npos;
}

std::string render(const CollectionMap& map, Language language = Language::english) {
  return render_map({language, *parse_time("2026-11-27T00:00:00Z")}, map);
}

CollectionMap sample_map() {
  CollectionMap map;
  DocumentInfo other = sample_paper();
  other.id = "https://b.org/zoom";
  other.title = "Zoom In";
  other.date = "2020-03";
  map.papers = {{other, 1, {sample_note()}}, {sample_paper(), 0, {}}};
  map.citations = {{1, 0}};
  return map;
}

TEST(RenderMap, DrawsEachPaperAsALinkWithItsTies) {
  const std::string page = render(sample_map());
  EXPECT_TRUE(has(page,
                  "<a href=\"/doc/https%3A%2F%2Fb.org%2Fzoom\" data-paper=\"0\">"
                  "<title>Zoom In, 2020-03 · cited by: 1 · in notes: 1</title>"));
  EXPECT_TRUE(has(page, "<path data-from=\"1\" data-to=\"0\" d=\"M"));
  EXPECT_TRUE(has(page, "<circle class=\"note\""));
  EXPECT_TRUE(has(page, ">2021</text>")) << "years without papers too";
}

TEST(RenderMap, SaysTheSameAsAList) {
  const std::string page = render(sample_map());
  const std::string list = page.substr(page.find("<details class=\"list\">"));
  EXPECT_TRUE(has(list,
                  "Toy Models</a> <small>2022-09-14</small><br>Cites: "
                  "<a href=\"/doc/https%3A%2F%2Fb.org%2Fzoom\">Zoom In</a>"));
  EXPECT_TRUE(has(list, "What my notes say: "));
}

TEST(RenderMap, SaysWhenThereIsNothingOrMore) {
  EXPECT_TRUE(has(render({}), "There is no paper in the collection yet."));
  EXPECT_TRUE(has(render({}, Language::korean), "아직 논문이 없습니다."));
  CollectionMap map = sample_map();
  map.left_out = 7;
  EXPECT_TRUE(has(render(map), "7 more papers"));
}

TEST(RenderMap, EscapesEveryText) {
  const std::string attack = "\"><script>alert(1)</script>";
  CollectionMap map = sample_map();
  for (MappedPaper& paper : map.papers) {
    paper.info.id = paper.info.title = paper.info.date = paper.info.site = attack;
    paper.notes = {paper.info};
  }
  EXPECT_FALSE(has(render(map), "<script>alert"));
}

}  // namespace
}  // namespace mi
