// Related: the words that tell a text from the others of a collection, to find more like it.
#pragma once

#include <string_view>

#include "searchd/collection_statistics.h"
#include "searchd/planner.h"

namespace mi {

// Terms of a "more like this", at most.
inline constexpr std::size_t kMaxRelatedTerms = 25;

// The words of the text that are the most frequent in it and the rarest in the collection
// ((1 + log tf) x idf), each weighed by 1 + log tf; those of no other passage are left out. Nothing
// matches where the text has none.
PlannedQuery plan_related(std::string_view text, const CollectionStatistics& statistics);

}  // namespace mi
