#include "fetch/pause.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

#include "core/ascii.h"

namespace mi {
namespace {

std::optional<std::int64_t> number(std::string_view digits) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  const bool is_number =
      !digits.empty() && digits[0] != '-' && end == digits.data() + digits.size();
  if (is_number && error == std::errc::result_out_of_range) return kLongestRetryAfter.count();
  return is_number && error == std::errc() ? std::optional(value) : std::nullopt;
}

std::string two_digits(std::size_t value) {
  return {static_cast<char>('0' + value / 10), static_cast<char>('0' + value % 10)};
}

// "Sun, 06 Nov 1994 08:49:37 GMT": by writing it as RFC 3339 and reading that. The day of the week
// is not checked.
std::optional<TimePoint> parse_http_date(std::string_view text) {
  constexpr std::string_view kShape = "aaa, dd aaa dddd dd:dd:dd GMT";
  constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  if (text.size() != kShape.size() || !text.ends_with(" GMT")) return {};
  const auto month = std::find(kMonths.begin(), kMonths.end(), text.substr(8, 3));
  if (month == kMonths.end()) return {};
  const auto number_of_month = static_cast<std::size_t>(month - kMonths.begin()) + 1;
  return parse_time(std::string(text.substr(12, 4)) + "-" + two_digits(number_of_month) + "-" +
                    std::string(text.substr(5, 2)) + "T" + std::string(text.substr(17, 8)) + "Z");
}

}  // namespace

std::optional<std::chrono::seconds> parse_retry_after(std::string_view header, TimePoint now) {
  using std::chrono::seconds;
  header = trim(header);
  if (const auto value = number(header)) return std::min(seconds(*value), kLongestRetryAfter);
  const std::optional<TimePoint> date = parse_http_date(header);
  if (!date) return {};
  return std::clamp(seconds(*date - now), seconds(0), kLongestRetryAfter);
}

std::chrono::milliseconds back_off(int failed_tries, double jitter) {
  const std::chrono::milliseconds longest =
      std::chrono::seconds(1) * (1 << std::clamp(failed_tries, 1, 6));
  const double part = 0.5 + 0.5 * std::clamp(jitter, 0.0, 1.0);
  return std::chrono::duration_cast<std::chrono::milliseconds>(longest * part);
}

bool is_passing_status(int status) {
  return status == 408 || status == 425 || status == 429 || status == 500 || status == 502 ||
         status == 503 || status == 504;
}

}  // namespace mi
