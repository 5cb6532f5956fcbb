// What a query of few words asks for as a whole: the passage that says what it means, and the
// section that is called by it.
//
// A keyword stands in the title and headings of every passage of a paper about it, and ranks them
// arbitrarily; which of them defines it was found when they were indexed (indexer/definition.h).
// Given to the words as typed, and not to their translations: measured on our own field, those lost
// .003 nDCG@10.
#pragma once

#include <cstddef>

#include "searchd/collection_statistics.h"
#include "searchd/plan_scoring.h"
#include "searchd/query_plan.h"
#include "searchd/query_words.h"

namespace mi {

// More words than these, stop words left out, are no term and no heading.
inline constexpr std::size_t kMaxDefinedWords = 3;
inline constexpr std::size_t kMaxHeadingWords = 8;

// Whether the query is no more than so many words beside each other as a term may have.
bool is_keyword(const QueryWords& words);

// Bonuses, in terms of the words' idf. None where the query is more than words beside each other,
// and none that no passage has.
QueryPlans whole_query_bonuses(const QueryWords& words, const PlanOptions& options,
                               const CollectionStatistics& statistics);

}  // namespace mi
