#include "searchd/planner.h"

#include <utility>

#include "searchd/plan_conditions.h"

namespace mi {

PlannedQuery plan_query(const Query& query, const PlanOptions& options,
                        const CollectionStatistics& statistics, const Glossary& glossary) {
  ScoringPlan scoring = plan_scoring(query, options, statistics, glossary);
  PlannedQuery planned;
  planned.unordered = scoring.leaves.empty();
  planned.marks = std::move(scoring.marks);
  planned.is_keyword = scoring.is_keyword;
  planned.has_unknown_word = scoring.has_unknown_word;
  planned.expansions = std::move(scoring.expansions);
  planned.dropped = std::move(scoring.dropped);
  planned.left_out = std::move(scoring.left_out);
  planned.plan = with_conditions(query, std::move(scoring.leaves), statistics);
  return planned;
}

}  // namespace mi
