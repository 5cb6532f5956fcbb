// Tags in running text: "#SAE", as Obsidian reads them.
#pragma once

#include <string_view>
#include <vector>

namespace mi {

// The tags in the text, without '#', in order, repeated as often as they stand there. A tag stands
// behind a space or an opening bracket and begins with a letter, unlike "#1"; digits, '-', '_' and
// '/' may follow. `before` is the character that stands before the text. Takes linear time.
std::vector<std::string_view> find_tags(std::string_view text, char before = ' ');

}  // namespace mi
