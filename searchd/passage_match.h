// Matching: asks a PassageIndex which passages match a plan, with what scores. All of it throws as
// PassageIndex does.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "searchd/best_passages.h"
#include "searchd/passage_index.h"
#include "searchd/planner.h"
#include "searchd/query_plan.h"

namespace mi {

// As many matches are looked at before a total is estimated: those that can be paged through
// (Searcher's kMaxResults) and one more.
inline constexpr std::size_t kExactTotal = 1000;

struct Matches {
  std::vector<MatchedPassage> best;  // first
  std::uint64_t total = 0;           // passages that match; of an unordered plan, documents
  bool total_is_exact = true;        // up to kExactTotal it always is
};

enum class MatchOrder {
  score,   // the best first; where the plan is unordered, the newest documents, a passage of each
  newest,  // by the date of the document, the documents of one date apart, in each the best first
};

// The first passages for a plan.
Matches match(const PassageIndex& index, const PlannedQuery& planned, std::size_t limit,
              MatchOrder order = MatchOrder::score);

// How many passages that have the term match a plan; above kExactTotal an estimate.
std::uint64_t count_matches(const PassageIndex& index, const QueryPlan& plan,
                            const std::string& term);

// What a leaf of a plan gives, without the factors above and on it, to each of the passages that
// matches it.
using LeafScores = std::map<PassageNumber, double>;
LeafScores leaf_scores(const PassageIndex& index, const QueryPlan& leaf,
                       std::vector<PassageNumber> passages);

}  // namespace mi
