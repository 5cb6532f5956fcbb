#include "searchd/neighbours.h"

#include <gtest/gtest.h>

namespace mi {
namespace {

RankedPassage passage(std::size_t place, double score, std::uint32_t seat, std::uint32_t first) {
  return {place, score, {0, first, seat}};
}

std::vector<std::size_t> places(const std::vector<RankedPassage>& passages) {
  std::vector<std::size_t> out;
  for (const RankedPassage& one : passages) out.push_back(one.place);
  return out;
}

TEST(Neighbours, LiftAPassageBetweenGoodOnes) {
  // The last three stand one behind the other in the document that begins at 7.
  const auto lifted = lift_neighbours(
      {passage(0, 10, 50, 1), passage(1, 9, 11, 7), passage(2, 8.9, 10, 7), passage(3, 8.8, 12, 7)},
      0.1);
  EXPECT_EQ(places(lifted), (std::vector<std::size_t>{1, 0, 2, 3}));
  EXPECT_DOUBLE_EQ(lifted[0].score, 9 + 0.1 * (8.9 + 8.8));
}

TEST(Neighbours, AreOfOneDocumentAndOnePart) {
  std::vector<RankedPassage> passages = {passage(0, 3, 10, 1), passage(1, 2, 11, 11),
                                         passage(2, 1, 11, 1)};
  passages[2].seat.part = 1;
  for (const RankedPassage& one : lift_neighbours(passages, 0.5))
    EXPECT_DOUBLE_EQ(one.score, passages[one.place].score);
}

TEST(Neighbours, LeaveWhatRanksTheSameInItsOrder) {
  EXPECT_EQ(places(lift_neighbours({passage(0, 1, 10, 1), passage(1, 1, 50, 2)}, 0.1)),
            (std::vector<std::size_t>{0, 1}));
  EXPECT_TRUE(lift_neighbours({}, 0.1).empty());
}

TEST(Neighbours, AreLookedForAmongTheBestOnly) {
  std::vector<RankedPassage> passages;
  for (std::size_t i = 0; i < kNeighbourDepth + 10; ++i)
    passages.push_back(
        passage(i, 1000 - static_cast<double>(i), static_cast<std::uint32_t>(1000 - i), 1));
  const auto lifted = lift_neighbours(passages, 0.1);
  for (std::size_t i = kNeighbourDepth; i < passages.size(); ++i)
    EXPECT_DOUBLE_EQ(lifted[i].score, passages[i].score) << i;
}

}  // namespace
}  // namespace mi
