// PDF text: lines in reading order become sections of paragraphs.
#pragma once

#include <vector>

#include "core/document.h"
#include "indexer/pdf_layout.h"

namespace mi {

// Sections begin at headings: short lines that are numbered ("2.1 Method", "IV. RESULTS", "A
// Proofs") or named ("Abstract", "References") and stand out by their font, or are set larger than
// the text. Paragraphs are parted by gaps, indents, fonts and short last lines, and joined again
// across columns and pages; captions, footnotes and list items are blocks of their kind.
//
// Every line is in exactly one block or heading; a heading that nothing stands under is kept as a
// paragraph. Anchors are "page=N", which viewers of PDF understand as a fragment (RFC 8118).
std::vector<Section> read_pdf_text(const std::vector<PdfLine>& lines);

}  // namespace mi
