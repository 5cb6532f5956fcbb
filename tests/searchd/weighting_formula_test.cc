// The numbers of the formula; what would hold of any is in weighting_test.cc.

#include <gtest/gtest.h>

#include <cmath>

#include "searchd/weighting.h"

namespace mi {
namespace {

TEST(WeightingFormula, IsBm25WhereATermIsSaidOnceInEachPassage) {
  const struct {
    double passages;
    std::uint32_t occurrences, length;
    double score;
  } kCases[] = {
      // ln(1 + 990.5 / 10.5) * 2.2 * f / (f + 1.2 * (0.5 + 0.5 * length / 100))
      {10, 1, 100, 4.5574},  {10, 2, 100, 6.2664},   {10, 1, 200, 3.5808},
      {500, 1, 100, 0.6931}, {1000, 1, 100, 0.0005},
  };
  const LengthNorms norms(100);
  for (const auto& c : kCases) {
    const TermWeight weight({c.passages, c.passages}, 1000);
    EXPECT_NEAR(weight.of(c.occurrences, norms.of(c.length)), c.score, 0.0001)
        << c.passages << ' ' << c.occurrences << ' ' << c.length;
  }
}

TEST(WeightingFormula, GrowsWithTheFourthRootOfTheMeanOccurrences) {
  const double once = TermWeight({10, 10}, 1000).bound();
  EXPECT_NEAR(TermWeight({10, 160}, 1000).bound(), 2 * once, 1e-9);
  EXPECT_NEAR(TermWeight({10, 20}, 1000).bound(), std::sqrt(std::sqrt(2.0)) * once, 1e-9);
}

TEST(WeightingFormula, TakesATermWithoutOccurrencesAsSaidOnce) {
  EXPECT_EQ(TermWeight({10, 0}, 1000).bound(), TermWeight({10, 10}, 1000).bound());
}

}  // namespace
}  // namespace mi
