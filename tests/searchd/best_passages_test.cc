#include "searchd/best_passages.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <vector>

namespace mi {
namespace {

// The order is that of the last digits: 20, 11, 32.
PassageOrder by_last_digit(PassageNumber number) { return {number % 10, 0}; }

std::vector<PassageNumber> best_of(const std::vector<MatchedPassage>& passages,
                                   std::size_t wanted) {
  BestPassages best(wanted);
  for (const MatchedPassage& passage : passages) best.add(passage);
  std::vector<PassageNumber> numbers;
  for (const MatchedPassage& passage : best.take(by_last_digit)) numbers.push_back(passage.number);
  return numbers;
}

using Numbers = std::vector<PassageNumber>;

TEST(BestPassages, AreThoseThatScoreMostTheBestFirst) {
  EXPECT_EQ(best_of({{1, 0.5}, {2, 3}, {3, 2}, {4, 1}}, 2), (Numbers{2, 3}));
  EXPECT_EQ(best_of({{1, 0.5}, {2, 3}}, 5), (Numbers{2, 1}));
  EXPECT_EQ(best_of({}, 5), Numbers{});
}

TEST(BestPassages, TakeTheFirstInOrderOfThoseThatTieForTheLastPlace) {
  const std::vector<MatchedPassage> passages = {{9, 1}, {11, 1}, {20, 1}, {32, 1}, {5, 2}};
  EXPECT_EQ(best_of(passages, 2), (Numbers{5, 20}));
  EXPECT_EQ(best_of(passages, 3), (Numbers{5, 11, 20}));
  EXPECT_EQ(best_of(passages, 4), (Numbers{5, 11, 20, 32}));
}

TEST(BestPassages, ForgetTiesThatBetterOnesPushOut) {
  EXPECT_EQ(best_of({{10, 1}, {11, 1}, {12, 1}, {3, 2}, {4, 2}, {1, 3}}, 3), (Numbers{1, 3, 4}));
  EXPECT_EQ(best_of({{19, 1}, {18, 1}, {10, 1}, {3, 2}}, 2), (Numbers{3, 10}));
}

TEST(BestPassages, SayWhatCannotBeAmongThem) {
  BestPassages best(2);
  best.add({1, 5});
  EXPECT_EQ(best.threshold(), BestPassages::kNone) << "there is room";
  best.add({2, 4});
  EXPECT_LT(best.threshold(), 4) << "what ties may come first";
  EXPECT_GT(best.threshold(), 3.999);
  best.add({3, 6});
  EXPECT_GT(best.threshold(), 4.999);
}

PassageOrder by_number(PassageNumber number) { return {number / 100, number % 100}; }

TEST(BestPassages, AreEmptyOnceTaken) {
  BestPassages best(3);
  best.add({1, 0});
  EXPECT_EQ(best.take(by_number).size(), 1U) << "a score of nothing counts";
  EXPECT_TRUE(best.take(by_number).empty());
  EXPECT_EQ(best.threshold(), BestPassages::kNone);
}

TEST(BestPassages, AreThoseThatSortingWouldGive) {
  std::mt19937 random(3);
  for (std::size_t wanted = 1; wanted < 60; ++wanted) {
    std::vector<MatchedPassage> all;
    BestPassages best(wanted);
    for (PassageNumber number = 1; number <= 120; ++number) {
      all.push_back({number, static_cast<double>(random() % 40)});
      best.add(all.back());
    }
    std::stable_sort(all.begin(), all.end(), [](const MatchedPassage& a, const MatchedPassage& b) {
      return a.score > b.score;
    });
    all.resize(wanted);
    ASSERT_EQ(best.take(by_number), all) << wanted;
  }
}

}  // namespace
}  // namespace mi
