// Expansion: what else stands for the words of a query, by the glossary: "superposition" for 중첩,
// the long form for an acronym and the reverse.
//
// A translation of one word counts as the word itself: the engine scores them as if they were one
// term, by how many passages have either, so that a translation never outranks the word by being
// rarer. The first word of a longer translation counts as the first word of the query's term, the
// second as the second; words left over are looked for beside them. Hangul is expanded to English
// and never the reverse: measured on our own field, both ways lost .017 nDCG@10.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "core/analyzer.h"
#include "core/glossary.h"
#include "core/results.h"

namespace mi {

// A word of the query: what the analyzer made of it (no 2-gram, no compound), and as typed.
struct ExpandableWord {
  Token token;
  std::string typed;
};

// Terms to look for besides, of the word at that place.
struct AddedTerms {
  std::size_t word = 0;
  std::vector<std::string> terms;  // one; or two, to be near each other
  bool is_acronym = false;         // an acronym's long form, or the reverse
  std::string source;              // name_of(GlossarySource)

  friend bool operator==(const AddedTerms&, const AddedTerms&) = default;
};

struct QueryExpansion {
  std::vector<std::vector<std::string>> same;  // of each word: terms that count as that word
  std::vector<AddedTerms> added;
  std::vector<Expansion> said;     // for the reader, in the order of the words
  std::vector<Expansion> dropped;  // the same, of those left out
};

// How many passages have a term.
using TermFrequency = std::function<std::uint64_t(const std::string& term)>;

// At most kMaxExpansions for each term of the glossary; only terms that some passage has.
// `dropped`: expansions that the reader does not want: Expansion::text, by glossary_key().
QueryExpansion expand_words(const std::vector<ExpandableWord>& words, const Glossary& glossary,
                            const std::vector<std::string>& dropped,
                            const TermFrequency& frequency);

inline constexpr std::size_t kMaxExpansions = 3;

}  // namespace mi
