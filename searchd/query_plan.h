// QueryPlan: how a query is matched and scored, as a tree of weighted terms. Between the query as
// typed (core/query.h) and the engine: everything that decides on ranking is decided here, without
// the engine, and can be printed, tested and explained.
//
//   "toy model" superposition 중첩
//     (filter (any toy model superposit 중첩 0.5*XG중첩 0.1*(near/8 toy model) ...)
//             (phrase toy model))
//
// Scores add: a passage's score is the sum over the leaves that it matches, by BM25, each times the
// factors above it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/glossary.h"
#include "core/query.h"
#include "core/results.h"
#include "searchd/snippet.h"

namespace mi {

enum class PlanOp : std::uint8_t {
  nothing,     // matches no passage
  everything,  // matches all, scores nothing
  // Leaves:
  term,     // terms[0]
  phrase,   // terms beside each other in this order
  near,     // terms within a window of `window` words, in any order
  synonym,  // any of the terms, scored as if they were one
  bonus,    // terms[0]; every passage that has it scores 1
  range,    // value slot `slot` from terms[0] to terms[1], both ends in; scores nothing
  // Of children:
  any,      // one matches; scores add
  all,      // all match; scores add
  filter,   // all match; the first scores alone
  maybe,    // the first matches; scores add
  without,  // the first matches and the others do not
};

// Why a leaf is there.
enum class LeafOrigin : std::uint8_t {
  word,       // a word as typed
  bigram,     // a 2-gram of a Hangul word
  proximity,  // two words of the query near each other
  all_words,  // all words of the query in one passage
  condition,  // a phrase, a field, +word, AND: must be there
  expansion,  // stands for the word from another source
  name,       // the word as an author's name, or as the year
};

struct QueryPlan {
  PlanOp op = PlanOp::nothing;
  double factor = 1;  // of the scores of all below
  std::vector<std::string> terms{};
  std::vector<QueryPlan> children{};
  std::uint32_t window = 0;
  std::uint32_t slot = 0;
  LeafOrigin origin = LeafOrigin::word;
  std::string word{};    // of the query, as typed, that the leaf answers
  std::string source{};  // of an expansion: where it comes from ("prefix", "glossary")

  friend bool operator==(const QueryPlan&, const QueryPlan&) = default;
};

// What a plan asks of the collection.
struct CollectionStatistics {
  std::uint64_t passages = 0;
  std::function<std::uint64_t(const std::string& term)> frequency;  // passages that have the term
  // Terms that begin so, the most frequent first, at most so many.
  std::function<std::vector<std::string>(const std::string& prefix, std::size_t limit)> completions;
  // The work keys (core/work_key.h) of the documents that go by a name (searchd/library.h). May be
  // empty: the text alone names the work then.
  std::function<std::vector<std::string>(const std::string& text)> keys_of_named;
};

struct PlanOptions {
  double bigram_weight = 0.5;          // of a 2-gram beside its word
  double proximity_weight = 0.1;       // of two adjacent query words found near each other
  std::uint32_t proximity_window = 8;  // words
  double all_words_weight = 0.2;       // bonus of a passage that has all words; 0: none
  double acronym_weight = 0.1;         // of an acronym's long form, and the reverse
  double name_weight = 2.5;            // of a word that names an author or the year, times its idf
  // Expansions that the reader does not want: Expansion::text, by glossary_key().
  std::vector<std::string> dropped_expansions{};
};

// More words than this are not looked for: the rarest are.
inline constexpr std::size_t kMaxRankedWords = 32;
// The terms that a prefix stands for, at most: the most frequent.
inline constexpr std::size_t kMaxCompletions = 64;

struct PlannedQuery {
  QueryPlan plan;
  TermWeights marks;       // what snippets mark
  bool unordered = false;  // nothing in it scores: a list of what the conditions let through
  // Words that were left out because there were more than kMaxRankedWords; as typed, each once.
  std::vector<std::string> left_out;
  std::vector<Expansion> expansions;
  std::vector<Expansion> dropped;  // left out as PlanOptions asked
  bool has_unknown_word = false;   // a Latin word of four letters and more that no passage has
};

// Pure. The plan's size is bounded by that of the query, which the parser bounds.
PlannedQuery plan_query(const Query& query, const PlanOptions& options,
                        const CollectionStatistics& statistics,
                        const Glossary& glossary = Glossary());

// Robertson's idf of a term, never below a trifle.
double rarity(const CollectionStatistics& statistics, const std::string& term);

// The plan on one line.
std::string to_string(const QueryPlan& plan);

}  // namespace mi
