// How an answer was found, as its page tells it: what was searched otherwise or besides, and what
// may have been meant.
#pragma once

#include "core/results.h"
#include "searchd/html.h"
#include "searchd/messages.h"
#include "searchd/searcher.h"

namespace mi {

// Remarks, the query that was answered instead, expansions each with a link that leaves it out, the
// suggestion. Nothing where there is nothing to tell.
Html how_searched(Language language, const Results& results, const SearchRequest& request);

}  // namespace mi
