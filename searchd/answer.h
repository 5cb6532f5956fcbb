// Answering: a planned query becomes results. Throws as PassageIndex does.
#pragma once

#include <cstddef>
#include <string>

#include "core/expected.h"
#include "core/results.h"
#include "searchd/passage_index.h"
#include "searchd/passage_order.h"
#include "searchd/planner.h"

namespace mi {

// Where the newest documents come first, each shows its best so many: one long paper would fill the
// page otherwise.
inline constexpr std::size_t kPassagesOfNewest = 3;

struct AnswerOptions {
  std::size_t offset = 0;         // passages skipped
  std::size_t limit = 10;         // passages wanted
  std::size_t snippet_bytes = 0;  // of each hit
  LiftWeights lifts{};            // searchd/neighbours.h, searchd/feedback.h
  bool explain = false;           // fill in Hit::parts
  bool facets = false;            // fill in Results::facets
  bool counts = false;            // fill in Results::document_passages
  bool notes = false;             // fill in Results::document_notes
  bool newest_first = false;      // SearchOrder::newest
  bool mentions = false;          // fill in Results::document_mentions
};

// Hits, their documents, the total, and what else the options ask for. Nothing of the query itself:
// Results::query, remarks and expansions stay empty. Fails where the text is damaged.
Expected<Results> answer_plan(const PassageIndex& index, const PlannedQuery& planned,
                              const AnswerOptions& options);

}  // namespace mi
