// Named characters of HTML that libxml2, which stopped at HTML 4, does not know.
#pragma once

#include <cstddef>
#include <string_view>

namespace mi {

// The text of a character that HTML 5 named: "rightarrow" -> "→". Those that articles and names of
// authors use, none of them a sign of markup; empty for any other, and for those of HTML 4.
std::string_view text_of_new_entity(std::string_view name);

inline constexpr std::size_t kMaxEntityName = 16;  // bytes

}  // namespace mi
