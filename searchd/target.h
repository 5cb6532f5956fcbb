// Target: what a request line asks for, taken apart strictly: "/path?name=value&...".
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mi {

// The longest target that is looked at. A little below the 8 KiB that the HTTP library allows for
// the whole request line, so that the longer one always meets our own answer (414).
inline constexpr std::size_t kMaxTargetBytes = 8000;
inline constexpr std::size_t kMaxParameters = 32;

struct Target {
  std::string path;                   // decoded
  std::vector<std::string> segments;  // between its slashes as sent, each decoded: "/a/b%2Fc" has
                                      // "a" and "b/c", and "/" one that is empty
  std::vector<std::pair<std::string, std::string>> parameters;  // decoded, in order
};

// Nothing when an escape is broken ("%4", "%zz"), when the target does not begin with '/', or when
// it is over the limits. '+' is a space in parameters (as forms send it), and itself in the path.
std::optional<Target> parse_target(std::string_view target);

// Percent-encodes every byte but letters, digits, '.', '_' and '~': safe as a parameter's value,
// and inside a text directive, where '-' has a meaning too.
std::string encode_component(std::string_view text);

}  // namespace mi
