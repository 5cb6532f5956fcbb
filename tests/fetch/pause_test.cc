#include "fetch/pause.h"

#include <gtest/gtest.h>

namespace mi {
namespace {

const TimePoint kNow = *parse_time("1994-11-06T08:49:37Z");

TEST(Pause, ReadsRetryAfter) {
  struct Case {
    const char* header;
    std::int64_t seconds;  // -1: nothing
  };
  constexpr Case kCases[] = {
      {"120", 120},
      {" 0\t", 0},
      {"86400", 86400},
      {"86401", 86400},
      {"99999999999999999999999999", 86400},
      {"Sun, 06 Nov 1994 08:50:07 GMT", 30},
      {"Sun, 06 Nov 1994 08:49:37 GMT", 0},
      {"Sat, 05 Nov 1994 08:49:37 GMT", 0},
      {"Sun, 06 Nov 2094 08:49:37 GMT", 86400},
      {"Sun, 31 Feb 1995 08:49:37 GMT", -1},
      {"Sun, 06 nov 1994 08:49:37 GMT", -1},
      {"Sun, 06 Nov 1994 08:49:37 PST", -1},
      {"Sunday, 06-Nov-94 08:49:37 GMT", -1},
      {"-1", -1},
      {"1.5", -1},
      {"1 s", -1},
      {"soon", -1},
      {"", -1},
  };
  for (const Case& c : kCases) {
    const auto pause = parse_retry_after(c.header, kNow);
    EXPECT_EQ(pause ? pause->count() : -1, c.seconds) << c.header;
  }
}

TEST(Pause, DoublesAfterEachFailureWithinBounds) {
  using std::chrono::milliseconds;
  using std::chrono::seconds;
  struct Case {
    int tries;
    double jitter;
    milliseconds pause;
  };
  const Case kCases[] = {
      {1, 0, seconds(1)}, {1, 1, seconds(2)},  {1, 0.5, milliseconds(1500)}, {2, 1, seconds(4)},
      {3, 1, seconds(8)}, {6, 1, seconds(64)}, {7, 1, seconds(64)},          {99, 0, seconds(32)},
      {0, 1, seconds(2)}, {-5, 1, seconds(2)}, {1, -3, seconds(1)},          {1, 9, seconds(2)},
  };
  for (const Case& c : kCases) {
    EXPECT_EQ(back_off(c.tries, c.jitter), c.pause) << c.tries << " " << c.jitter;
  }
}

TEST(Pause, IsWorthItForWhatPasses) {
  for (const int status : {408, 425, 429, 500, 502, 503, 504}) {
    EXPECT_TRUE(is_passing_status(status)) << status;
  }
  for (const int status : {0, 200, 301, 304, 400, 403, 404, 410, 501}) {
    EXPECT_FALSE(is_passing_status(status)) << status;
  }
}

}  // namespace
}  // namespace mi
