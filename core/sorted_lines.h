// Text whose lines are in the order of what stands before their first tab: a table that is searched
// as it is, without being read first.
#pragma once

#include <string_view>

namespace mi {

// The line, without its end, whose part before the first tab is the key; empty: none, or no key.
std::string_view line_with_key(std::string_view text, std::string_view key);

}  // namespace mi
