// Term pairs: the translations and acronyms that a document tells.
#pragma once

#include <cstddef>
#include <vector>

#include "core/document.h"

namespace mi {

// Translations (indexer/translation.h) are looked for in notes that hold Hangul, acronyms
// (indexer/acronym.h) in every document; in headings and in all text but code. Each pair stands
// once, where it is said first; at most kMaxTermPairs.
// Total and linear in the text.
std::vector<TermPair> find_term_pairs(const Document& document);

inline constexpr std::size_t kMaxTermPairs = 2000;

}  // namespace mi
