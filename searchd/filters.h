// Filters: conditions that are chosen beside a query, by name, rather than typed into it. They
// narrow what is found as the query's own fields do, and leave the query as it was typed.
#pragma once

#include <vector>

#include "core/query.h"
#include "searchd/collection_statistics.h"
#include "searchd/planner.h"

namespace mi {

// The plan narrowed to what all filters let through; each is a QueryOp::field. Of several values of
// one field one is enough, but for tags, of which all must be there.
PlannedQuery narrowed(PlannedQuery planned, const std::vector<Query>& filters,
                      const CollectionStatistics& statistics);

// The filters of other fields than this one.
std::vector<Query> filters_but(QueryField field, const std::vector<Query>& filters);

}  // namespace mi
