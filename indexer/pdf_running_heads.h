// Running heads and feet: what stands on every page of a PDF and belongs to none.
#pragma once

#include <vector>

#include "indexer/pdf_layout.h"

namespace mi {

// Drops the first and the last two lines of a page that stand at the same height on another
// page with the same words, whatever their numbers: page numbers, the paper's title, "Preprint".
// Where half of the pages have such a line, whatever stands alone at its height is one too: the
// running title of a section of one page. A page's own number alone is dropped in any case; a page
// that is nothing else keeps its lines.
void drop_running_heads(std::vector<PdfLine>& lines);

}  // namespace mi
