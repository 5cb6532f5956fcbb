// How an answer's passages divide by document and by facet. Throws as PassageIndex does.
#pragma once

#include "core/expected.h"
#include "core/results.h"
#include "searchd/passage_index.h"
#include "searchd/planner.h"
#include "searchd/query_plan.h"

namespace mi {

// Fills in Results::document_passages.
void add_document_counts(const PassageIndex& index, const QueryPlan& plan, Results& results);

// Fills in Results::document_notes.
void add_note_counts(const PassageIndex& index, Results& results);

// Fills in Results::facets, over the best kExactTotal passages. Fails where the text is damaged.
Expected<void> add_facets(const PassageIndex& index, const PlannedQuery& planned, Results& results);

}  // namespace mi
