// What a line of Markdown is by its shape alone.
#pragma once

#include <cstddef>
#include <string_view>

namespace mi {

// The longest label of a footnote, a wiki link, a callout that is read, in bytes.
inline constexpr std::size_t kMaxLabel = 256;

// A line of "***", "- - -" or "____": a rule, and no nest of lists.
bool is_rule(std::string_view line);

// The number of columns that a table's delimiter row ("|---|:-:|") names at most; 0 for any other
// line.
std::size_t table_columns(std::string_view line);

// "^label" of a "[^label]" that the text begins with, else empty.
std::string_view footnote_label(std::string_view text);

// Bytes of "[!kind]", with the '-' or '+' of one that folds, that the text begins with; else 0.
std::size_t callout_size(std::string_view text);

// The fence that opens a code block: its character, and how often it stands there.
struct CodeFence {
  char mark = 0;  // 0: there is none
  std::size_t size = 0;
};

// The fence that a line's content opens.
CodeFence opened_fence(std::string_view content);

// Whether a line's content closes the fence.
bool closes_fence(std::string_view content, CodeFence fence);

}  // namespace mi
