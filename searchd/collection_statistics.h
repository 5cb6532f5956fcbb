// CollectionStatistics: what the planning of a query asks of the collection, without the engine;
// and how rare its terms are.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "searchd/spelling.h"

namespace mi {

// What a plan asks of the collection.
struct CollectionStatistics {
  std::uint64_t passages = 0;
  std::function<std::uint64_t(const std::string& term)> frequency;  // passages that have the term
  // Terms that begin so, the most frequent first, at most so many.
  std::function<std::vector<std::string>(const std::string& prefix, std::size_t limit)> completions;
  // Words of the collection that are most like one, as SpellingIndex::similar(). May be empty: no
  // word is taken for misspelt then.
  std::function<std::vector<Spelling>(std::string_view word, std::size_t limit)> similar;
  // The work keys (core/work_key.h) of the documents that go by a name (searchd/library.h). May be
  // empty: the text alone names the work then.
  std::function<std::vector<std::string>(const std::string& text)> keys_of_named;
};

// Robertson's idf of a term, never below a trifle.
double rarity(const CollectionStatistics& statistics, const std::string& term);

// The idf of a term that so many of all passages have, as Xapian's BM25Weight has it: never below 0
// however common the term is.
double bm25_idf(std::uint64_t passages, std::uint64_t have);

// What to multiply a Hangul term's score with so that it is weighed by its rarity among the Korean
// passages. Among mostly English ones every Korean word is rare, and Korean notes would win every
// Korean query.
double rarity_among_korean(const CollectionStatistics& statistics, const std::string& term);

// bm25_idf of a word; of a Hangul word, among the Korean passages.
double idf_of_word(const CollectionStatistics& statistics, const std::string& term, bool is_hangul);

}  // namespace mi
