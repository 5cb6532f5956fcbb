// What an answer can be narrowed by, with how many passages each choice has: kind, site, tag and
// language as lists, years as a histogram. All of it links.
#pragma once

#include "core/results.h"
#include "searchd/html.h"
#include "searchd/messages.h"
#include "searchd/searcher.h"

namespace mi {

// The panel, from Results::facets. A field that leaves no choice is not shown, unless it is chosen;
// nothing where there is no field to show.
Html filter_panel(const Messages& words, const Results& results, const SearchRequest& request);

}  // namespace mi
