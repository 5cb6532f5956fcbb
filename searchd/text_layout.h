// What the renderers for a terminal share: colours, wrapping, the line that describes a document.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/document.h"
#include "searchd/render_text.h"

namespace mi {

// ANSI sequences to begin each kind of text with, and to end it; all empty in plain style.
struct TextColours {
  std::string_view title, meta, heading, link, mark, end;
};

TextColours text_colours(TextStyle style);

// A word with its columns, which its escape sequences do not count for.
struct TextPiece {
  std::string text;
  std::size_t width = 0;
};

// The words in lines of `width` columns, each line `indent` columns in and ended by '\n'.
std::string wrap_pieces(const std::vector<TextPiece>& pieces, std::size_t indent,
                        std::size_t width);

// The same for text without sequences.
std::string wrap_text(std::string_view text, std::size_t indent, std::size_t width);

// "paper · draft · Ada One, Bo Two · 2022-09-14 · a.org", fit for a terminal.
std::string describe(const DocumentInfo& document);

}  // namespace mi
