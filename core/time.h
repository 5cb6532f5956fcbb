// Time as stored and shown: RFC 3339 in UTC, whole seconds ("2026-11-25T08:39:05Z").
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace mi {

using TimePoint = std::chrono::sys_seconds;

TimePoint now();

std::string format_time(TimePoint time);

// Accepts exactly what format_time writes; nothing else.
std::optional<TimePoint> parse_time(std::string_view text);

// A date as papers and front matter write it, to ISO 8601 as exact as it is known:
// "Sept 14, 2022" and "14 September 2022" -> "2022-09-14"; "2020-03-10T20:00:00Z", "2021.3.4" and
// "2021/03/04" -> the date; "March 2020" -> "2020-03"; "2016" -> "2016". What stands behind a whole
// date is not read. Anything else -> "".
std::string parse_date(std::string_view text);

// How long ago, for people: "just now", "5 minutes ago", "3 days ago". A time ahead is "just now".
std::string format_age(std::chrono::seconds age);

}  // namespace mi
