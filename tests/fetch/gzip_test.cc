#include "fetch/gzip.h"

#include <gtest/gtest.h>

namespace mi {
namespace {

// What comes out of one member, and how it ended; given `step` bytes at a time.
std::pair<std::string, Inflater::State> inflate_all(std::string_view bytes, std::size_t step) {
  Inflater inflater;
  std::string decoded;
  Inflater::State state = Inflater::State::more;
  for (std::size_t given = std::min(step, bytes.size());;) {
    const Inflater::Step taken = inflater.step(bytes.substr(0, given));
    decoded += taken.decoded;
    state = taken.state;
    bytes.remove_prefix(taken.used);
    if (taken.used == 0 && taken.decoded.empty()) return {decoded, state};
    given = std::min(step, bytes.size());
  }
}

TEST(Gzip, GivesBackWhatWasPackedHoweverItIsCut) {
  std::string text;
  for (int i = 0; i < 40'000; ++i) text += std::to_string(i * 7919);
  for (const std::string& bytes :
       {std::string(), std::string("a"), text, std::string(3U << 20U, 'x')}) {
    const std::string member = gzip_member(bytes);
    EXPECT_TRUE(member.starts_with(kGzipMagic));
    for (const std::size_t step : {std::size_t{1}, std::size_t{5000}, member.size() + 1}) {
      const auto [decoded, state] = inflate_all(member, step);
      EXPECT_EQ(decoded == bytes, true) << bytes.size();
      EXPECT_EQ(state, Inflater::State::done);
    }
  }
  EXPECT_EQ(gzip_member(text), gzip_member(text));
}

TEST(Gzip, StopsBehindTheMemberAndGoesOnWithTheNext) {
  const std::string one = gzip_member("one");
  const std::string both = one + gzip_member("two");
  Inflater inflater;
  const Inflater::Step first = inflater.step(both);
  EXPECT_EQ(first.decoded, "one");
  EXPECT_EQ(first.used, one.size());
  EXPECT_EQ(first.state, Inflater::State::done);
  EXPECT_EQ(inflater.step("more").used, 0U);
  inflater.start_next_member();
  EXPECT_EQ(inflater.step(std::string_view(both).substr(one.size())).decoded, "two");
}

TEST(Gzip, NeverGivesDamagedBytesForGood) {
  const std::string text = "the same words again, the same words again";
  const std::string member = gzip_member(text);
  for (std::size_t at = 10; at < member.size(); ++at) {
    for (unsigned bit = 0; bit < 8; ++bit) {
      std::string damaged = member;
      damaged[at] = static_cast<char>(static_cast<unsigned char>(damaged[at]) ^ (1U << bit));
      const auto [decoded, state] = inflate_all(damaged, 1000);
      const bool is_padding = decoded == text;  // the last byte of deflate is not always full
      EXPECT_TRUE(state != Inflater::State::done || is_padding) << at << " " << bit;
    }
    EXPECT_EQ(inflate_all(member.substr(0, at), 1000).second, Inflater::State::more) << at;
  }
}

}  // namespace
}  // namespace mi
