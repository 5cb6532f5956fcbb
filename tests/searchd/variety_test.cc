#include "searchd/variety.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace mi {
namespace {

// A passage of the document that begins at that seat.
RankedPassage passage(std::size_t place, double score, std::uint32_t document,
                      std::size_t part = 0) {
  return {place, score, {part, document, document + static_cast<std::uint32_t>(place)}};
}

std::vector<std::size_t> places(const std::vector<RankedPassage>& passages) {
  std::vector<std::size_t> out;
  for (const RankedPassage& one : passages) out.push_back(one.place);
  return out;
}

TEST(Variety, SettlesWhatIsCloseForAnotherDocument) {
  const auto varied = vary_documents(
      {passage(0, 10, 1), passage(1, 9, 1), passage(2, 8.9, 1), passage(3, 8.8, 100)}, 0.02);
  EXPECT_EQ(places(varied), (std::vector<std::size_t>{0, 1, 3, 2}));
  EXPECT_DOUBLE_EQ(varied[0].score, 10) << "the best of its document loses nothing";
  EXPECT_DOUBLE_EQ(varied[1].score, 9 * 0.98);
  EXPECT_DOUBLE_EQ(varied[1].variety, -9 * 0.02);
  EXPECT_DOUBLE_EQ(varied[2].score, 8.8);
  EXPECT_DOUBLE_EQ(varied[3].score, 8.9 * 0.96);
}

TEST(Variety, HidesNoBetterPassage) {
  EXPECT_EQ(places(vary_documents({passage(0, 10, 1), passage(1, 9, 1), passage(2, 5, 100)}, 0.02)),
            (std::vector<std::size_t>{0, 1, 2}));
}

TEST(Variety, TellsDocumentsOfTwoPartsApart) {
  for (const RankedPassage& one : vary_documents({passage(0, 2, 1, 0), passage(1, 1, 1, 1)}, 0.5))
    EXPECT_EQ(one.variety, 0);
}

TEST(Variety, TakesNoMoreThanThereIs) {
  std::vector<RankedPassage> passages;
  for (std::size_t i = 0; i < kNeighbourDepth + 5; ++i)
    passages.push_back(passage(i, 100.0 - static_cast<double>(i), 1));
  const auto varied = vary_documents(passages, 0.9);
  for (std::size_t i = 0; i < varied.size(); ++i) {
    EXPECT_GE(varied[i].score, 0);
    EXPECT_EQ(varied[i].place < kNeighbourDepth, i < kNeighbourDepth) << "the rest stays behind";
  }
}

TEST(Variety, LeavesAloneWhatHasNoWeight) {
  EXPECT_EQ(vary_documents({passage(0, 2, 1), passage(1, 1, 1)}, 0)[1].score, 1);
  EXPECT_TRUE(vary_documents({}, 0.5).empty());
}

}  // namespace
}  // namespace mi
