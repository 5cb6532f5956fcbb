// What a query looks for that describes a thing instead of naming it: the terms that
// core/described_terms.h has for it, beside the query's own words.
//
// A term of several words is worth most where its words stand near each other: in a collection of
// another field, which has the words and not the term, nothing changes. Measured: .004 to .32
// nDCG@10 for needs told in words that no passage has (docs/ranking.md).
#pragma once

#include <string>
#include <vector>

#include "core/described_terms.h"
#include "core/results.h"
#include "searchd/collection_statistics.h"
#include "searchd/query_plan.h"
#include "searchd/query_words.h"

namespace mi {

struct DescriptionLeaves {
  QueryPlans leaves;
  std::vector<Expansion> said;     // for the reader; source "described"
  std::vector<Expansion> dropped;  // the same, of those left out
};

struct DescriptionOptions {
  double weight = 1.3;                 // of a term, times the confidence; 0: none are looked for
  std::uint32_t proximity_window = 8;  // words
  std::vector<std::string> dropped{};  // not wanted: Expansion::text, by glossary_key()
};

// Of each concept at most kMostSpellings terms, of those whose words the collection has. Nothing
// for a query that is no plain run of words.
DescriptionLeaves description_leaves(const QueryWords& query, const DescriptionOptions& options,
                                     const CollectionStatistics& statistics,
                                     const DescribedTerms& descriptions);

inline constexpr std::size_t kMostSpellings = 3;

}  // namespace mi
