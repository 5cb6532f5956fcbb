// The query language: words, "phrases" and -without. Any text is a query.
//
//   superposition             passages with the word, in any of its forms
//   toy model                 passages with either word, those with both first
//   "toy model"               passages with these words beside each other
//   superposition -quantum    without passages that have the word quantum
//   -"toy model"              without the phrase
//
// What is not closed or hangs in the air is read as words: a lone quote, a lone hyphen.
#pragma once

#include <cstddef>
#include <string_view>

#include "core/expected.h"
#include "core/query.h"

namespace mi {

inline constexpr std::size_t kMaxQueryBytes = 1024;
inline constexpr std::size_t kMaxQueryWords = 32;

// The root is an `any`; it has no children where the text has no words. Bytes that are not UTF-8
// are read as U+FFFD. Fails (ErrorKind::usage) on more than kMaxQueryBytes or kMaxQueryWords.
Expected<Query> parse_query(std::string_view text);

}  // namespace mi
