// Portions: a Markdown text in pieces, none of which costs its parser much memory.
//
// cmark keeps the whole tree of what it parses: some 400 bytes for each '*' or '[', so that a note
// of 8 MiB of them would take gigabytes. A note that people write is one portion.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mi {

struct MarkdownPortion {
  std::string opener;     // to be parsed in front of the text: see below; mostly empty
  std::string_view text;  // the portions' texts, joined, are the whole text
  int first_line = 1;     // of `text` in the whole text, 1-based
};

// What one portion may hold of characters that cmark makes nodes of, line ends among them.
inline constexpr std::size_t kMaxPortionCost = 150'000;

// Cuts the text where a portion is full: behind a blank line before text that continues no list or
// quote; where there is none such in time, before any line; and inside of a line that is too much
// alone. The opener is then the line that opened the fence which is cut, with its '\n', or "<b>",
// which shows nothing and keeps the rest of a line from being read as the start of one.
//
// Text is never lost by a cut. Markup that spans one is not understood: a link whose address is
// defined in another portion keeps its text only.
std::vector<MarkdownPortion> split_markdown(std::string_view text);

}  // namespace mi
