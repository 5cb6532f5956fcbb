// The planner: a query as parsed -> how it is matched and scored.
#pragma once

#include <string>
#include <vector>

#include "core/glossary.h"
#include "core/query.h"
#include "core/results.h"
#include "searchd/collection_statistics.h"
#include "searchd/plan_scoring.h"
#include "searchd/query_plan.h"
#include "searchd/query_words.h"
#include "searchd/snippet.h"

namespace mi {

struct PlannedQuery {
  QueryPlan plan;
  TermWeights marks;       // what snippets mark
  bool unordered = false;  // nothing in it scores: a list of what the conditions let through
  // Words that were left out because there were more than kMaxRankedWords; as typed, each once.
  std::vector<std::string> left_out;
  std::vector<Expansion> expansions;
  std::vector<Expansion> dropped;  // left out as PlanOptions asked
  bool is_keyword = false;         // searchd/whole_query.h
  bool has_unknown_word = false;   // that no passage has, and that may be misspelt
};

// Pure. The plan's size is bounded by that of the query, which the parser bounds.
PlannedQuery plan_query(const Query& query, const PlanOptions& options,
                        const CollectionStatistics& statistics,
                        const Glossary& glossary = Glossary());

}  // namespace mi
