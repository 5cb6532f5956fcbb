#include "core/time.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <vector>

#include "core/ascii.h"

namespace mi {
namespace {

using std::chrono::day;
using std::chrono::month;
using std::chrono::year;
using std::chrono::year_month_day;

std::optional<int> number(std::string_view digits) {
  int value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (digits.empty() || error != std::errc() || end != digits.data() + digits.size()) return {};
  return value;
}

// 1-12 for an English month name or its abbreviation of three letters or more, else 0.
int month_number(std::string_view word) {
  constexpr std::array<std::string_view, 12> kMonths = {
      "january", "february", "march",     "april",   "may",      "june",
      "july",    "august",   "september", "october", "november", "december"};
  if (word.size() < 3) return 0;
  for (std::size_t i = 0; i < kMonths.size(); ++i) {
    if (kMonths[i].starts_with(word)) return static_cast<int>(i) + 1;
  }
  return 0;
}

// Runs of letters (lower case) and runs of digits, everything else being a separator. A time of day
// behind a 'T' is cut off.
std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  bool joined = false;
  bool digits = false;
  for (const char c : text) {
    const bool is_digit = c >= '0' && c <= '9';
    const bool is_letter = is_lower(c) || is_upper(c);
    if (joined && digits && c == 'T' && words.size() == 3) break;
    if (!is_digit && !is_letter) {
      joined = false;
      continue;
    }
    if (!joined || digits != is_digit) words.emplace_back();
    words.back() += static_cast<char>(is_digit || c >= 'a' ? c : c + 32);
    joined = true;
    digits = is_digit;
  }
  return words;
}

std::string iso_date(int y, int m, int d) {
  if (y < 1000 || y > 2999) return {};
  if (m == 0) return fmt::format("{:04}", y);
  if (m < 1 || m > 12) return {};
  if (d == 0) return fmt::format("{:04}-{:02}", y, m);
  const year_month_day date{year(y), month(static_cast<unsigned>(m)),
                            day(static_cast<unsigned>(d))};
  return d > 0 && date.ok() ? fmt::format("{:04}-{:02}-{:02}", y, m, d) : std::string();
}

}  // namespace

TimePoint now() {
  return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

std::string format_time(TimePoint time) {
  const auto days = std::chrono::floor<std::chrono::days>(time);
  const year_month_day date(days);
  const std::chrono::hh_mm_ss clock(time - days);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                     clock.hours().count(), clock.minutes().count(), clock.seconds().count());
}

std::optional<TimePoint> parse_time(std::string_view text) {
  constexpr std::string_view kShape = "dddd-dd-ddTdd:dd:ddZ";
  if (text.size() != kShape.size()) return {};
  for (std::size_t i = 0; i < kShape.size(); ++i) {
    const bool is_digit = text[i] >= '0' && text[i] <= '9';
    if (kShape[i] == 'd' ? !is_digit : text[i] != kShape[i]) return {};
  }
  const auto field = [&](std::size_t at, std::size_t size) {
    return *number(text.substr(at, size));
  };
  const year_month_day date{year(field(0, 4)), month(static_cast<unsigned>(field(5, 2))),
                            day(static_cast<unsigned>(field(8, 2)))};
  if (!date.ok() || field(11, 2) > 23 || field(14, 2) > 59 || field(17, 2) > 59) return {};
  return std::chrono::sys_days(date) + std::chrono::hours(field(11, 2)) +
         std::chrono::minutes(field(14, 2)) + std::chrono::seconds(field(17, 2));
}

std::string parse_date(std::string_view text) {
  int y = 0;
  int m = 0;
  int d = 0;
  bool named_month = false;
  const std::vector<std::string> words = words_of(text.substr(0, 64));
  for (std::size_t i = 0; i < words.size() && i < 3; ++i) {
    const std::string& word = words[i];
    if (word.find_first_not_of('0') == std::string::npos) return {};  // no year, month or day is 0
    if (const int named = month_number(word); named != 0 && m == 0) {
      m = named;
      named_month = true;
    } else if (const auto value = number(word); value && word.size() == 4 && y == 0) {
      y = *value;
    } else if (value && word.size() <= 2 && !named_month && m == 0 && y != 0) {
      m = *value;
    } else if (value && word.size() <= 2 && d == 0) {
      d = *value;
    } else {
      return {};
    }
  }
  if (d != 0 && m == 0) return {};
  return iso_date(y, m, d);
}

std::string format_age(std::chrono::seconds age) {
  struct Unit {
    std::int64_t seconds;
    std::string_view name;
  };
  constexpr std::array<Unit, 5> kUnits = {{{365LL * 86400, "year"},
                                           {30LL * 86400, "month"},
                                           {86400, "day"},
                                           {3600, "hour"},
                                           {60, "minute"}}};
  for (const Unit& unit : kUnits) {
    if (const std::int64_t count = age.count() / unit.seconds; count > 0) {
      return fmt::format("{} {}{} ago", count, unit.name, count == 1 ? "" : "s");
    }
  }
  return "just now";
}

}  // namespace mi
