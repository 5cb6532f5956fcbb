// What a site's robots.txt asks of a robot: the Robots Exclusion Protocol, RFC 9309.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mi {

// The name by which a robots.txt can address this program (RFC 9309, section 2.2.1).
inline constexpr std::string_view kProductToken = "mi-search";

// What stands behind these bytes of a robots.txt is not read (RFC 9309, section 2.5: at least
// that). A line that is cut there is not read either: half a path would forbid too much.
inline constexpr std::size_t kMaxRobotsBytes = 500U << 10U;

// The longest pattern that is kept; no address that is fetched is longer (core/url.h), so that a
// longer one says nothing about it that its beginning does not.
inline constexpr std::size_t kMaxRobotsPatternBytes = 4096;

struct RobotsRule {
  bool allow = false;
  std::string pattern;  // of a path and query, normalised; '*' is any run, '$' at its end the end

  friend bool operator==(const RobotsRule&, const RobotsRule&) = default;
};

// The rules for one robot.
struct RobotsRules {
  std::vector<RobotsRule> rules;
  std::optional<double> crawl_delay;  // seconds between requests, as asked; never negative

  friend bool operator==(const RobotsRules&, const RobotsRules&) = default;
};

// The rules of the groups for `product`, whatever its case, joined; else those of the groups for
// '*'; else none. Total: any bytes give rules, in linear time.
RobotsRules parse_robots(std::string_view text, std::string_view product);

// Whether an address may be asked for, by its path and query: what the longest pattern that matches
// says, allow before disallow where two are equally long, and yes where none matches. "/robots.txt"
// always may. Encoded and plain letters are the same ("%7Ea" and "~a"; RFC 9309, section 2.2.2).
bool is_allowed(const RobotsRules& rules, std::string_view target);

}  // namespace mi
