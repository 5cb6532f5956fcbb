// What holds of any weighting, not of one formula's numbers.

#include "searchd/weighting.h"

#include <gtest/gtest.h>

namespace mi {
namespace {

constexpr double kPassages = 1000;
constexpr double kWords = 100'000;

TEST(LengthNorms, AreLowerForLongerPassages) {
  const LengthNorms norms(100);
  for (std::uint32_t length = 1; length < 5000; ++length)
    ASSERT_GT(norms.of(length), norms.of(length + 1)) << length;
  EXPECT_GT(norms.of(4'000'000'000), 0);
}

TEST(LengthNorms, AreNothingWhereNoPassageIs) {
  EXPECT_EQ(LengthNorms(100).of(0), 0);
  EXPECT_EQ(LengthNorms().of(0), 0);
}

TEST(LengthNorms, AreOfTheLengthBesideTheMean) {
  EXPECT_DOUBLE_EQ(LengthNorms(50).of(25), LengthNorms(100).of(50));
  EXPECT_DOUBLE_EQ(LengthNorms(5000).of(2500), LengthNorms(100).of(50))
      << "beyond the lengths that are kept, too";
}

TEST(TermWeight, GrowsWithOccurrencesUpToItsBound) {
  const TermWeight weight({20, 40}, kPassages);
  const double norm = LengthNorms(100).of(80);
  EXPECT_EQ(weight.of(0, norm), 0);
  for (std::uint32_t occurrences = 0; occurrences < 1000; ++occurrences) {
    ASSERT_LT(weight.of(occurrences, norm), weight.of(occurrences + 1, norm)) << occurrences;
    ASSERT_LT(weight.of(occurrences, norm), weight.bound()) << occurrences;
  }
}

TEST(TermWeight, IsHigherInShorterPassages) {
  const TermWeight weight({20, 40}, kPassages);
  const LengthNorms norms(100);
  EXPECT_GT(weight.of(1, norms.of(50)), weight.of(1, norms.of(200)));
}

TEST(TermWeight, IsHigherForRarerTerms) {
  const double norm = LengthNorms(100).of(100);
  double before = TermWeight({1, 1}, kPassages).of(1, norm);
  for (const double passages : {2.0, 10.0, 100.0, 500.0}) {
    const double now = TermWeight({passages, passages}, kPassages).of(1, norm);
    EXPECT_LT(now, before) << passages;
    EXPECT_GT(now, 0) << passages;
    before = now;
  }
}

TEST(TermWeight, IsNothingForATermThatNoPassageHas) {
  const TermWeight weight({0, 0}, kPassages);
  EXPECT_EQ(weight.of(3, 1), 0);
  EXPECT_EQ(weight.bound(), 0);
}

TEST(SpreadOfAny, IsAsIfTermsWereIndependent) {
  const TermSpread none = spread_of_any({}, kPassages, kWords);
  EXPECT_EQ(none.passages, 0);
  EXPECT_EQ(none.occurrences, 0);
  const TermSpread one = spread_of_any({{20, 40}}, kPassages, kWords);
  EXPECT_DOUBLE_EQ(one.passages, 20);
  EXPECT_DOUBLE_EQ(one.occurrences, 40);
  const TermSpread two = spread_of_any({{500, 600}, {200, 300}}, kPassages, kWords);
  EXPECT_DOUBLE_EQ(two.passages, 600) << "of a half and a fifth, a tenth has both";
  EXPECT_DOUBLE_EQ(two.occurrences, 600 + 300 - 600.0 * 300 / kWords);
  const TermSpread all = spread_of_any({{kPassages, kWords}, {200, 300}}, kPassages, kWords);
  EXPECT_DOUBLE_EQ(all.passages, kPassages) << "never more than there are";
  EXPECT_DOUBLE_EQ(all.occurrences, kWords);
}

}  // namespace
}  // namespace mi
