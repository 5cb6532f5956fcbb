// Spacing: white space as blocks hold it.
#pragma once

#include <string>
#include <string_view>

namespace mi {

// The text with each run of white space (ASCII, no-break and ideographic space) as one space, and
// none at its ends.
std::string single_spaced(std::string_view text);

}  // namespace mi
