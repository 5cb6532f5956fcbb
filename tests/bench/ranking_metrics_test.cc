#include "bench/ranking_metrics.h"

#include <gtest/gtest.h>

#include <cmath>

namespace mi {
namespace {

TEST(RankingMetrics, AreOneForTheIdealOrder) {
  const RankingMetrics metrics = measure({{7, 3, 1}, {1, 7, 3}, {true, true, false}, 2, 2});
  EXPECT_DOUBLE_EQ(metrics.ndcg, 1);
  EXPECT_DOUBLE_EQ(metrics.mrr, 1);
  EXPECT_DOUBLE_EQ(metrics.success1, 1);
  EXPECT_DOUBLE_EQ(metrics.recall, 1);
}

TEST(RankingMetrics, DiscountByTheLogarithmOfTheRank) {
  // One relevant result, third of the list: 1 / log2(4).
  const RankingMetrics metrics = measure({{0, 0, 1}, {1}, {false, false, true}, 1, 4});
  EXPECT_DOUBLE_EQ(metrics.ndcg, 0.5);
  EXPECT_DOUBLE_EQ(metrics.mrr, 1.0 / 3);
  EXPECT_DOUBLE_EQ(metrics.success1, 0);
  EXPECT_DOUBLE_EQ(metrics.success5, 1);
  EXPECT_DOUBLE_EQ(metrics.recall, 0.25);
}

TEST(RankingMetrics, LookAtTenResultsAndNoMore) {
  std::vector<double> gains(11, 0);
  gains.back() = 1;
  std::vector<bool> relevant(11, false);
  relevant.back() = true;
  const RankingMetrics metrics = measure({gains, {1}, relevant, 0, 1});
  EXPECT_DOUBLE_EQ(metrics.ndcg, 0);
  EXPECT_DOUBLE_EQ(metrics.mrr, 0);
}

TEST(RankingMetrics, OfNothingAreZero) {
  EXPECT_DOUBLE_EQ(measure({}).ndcg, 0);
  EXPECT_DOUBLE_EQ(mean_of({}).ndcg, 0);
}

}  // namespace
}  // namespace mi
