// Snippets: the window of a passage that answers the query best, with the answering words marked.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/results.h"

namespace mi {

// The terms that a query looks for (as the analyzer makes them, without prefix) and how much each
// is worth: its rarity. A Hangul term also marks longer words that contain it (중첩 in 중첩표현).
using TermWeights = std::map<std::string, double, std::less<>>;

// A window of about `bytes` bytes that holds the most worth of different terms, beginning and
// ending between words; the beginning of the passage where no term occurs. Marks cover whole words.
Snippet make_snippet(std::string_view text, const TermWeights& terms, std::size_t bytes);

}  // namespace mi
