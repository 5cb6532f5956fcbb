// Takes the scores of an answer's hits apart (searchd/explain.h), asking the index for each leaf of
// the plan by itself, by the same weights.
#pragma once

#include <vector>

#include "core/results.h"
#include "searchd/passage_index.h"
#include "searchd/query_plan.h"

namespace mi {

// A hit as the index knows it, and how much of its score is its neighbours' (searchd/neighbours.h)
// from searchd/feedback.h and searchd/variety.h.
struct ScoredHit {
  PassageNumber number = 0;
  double neighbours = 0;
  double feedback = 0;
  double variety = 0;
};

// Fills in Hit::parts: `hits` are those of the results, in the same order. Throws as PassageIndex
// does.
void add_parts(const PassageIndex& index, const QueryPlan& plan, const std::vector<ScoredHit>& hits,
               Results& results);

}  // namespace mi
