// More like a document or one of its passages: the plan that finds others like it
// (searchd/related.h), without the document itself. Throws as PassageIndex does.
#pragma once

#include <string>

#include "core/expected.h"
#include "searchd/collection_statistics.h"
#include "searchd/passage_index.h"
#include "searchd/planner.h"
#include "searchd/shelf.h"

namespace mi {

// The document goes by `name` as in searchd/library.h; behind it "#anchor" (of a paper) or ":line"
// (of a note) names one passage. ErrorKind::usage where there is no such document.
Expected<PlannedQuery> plan_more_like(const PassageIndex& index, const Shelf& shelf,
                                      const CollectionStatistics& statistics,
                                      const std::string& name);

}  // namespace mi
