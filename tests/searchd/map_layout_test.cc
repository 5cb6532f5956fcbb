#include "searchd/map_layout.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <utility>

namespace mi {
namespace {

MappedPaper paper(const std::string& site, const std::string& date, const std::string& title) {
  MappedPaper paper;
  paper.info.id = title;
  paper.info.site = site;
  paper.info.date = date;
  paper.info.title = title;
  return paper;
}

TEST(MapLayout, ReadsDatesAsYears) {
  const std::pair<const char*, double> kCases[] = {
      {"2022", 2022}, {"2022-07", 2022.5}, {"2022-01-01", 2022}, {"", 0},
      {"soon", 0},    {"20", 0},           {"2022-99-99", 2023}, {"2022-1", 2022},
  };
  for (const auto& [date, year] : kCases) EXPECT_NEAR(year_of(date), year, 0.01) << date;
}

// A title takes this much at its dot, as the picture counts.
std::pair<double, double> stretch(const MapLayout::Paper& placed) {
  const double width = 6.4 * static_cast<double>(placed.label.size());
  const double reach = placed.radius + 5 + width;
  return placed.label_before ? std::pair(placed.x - reach, placed.x + placed.radius)
                             : std::pair(placed.x - placed.radius, placed.x + reach);
}

TEST(MapLayout, LetsNoTitlesOverlapAndKeepsAllInside) {
  for (const int count : {1, 5, 43, 300}) {
    CollectionMap map;
    for (int i = 0; i < count; ++i) {
      map.papers.push_back(paper("site" + std::to_string(i % 12), std::to_string(2012 + i % 14),
                                 "Paper " + std::to_string(i)));
    }
    map.papers.push_back(paper("site0", "", "without a date"));
    const MapLayout layout = lay_out(map);
    ASSERT_EQ(layout.papers.size(), map.papers.size());
    EXPECT_LE(layout.lanes.size(), kMostLanes);
    for (std::size_t i = 0; i < layout.papers.size(); ++i) {
      const auto [begin, end] = stretch(layout.papers[i]);
      EXPECT_GE(begin, 0);
      EXPECT_LE(end, layout.width) << layout.papers[i].label;
      EXPECT_LT(layout.papers[i].y, layout.height);
      for (std::size_t j = 0; j < i; ++j) {
        if (layout.papers[i].y != layout.papers[j].y) continue;
        const auto [other_begin, other_end] = stretch(layout.papers[j]);
        EXPECT_TRUE(end <= other_begin || other_end <= begin)
            << layout.papers[i].label << " over " << layout.papers[j].label;
      }
    }
  }
}

TEST(MapLayout, GivesEachSiteALaneTheLargestFirst) {
  CollectionMap map;
  map.papers = {paper("b", "2019", "B"), paper("a", "2020", "A"), paper("a", "2021", "C")};
  const MapLayout layout = lay_out(map);
  ASSERT_EQ(layout.lanes.size(), 2U);
  EXPECT_EQ(layout.lanes[0].name, "a");
  EXPECT_GT(layout.papers[0].y, layout.lanes[1].top);
  EXPECT_LT(layout.papers[1].y, layout.lanes[0].bottom);
  EXPECT_LT(layout.papers[1].x, layout.papers[2].x) << "time goes to the right";
  ASSERT_EQ(layout.years.size(), 3U);
  EXPECT_EQ(layout.years[0].year, 2019);
  EXPECT_EQ(layout.undated_x, 0);
}

TEST(MapLayout, CutsLongTitlesBetweenLetters) {
  CollectionMap map;
  map.papers = {paper("a", "2020", std::string(40, 'x')),
                paper("a", "2021", "신경망의 중첩과 지식의 조작에 관하여")};
  const MapLayout layout = lay_out(map);
  EXPECT_EQ(layout.papers[0].label, std::string(kLabelLetters, 'x') + "…");
  EXPECT_TRUE(layout.papers[1].label.starts_with("신경망의 중첩과"));
  EXPECT_TRUE(layout.papers[1].label.ends_with("…"));
}

TEST(MapLayout, ShowsNoMoreYearsThanCanBeRead) {
  CollectionMap map;
  map.papers = {paper("a", "0001", "old"), paper("a", "9999", "far")};
  EXPECT_LE(lay_out(map).years.size(), 16U);
}

TEST(MapLayout, IsThereForNothing) {
  const MapLayout layout = lay_out({});
  EXPECT_TRUE(layout.papers.empty());
  EXPECT_TRUE(layout.years.empty());
  EXPECT_GT(layout.height, 0);
}

}  // namespace
}  // namespace mi
