#include "searchd/kept_postings.h"

#include <gtest/gtest.h>

#include <random>

namespace mi {
namespace {

// Postings of so many passages.
PackedPostings of_size(std::size_t passages) {
  PackedPostings postings;
  for (std::uint32_t number = 1; number <= passages; ++number) postings.add(number, 1);
  return postings;
}

TEST(KeptPostings, ReadWhatIsAskedForTwiceAndNeverAgain) {
  KeptPostings kept;
  int times_read = 0;
  const auto read = [&] {
    ++times_read;
    return of_size(3);
  };
  EXPECT_EQ(kept.of("toy", read), nullptr);
  EXPECT_EQ(times_read, 0) << "most words are asked for once";
  for (int i = 0; i < 5; ++i) {
    const auto postings = kept.of("toy", read);
    ASSERT_NE(postings, nullptr);
    EXPECT_EQ(*postings, of_size(3));
  }
  EXPECT_EQ(times_read, 1);
}

TEST(KeptPostings, RememberWhatIsTooMuchToBeKept) {
  KeptPostings kept(100'000);
  int times_read = 0;
  const auto many = [&] {
    ++times_read;
    return of_size(20'000);
  };
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(kept.of("too many", many), nullptr);
  }
  EXPECT_EQ(times_read, 1);
}

TEST(KeptPostings, StayWhereTheyAreLentWhenForgotten) {
  KeptPostings kept(4000);
  kept.of("first", [] { return of_size(100); });
  const auto first = kept.of("first", [] { return of_size(100); });
  for (int i = 0; i < 100; ++i) kept.of(std::to_string(i), [] { return of_size(1); });
  EXPECT_EQ(*first, of_size(100));
  EXPECT_EQ(kept.of("first", [] { return of_size(100); }), nullptr) << "it was forgotten";
}

TEST(KeptPostings, KeepWhatIsAskedForOften) {
  KeptPostings kept(20'000);
  int times_read = 0;
  const auto read = [&] {
    ++times_read;
    return of_size(100);
  };
  for (int i = 0; i < 1000; ++i) {
    kept.of("often", read);
    kept.of("once " + std::to_string(i), [] { return of_size(1); });
  }
  EXPECT_EQ(times_read, 1);
}

TEST(KeptPostings, KeepAllThatFitsHoweverItIsAskedFor) {
  constexpr int kTerms = 40;
  KeptPostings kept(std::size_t{kTerms} * 1300);
  int times_read = 0;
  for (int i = 0; i < 10 * kTerms; ++i) {
    kept.of(std::to_string(i % kTerms), [&] {
      ++times_read;
      return of_size(400);
    });
  }
  EXPECT_EQ(times_read, kTerms);
}

TEST(KeptPostings, NeverTakeMoreThanTheirRoom) {
  constexpr std::size_t kRoom = 50'000;
  KeptPostings kept(kRoom);
  std::mt19937 random(9);
  for (int i = 0; i < 20'000; ++i) {
    const std::size_t passages = random() % 3000;
    kept.of(std::to_string(random() % 500), [&] { return of_size(passages); });
    ASSERT_LE(kept.bytes(), kRoom);
  }
}

}  // namespace
}  // namespace mi
