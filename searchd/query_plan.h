// QueryPlan: how a query is matched and scored, as a tree of weighted terms. Between the query as
// typed (core/query.h) and the engine: everything that decides on ranking is decided here, without
// the engine, and can be printed, tested and explained. searchd/planner.h makes it.
//
//   "toy model" superposition 중첩
//     (filter (any toy model superposit 중첩 0.5*XG중첩 0.1*(near/8 toy model) ...)
//             (phrase toy model))
//
// Scores add: a passage's score is the sum over the leaves that it matches, each times the factors
// above it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

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
  word,        // a word as typed
  bigram,      // a 2-gram of a Hangul word
  proximity,   // two words of the query near each other
  all_words,   // all words of the query in one passage
  condition,   // a phrase, a field, +word, AND: must be there
  expansion,   // stands for the word from another source
  name,        // the word as an author's name, or as the year
  definition,  // the passage says what the query means
  heading,     // the passage's own heading is the query
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

using QueryPlans = std::vector<QueryPlan>;

QueryPlan leaf(PlanOp op, std::vector<std::string> terms, LeafOrigin origin, std::string word);
QueryPlan term_leaf(std::string term, LeafOrigin origin, std::string word);

// Several plans as one; one stays as it is, none is PlanOp::nothing.
QueryPlan joined(PlanOp op, QueryPlans plans);

// For the operators whose first child is another than the rest; alone, the first stays as it is.
QueryPlan with_first(PlanOp op, QueryPlan first, QueryPlans others);

// The plan on one line.
std::string to_string(const QueryPlan& plan);

}  // namespace mi
