#include "searchd/packed_postings.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

namespace mi {
namespace {

using Occurrences = std::map<std::uint32_t, std::uint32_t>;  // by number

PackedPostings packed(const Occurrences& occurrences) {
  PackedPostings postings;
  for (const auto& [number, count] : occurrences) postings.add(number, count);
  return postings;
}

TEST(PackedPostings, AreWalkedAsTheyWereAdded) {
  const Occurrences kAll = {{1, 1},     {2, 62},       {1023, 63},        {1024, 0},
                            {1025, 64}, {5000, 1'000}, {5001, 4'000'000}, {100'000'000, 7}};
  const PackedPostings postings = packed(kAll);
  PackedWalk walk(postings);
  for (const auto& [number, count] : kAll) {
    EXPECT_EQ(walk.number(), number);
    EXPECT_EQ(walk.occurrences(), count);
    walk.next();
  }
  EXPECT_EQ(walk.number(), PackedWalk::kEnd);
}

TEST(PackedPostings, OfNoPassageEndAtOnce) {
  const PackedPostings none;
  PackedWalk walk(none);
  EXPECT_EQ(walk.number(), PackedWalk::kEnd);
  walk.skip_to(7);
  EXPECT_EQ(walk.number(), PackedWalk::kEnd);
}

TEST(PackedPostings, TakeTwoBytesEach) {
  PackedPostings postings;
  for (std::uint32_t number = 1; number <= 1U << 16U; ++number) postings.add(number, 3);
  EXPECT_LE(postings.bytes(), 2.1 * (1U << 16U));
}

TEST(PackedPostings, AreToldByWindows) {
  const Occurrences all = {{1, 1}, {1023, 62}, {1024, 0}, {1030, 63}, {2047, 4'000'000}, {9000, 7}};
  const PackedPostings postings = packed(all);
  Occurrences told;
  for (std::uint32_t window = 0; window < 12; ++window) {
    std::uint32_t count = 0;
    postings.tell_window(window, [&](std::size_t place, std::uint32_t occurrences) {
      told[window * PackedPostings::kWindow + static_cast<std::uint32_t>(place)] = occurrences;
      ++count;
    });
    EXPECT_EQ(postings.count_in(window), count) << window;
  }
  EXPECT_EQ(told, (Occurrences{{1, 1},
                               {1023, 62},
                               {1024, 0},
                               {1030, PackedPostings::kMany},
                               {2047, PackedPostings::kMany},
                               {9000, 7}}));
}

// Random steps, skips and reads over random postings, beside a map that does the same.
TEST(PackedPostings, AreWalkedLikeAMap) {
  std::mt19937 engine(28);
  const auto below = [&](std::uint32_t limit) {
    return std::uniform_int_distribution<std::uint32_t>(0, limit - 1)(engine);
  };
  for (int round = 0; round < 200; ++round) {
    Occurrences all;
    const std::uint32_t range = 1 + below(20'000);
    for (std::uint32_t i = below(300); i > 0; --i) all[1 + below(range)] = below(130);
    const PackedPostings postings = packed(all);
    PackedWalk walk(postings);
    auto expected = all.begin();
    while (expected != all.end()) {
      ASSERT_EQ(walk.number(), expected->first);
      ASSERT_EQ(walk.occurrences(), expected->second);
      const std::uint32_t target = expected->first + below(1 + range / 5);
      switch (below(3)) {
        case 0:
          walk.next();
          ++expected;
          break;
        case 1:
          walk.skip_to(target);
          expected = all.lower_bound(target);
          break;
        default:
          walk.tell_below(target, [&](std::uint32_t number, std::uint32_t count) {
            EXPECT_EQ(std::pair(number, count), std::pair(expected->first, expected->second));
            ++expected;
          });
          ASSERT_EQ(expected, all.lower_bound(target));
      }
    }
    EXPECT_EQ(walk.number(), PackedWalk::kEnd);
  }
}

}  // namespace
}  // namespace mi
