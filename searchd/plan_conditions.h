// What a query asks of a passage for it to be found at all: phrases, +words, -words, fields, AND,
// OR, NEAR. What scores (searchd/plan_scoring.h) hangs on it.
#pragma once

#include "core/query.h"
#include "searchd/collection_statistics.h"
#include "searchd/query_plan.h"

namespace mi {

// The whole plan: what holds by the query, scored by the leaves. PlanOp::nothing where it asks for
// nothing.
QueryPlan with_conditions(const Query& root, QueryPlans leaves,
                          const CollectionStatistics& statistics);

}  // namespace mi
