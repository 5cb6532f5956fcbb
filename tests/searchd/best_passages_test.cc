#include "searchd/best_passages.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace mi {
namespace {

TEST(BestPassages, TakesEverythingUntilThereAreEnough) {
  BestPassages best(2);
  EXPECT_EQ(best.threshold(), BestPassages::kNone);
  best.add({7, 0});
  EXPECT_EQ(best.threshold(), BestPassages::kNone) << "a score of nothing counts";
  best.add({9, 3});
  EXPECT_EQ(best.threshold(), 0) << "the worst that is kept";
  best.add({11, 1});
  EXPECT_EQ(best.threshold(), 1);
  EXPECT_EQ(best.take(), (std::vector<MatchedPassage>{{9, 3}, {11, 1}}));
}

TEST(BestPassages, KeepsTheEarlierOfTheSameScore) {
  BestPassages best(2);
  for (const PassageNumber number : {3U, 5U, 8U}) best.add({number, 1});
  EXPECT_EQ(best.take(), (std::vector<MatchedPassage>{{3, 1}, {5, 1}}));
}

TEST(BestPassages, IsEmptyOnceTaken) {
  BestPassages best(3);
  best.add({1, 1});
  EXPECT_EQ(best.take().size(), 1U);
  EXPECT_TRUE(best.take().empty());
  EXPECT_EQ(best.threshold(), BestPassages::kNone);
}

TEST(BestPassages, AreThoseThatSortingWouldGive) {
  std::mt19937 random(3);
  for (std::size_t wanted = 1; wanted < 60; ++wanted) {
    std::vector<MatchedPassage> all;
    BestPassages best(wanted);
    for (PassageNumber number = 1; number <= 200; ++number) {
      all.push_back({number, static_cast<double>(random() % 40)});
      best.add(all.back());
    }
    std::stable_sort(all.begin(), all.end(), [](const MatchedPassage& a, const MatchedPassage& b) {
      return a.score > b.score;
    });
    all.resize(wanted);
    ASSERT_EQ(best.take(), all) << wanted;
  }
}

}  // namespace
}  // namespace mi
