// What a prefix of a query (`superpos*`) stands for.
#pragma once

#include <cstddef>

#include "core/query.h"
#include "searchd/collection_statistics.h"
#include "searchd/query_plan.h"

namespace mi {

// The terms that a prefix stands for, at most: the most frequent.
inline constexpr std::size_t kMaxCompletions = 64;

// One leaf for all of them: the stem of the prefix as a word, and the terms that begin with it.
// Matches nothing where there is neither. `query` is a QueryOp::prefix.
QueryPlan prefix_leaf(const Query& query, const CollectionStatistics& statistics);

}  // namespace mi
