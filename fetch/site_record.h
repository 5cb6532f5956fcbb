// What one host asked of us, kept between runs: its robots.txt, and until when it wants to be left
// alone. JSON, one object a host.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/expected.h"
#include "core/time.h"
#include "fetch/robots.h"

namespace mi {

// The rules of one robots.txt. RFC 9309 has one for each scheme and port of a host.
struct RobotsCopy {
  std::string origin;   // "https://distill.pub"
  std::string fetched;  // RFC 3339 UTC
  RobotsRules rules;    // for us, as parse_robots gives them

  friend bool operator==(const RobotsCopy&, const RobotsCopy&) = default;
};

struct SiteRecord {
  std::vector<RobotsCopy> robots;  // each origin once
  std::string not_before;          // by its Retry-After, RFC 3339 UTC; may be empty or past

  friend bool operator==(const SiteRecord&, const SiteRecord&) = default;
};

// How long a robots.txt is believed (RFC 9309, section 2.4).
inline constexpr std::chrono::hours kRobotsLife{24};

inline constexpr std::size_t kMaxSiteRecordBytes = 4U << 20U;
inline constexpr std::size_t kMaxOrigins = 4;  // kept of one host, the latest

// The rules for an origin, where they were fetched within kRobotsLife before `now`.
const RobotsRules* find_rules(const SiteRecord& site, std::string_view origin, TimePoint now);

// The same record with the rules of one origin put in or replaced.
SiteRecord with_rules(SiteRecord site, RobotsCopy copy);

std::string encode_site(const SiteRecord& site);

// Fails on anything that encode_site does not write. Unknown members are ignored.
Expected<SiteRecord> decode_site(std::string_view record);

}  // namespace mi
