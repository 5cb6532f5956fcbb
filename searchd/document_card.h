// A document among the results: what it is, its passages that answer, and what notes say of it.
#pragma once

#include "core/results.h"
#include "searchd/html.h"
#include "searchd/page_viewer.h"
#include "searchd/searcher.h"

namespace mi {

// Its best passages in full, the others behind a disclosure. Titles and headings of papers lead to
// their pages; a note's title leads to the reader's view. Below a paper: the sentences of notes
// that link to it; and how to see all of its passages that match.
Html document_card(const Viewer& viewer, const Results& results, const DocumentHits& group,
                   const SearchRequest& request);

}  // namespace mi
