// When a page is asked for again: rules over what its record says. Pure.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/config.h"
#include "core/page.h"
#include "core/time.h"

namespace mi {

// After the first failure a page rests this long, after each further one twice as long, up to the
// longest: 15 minutes, 30, 1 hour, ... 128 hours, a week. A success begins anew.
inline constexpr std::chrono::minutes kFirstRest{15};
inline constexpr std::chrono::hours kLongestRest{24 * 7};

// A page that is gone is asked for again this long after it was last asked for.
inline constexpr std::chrono::hours kGoneRest{24 * 30};

// An address that led to another page is believed to do so for this long; then it is asked again.
inline constexpr std::chrono::hours kAliasLife{24 * 30};

// A page is gone when its server says so (410), or has said "not found" (404) this often since the
// last success, the first and the last at least this far apart.
inline constexpr int kNotFoundBeforeGone = 3;
inline constexpr std::chrono::hours kNotFoundFor{24 * 7};

inline constexpr std::ptrdiff_t kSmallBeforeTaken = 3;
inline constexpr std::chrono::hours kSmallFor{24 * 7};

enum class Due {
  now,
  fresh,    // there is a copy, confirmed less than refresh_after hours ago
  resting,  // it failed: another try comes later
  gone,     // it is gone, and was asked for within kGoneRest
};

// `page` is what the store knows; nothing where it was never asked for. Times after `now` count for
// nothing: some clock was wrong.
Due due(const std::optional<Page>& page, const FetchConfig& config, TimePoint now);

// Until when a page that failed, or is gone, is left alone; nothing where it did not fail.
std::optional<TimePoint> rests_until(const Page& page);

// Whether the failures of a page, the last of which has just happened, make it gone.
bool is_gone_by(const std::vector<FetchFailure>& failures);

// Whether a body that is suspiciously short beside the stored copy is the page as it is now: the
// same bytes have come at kSmallBeforeTaken checks, this one included, at least kSmallFor apart,
// and no other refused body among them. A short page that says something new each time is never
// taken.
bool has_stayed_small(const std::vector<FetchFailure>& failures, std::string_view sha256,
                      TimePoint now);

// The page that an address is known to lead to; "" where it leads to none, or not any more.
std::string alias_of(const std::optional<Page>& page, TimePoint now);

}  // namespace mi
