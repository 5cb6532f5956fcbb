// A QueryPlan as Xapian's query. A private header: only the files that docs/design.md names for
// Xapian include it.
#pragma once

#include <xapian.h>

#include "searchd/query_plan.h"

namespace mi {

// What matches the plan, with its factors. Recursion is bounded by the depth of the query.
Xapian::Query to_xapian(const QueryPlan& plan);

// The same, where what scores is left to a source of passages: the part of the plan that is
// `scoring` itself (scoring_part() of searchd/score_sum.h).
Xapian::Query to_xapian(const QueryPlan& plan, const QueryPlan& scoring,
                        Xapian::PostingSource& source);

}  // namespace mi
