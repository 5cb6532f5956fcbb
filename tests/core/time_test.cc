#include "core/time.h"

#include <gtest/gtest.h>

#include <chrono>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace mi {
namespace {

using namespace std::string_view_literals;

struct Case {
  std::string_view input;
  std::string_view expected;  // empty: refused
};

TEST(Time, IsWrittenInRfc3339) {
  const std::vector<std::pair<std::int64_t, std::string_view>> cases = {
      {0, "1970-01-01T00:00:00Z"},          {1, "1970-01-01T00:00:01Z"},
      {-1, "1969-12-31T23:59:59Z"},         {951782400, "2000-02-29T00:00:00Z"},
      {1709164800, "2024-02-29T00:00:00Z"}, {2147483648, "2038-01-19T03:14:08Z"},
      {4107542400, "2100-03-01T00:00:00Z"}, {253402300799, "9999-12-31T23:59:59Z"},
  };
  for (const auto& [seconds, text] : cases) {
    const TimePoint time{std::chrono::seconds(seconds)};
    EXPECT_EQ(format_time(time), text);
    ASSERT_TRUE(parse_time(text)) << text;
    EXPECT_EQ(*parse_time(text), time) << text;
  }
}

TEST(Time, IsReadBackOverFourCenturies) {
  std::mt19937_64 random(20220914);
  for (int round = 0; round < 5000; ++round) {
    const auto seconds = static_cast<std::int64_t>(random() % (400ULL * 366 * 86400));
    const TimePoint time{std::chrono::seconds(seconds - 100LL * 365 * 86400)};
    ASSERT_EQ(parse_time(format_time(time)), time) << format_time(time);
  }
}

TEST(Time, IsRefusedInAnyOtherForm) {
  const std::vector<std::string_view> cases = {
      "",
      "2026-11-25",
      "2026-11-25T08:39:05",
      "2026-11-25t08:39:05z",
      "2026-11-25 08:39:05Z",
      "2026-11-25T08:39:05+00:00",
      "2026-11-25T08:39:05.5Z",
      " 2026-11-25T08:39:05Z",
      "2026-11-25T08:39:05Z ",
      "2026-11-25T08:39:05Z\0"sv,
      "2026-1-25T08:39:05Z",
      "-026-11-25T08:39:05Z",
      "+026-11-25T08:39:05Z",
      "2026-13-25T08:39:05Z",
      "2026-00-25T08:39:05Z",
      "2026-11-31T08:39:05Z",
      "2026-11-00T08:39:05Z",
      "2023-02-29T00:00:00Z",
      "2100-02-29T00:00:00Z",
      "2026-11-25T24:00:00Z",
      "2026-11-25T08:60:05Z",
      "2026-11-25T08:39:60Z",
      "2026-11-25T08:-9:05Z",
      "２026-11-25T08:39Z",
      "\xFF\xFF\xFF\xFF-11-25T08:39:05Z",
  };
  for (const std::string_view text : cases) EXPECT_FALSE(parse_time(text)) << text;
  EXPECT_TRUE(parse_time("2000-02-29T00:00:00Z"));
}

TEST(Time, IsNow) {
  const auto clock = std::chrono::system_clock::now();
  EXPECT_LE(now(), std::chrono::system_clock::now());
  EXPECT_GE(now(), clock - std::chrono::seconds(1));
}

TEST(Date, IsReadAsExactlyAsItIsWritten) {
  const std::vector<Case> cases = {
      {"2022-09-14", "2022-09-14"},
      {"2022-9-4", "2022-09-04"},
      {"2021.3.4", "2021-03-04"},
      {"2021/03/04", "2021-03-04"},
      {"2022년 9월 14일", "2022-09-14"},
      {"2020-03-10T20:00:00Z", "2020-03-10"},
      {"2020-03-10T20:00:00.000Z", "2020-03-10"},
      {"2020-03-10 20:00:00 +0900", "2020-03-10"},
      {"Sept 14, 2022", "2022-09-14"},
      {"Sep. 14, 2022", "2022-09-14"},
      {"September 14 2022", "2022-09-14"},
      {"14 September 2022", "2022-09-14"},
      {"14 sept. 2022", "2022-09-14"},
      {"MAY 5 2020", "2020-05-05"},
      {"5-May-2020", "2020-05-05"},
      {"2020 March 10", "2020-03-10"},
      {"March 2020", "2020-03"},
      {"March, 2020", "2020-03"},
      {"2020-03", "2020-03"},
      {"2016", "2016"},
      {" 2016 ", "2016"},
      {"2020-02-29", "2020-02-29"},
      {"29 February 2000", "2000-02-29"},
  };
  for (const Case& c : cases) EXPECT_EQ(parse_date(c.input), c.expected) << c.input;
}

TEST(Date, IsEmptyForAnythingElse) {
  const std::string long_text = std::string(1'000'000, '-') + "2016";
  const std::vector<std::string_view> cases = {
      "",
      " ",
      "yesterday",
      "Not published yet",
      "March",
      "14 September",
      "3/4/2021",
      "03/04/2021",
      "5 2020",
      "2023-02-29",
      "2022-02-30",
      "2022-13-01",
      "2022-12-32",
      "2022-00-05",
      "2022-05-00",
      "00 March 2020",
      "0 2020 March",
      "0000",
      "0000 2022",
      "0999",
      "3000",
      "99999999999999999999",
      "20220914",
      "202209",
      "ma 2020",
      "Mayor 2020",
      "March March 2020",
      "2020 2021",
      "2016 was a good year",
      "1e3",
      "０２０２２",
      "\xFF\xFE",
      "\0"sv,
      long_text,
  };
  for (const std::string_view text : cases) {
    EXPECT_EQ(parse_date(text), "") << text.substr(0, 60);
  }
}

// Whatever comes out sorts as text: "2022" < "2022-09" < "2022-09-14".
TEST(Date, IsIsoOrEmptyOverGeneratedText) {
  const std::vector<std::string> pieces = {"2022", "0",  "00", "14", "9", "Sept", "May", "-",
                                           "/",    " ",  ".",  "T",  "Z", ":",    "일",  "x",
                                           "3",    "12", "31", "1",  ",", "\xFF", "2016"};
  std::mt19937 random(7);
  for (int round = 0; round < 20000; ++round) {
    std::string text;
    for (std::size_t size = random() % 8; size > 0; --size)
      text += pieces[random() % pieces.size()];
    const std::string date = parse_date(text);
    ASSERT_TRUE(date.empty() || date.size() == 4 || date.size() == 7 || date.size() == 10) << text;
    ASSERT_EQ(parse_date(date), date) << text;
  }
}

TEST(Age, IsToldInTheLargestWholeUnit) {
  const std::vector<std::pair<std::int64_t, std::string_view>> cases = {
      {-86400, "just now"},
      {0, "just now"},
      {59, "just now"},
      {60, "1 minute ago"},
      {119, "1 minute ago"},
      {120, "2 minutes ago"},
      {3599, "59 minutes ago"},
      {3600, "1 hour ago"},
      {86399, "23 hours ago"},
      {86400, "1 day ago"},
      {3 * 86400, "3 days ago"},
      {29 * 86400, "29 days ago"},
      {30 * 86400, "1 month ago"},
      {364 * 86400, "12 months ago"},
      {365 * 86400, "1 year ago"},
      {800 * 86400, "2 years ago"},
  };
  for (const auto& [seconds, text] : cases) {
    EXPECT_EQ(format_age(std::chrono::seconds(seconds)), text) << seconds;
  }
  EXPECT_EQ(format_age(std::chrono::seconds::min()), "just now");
  EXPECT_FALSE(format_age(std::chrono::seconds::max()).empty());
}

}  // namespace
}  // namespace mi
