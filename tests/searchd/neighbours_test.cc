#include "searchd/neighbours.h"

#include <gtest/gtest.h>

namespace mi {
namespace {

RankedPassage passage(std::size_t place, double score, std::uint64_t begin,
                      std::uint64_t document) {
  return {place, score, 0, document, begin, begin + 10};
}

std::vector<std::size_t> places(const std::vector<RankedPassage>& passages) {
  std::vector<std::size_t> out;
  for (const RankedPassage& one : passages) out.push_back(one.place);
  return out;
}

TEST(Neighbours, LiftAPassageBetweenGoodOnes) {
  // The last three stand one behind the other in document 7.
  const auto lifted = lift_neighbours({passage(0, 10, 500, 1), passage(1, 9, 110, 7),
                                       passage(2, 8.9, 100, 7), passage(3, 8.8, 120, 7)},
                                      0.1);
  EXPECT_EQ(places(lifted), (std::vector<std::size_t>{1, 0, 2, 3}));
  EXPECT_DOUBLE_EQ(lifted[0].score, 9 + 0.1 * (8.9 + 8.8));
}

TEST(Neighbours, AreOfOneDocumentAndOnePart) {
  std::vector<RankedPassage> passages = {passage(0, 3, 100, 1), passage(1, 2, 110, 2),
                                         passage(2, 1, 110, 1)};
  passages[2].part = 1;
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
    passages.push_back(passage(i, 1000 - static_cast<double>(i), 1000 - 10 * i, 1));
  const auto lifted = lift_neighbours(passages, 0.1);
  for (std::size_t i = kNeighbourDepth; i < passages.size(); ++i)
    EXPECT_DOUBLE_EQ(lifted[i].score, passages[i].score) << i;
}

}  // namespace
}  // namespace mi
