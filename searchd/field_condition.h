// What a field of a query asks of a passage, as a plan: by the terms that each passage has of its
// document (core/schema.h).
#pragma once

#include "core/query.h"
#include "searchd/query_plan.h"

namespace mi {

// Matches nothing where no document can have the value: a site without a name, a title of no words.
// `query` is a QueryOp::field.
QueryPlan field_condition(const Query& query, const CollectionStatistics& statistics);

}  // namespace mi
