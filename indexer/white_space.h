// White space of pages: single spaces between words, and nothing that only a layout engine reads.
#pragma once

#include <string>
#include <string_view>

namespace mi {

// Appends text to a line that is being built: runs of white space (no-break and thin spaces
// included) become one space, none at the line's beginning; soft hyphens and zero-width spaces are
// dropped. A space at the end stays, so that the next piece of text knows of it.
void append_collapsed(std::string& line, std::string_view text);

// Appends text of a code block: lines and indentation stay; spaces become plain spaces, and
// zero-width characters are dropped.
void append_code(std::string& code, std::string_view text);

std::string collapse_white_space(std::string_view text);

// Takes spaces and line ends off the end, or spaces only.
void trim_end(std::string& text);
void trim_spaces_at_end(std::string& text);

}  // namespace mi
