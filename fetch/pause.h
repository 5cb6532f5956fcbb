// How long to wait before a site is asked again: what it says, and what is decent where it says
// nothing. Pure.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "core/time.h"

namespace mi {

// A site that asks for more is taken to have asked for a day.
inline constexpr std::chrono::seconds kLongestRetryAfter{24 * 3600};

// What a Retry-After header asks for (RFC 9110, section 10.2.3): seconds, or a date as in "Sun, 06
// Nov 1994 08:49:37 GMT". Nothing where it is neither; zero for a date that is past.
std::optional<std::chrono::seconds> parse_retry_after(std::string_view header, TimePoint now);

// The pause after the n-th failed try in a row, n from 1: about 2 s, 4 s, 8 s ... 64 s, and between
// half of it and all of it by `jitter` from 0 to 1, so that many readers do not come back at once.
std::chrono::milliseconds back_off(int failed_tries, double jitter);

// Whether a status says that the same request may be answered later.
bool is_passing_status(int status);

}  // namespace mi
