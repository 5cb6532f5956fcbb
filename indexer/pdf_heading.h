// Headings of a PDF, which marks none: told by what they say and how they are set.
#pragma once

#include <optional>
#include <string_view>

namespace mi {

// How a run of lines looks.
struct PdfLook {
  double size = 0;       // of its font
  double body_size = 0;  // of the font of most of the file
  bool bold = false;
  std::size_t lines = 0;
};

struct PdfHeading {
  int depth = 1;          // 1 for the outermost
  bool is_plain = false;  // it is numbered or named: not told by its font alone
};

// Nothing where the text is no heading. The depth of a numbered one is that of its number; else 1
// for the names that every paper uses and for large print, 2 for larger print, 3 for bold.
std::optional<PdfHeading> heading_of(std::string_view text, const PdfLook& look);

}  // namespace mi
