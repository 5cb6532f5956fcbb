// Snippets: the window of a passage that answers the query best, with the answering words marked.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/results.h"

namespace mi {

// The terms that a query looks for, its expansions among them, and how much each is worth: its
// rarity. Words as the analyzer makes them; a symbol of a formula as term_of() names it ("XM_Q").
// A Hangul term also marks longer words that contain it (중첩 in 중첩표현), and words of two
// syllables or more that it begins or ends with (인덕션 헤드 for 인덕션헤드), which count half. A
// formula is marked as a whole, where it has at least half of the symbols.
using TermWeights = std::map<std::string, double, std::less<>>;

// A window of about `bytes` bytes that holds the most worth of different terms, those beside each
// other before others; the beginning of the passage where no term occurs. It begins and ends
// between words, outside formulas where that costs no more than another window, and never inside a
// letter. Marks cover whole words. Linear in the text, but for Hangul words, each of which is held
// against each Hangul term.
Snippet make_snippet(std::string_view text, const TermWeights& terms, std::size_t bytes);

// The words of a text that answer the query, in order, apart from each other: what a snippet marks.
std::vector<Span> find_marks(std::string_view text, const TermWeights& terms);

}  // namespace mi
