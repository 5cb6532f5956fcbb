// What a field of a query asks of a passage, as a plan: by the terms that each passage has of its
// document (core/schema.h).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/query.h"
#include "searchd/collection_statistics.h"
#include "searchd/query_plan.h"

namespace mi {

// Matches nothing where no document can have the value: a site without a name, a title of no words.
// `query` is a QueryOp::field.
QueryPlan field_condition(const Query& query, const CollectionStatistics& statistics);

// The terms of the symbols of a formula in TeX, in their order: what math: looks for.
std::vector<std::string> symbol_terms(std::string_view formula);

}  // namespace mi
