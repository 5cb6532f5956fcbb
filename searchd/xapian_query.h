// A QueryPlan as Xapian's query. A private header: only the files that docs/design.md names for
// Xapian include it.
#pragma once

#include <xapian.h>

#include "searchd/query_plan.h"

namespace mi {

// The whole plan, with its factors. Recursion is bounded by the depth of the query.
Xapian::Query to_xapian(const QueryPlan& plan);

// The same without the factor of the plan itself.
Xapian::Query unscaled_xapian(const QueryPlan& plan);

}  // namespace mi
