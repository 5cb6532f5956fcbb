#include "searchd/collection_map.h"

#include <gtest/gtest.h>

#include <string>

namespace mi {
namespace {

PointingDocument document(const std::string& id, const std::string& date, DocumentKind kind,
                          std::vector<std::size_t> points_at) {
  PointingDocument document;
  document.info.id = id;
  document.info.date = date;
  document.info.kind = kind;
  document.points_at = std::move(points_at);
  return document;
}

std::string ids(const CollectionMap& map) {
  std::string out;
  for (const MappedPaper& paper : map.papers) out += (out.empty() ? "" : " ") + paper.info.id;
  return out;
}

TEST(CollectionMap, PutsPapersInTimeWithWhatPointsAtThem) {
  const CollectionMap map = map_of({
      document("new", "2022-09", DocumentKind::paper, {2, 2, 0, 3, 99}),  // itself, a note, nothing
      document("undated", "", DocumentKind::paper, {2}),
      document("old", "2020", DocumentKind::paper, {}),
      document("note.md", "2021", DocumentKind::note, {2, 0, 2, 3}),
  });
  EXPECT_EQ(ids(map), "old new undated");
  EXPECT_EQ(map.citations, (std::vector<CollectionMap::Citation>{{1, 0}, {2, 0}}));
  EXPECT_EQ(map.papers[0].cited_by, 2U);
  ASSERT_EQ(map.papers[0].notes.size(), 1U);
  EXPECT_EQ(map.papers[0].notes[0].id, "note.md");
  EXPECT_EQ(map.papers[1].notes.size(), 1U);
  EXPECT_EQ(map.left_out, 0U);
}

TEST(CollectionMap, KeepsOfManyPapersThoseWithTheMostTies) {
  std::vector<PointingDocument> documents;
  for (std::size_t i = 0; i < kMostMapped + 5; ++i)
    documents.push_back(document("p" + std::to_string(i), "2020", DocumentKind::paper, {}));
  documents.back().points_at = {kMostMapped + 3};
  const CollectionMap map = map_of(documents);
  EXPECT_EQ(map.papers.size(), kMostMapped);
  EXPECT_EQ(map.left_out, 5U);
  EXPECT_EQ(map.citations.size(), 1U) << "who cites and who is cited are there";
}

TEST(CollectionMap, IsEmptyWithoutPapers) {
  EXPECT_TRUE(map_of({}).papers.empty());
  EXPECT_TRUE(map_of({document("n", "", DocumentKind::note, {0})}).papers.empty());
}

}  // namespace
}  // namespace mi
