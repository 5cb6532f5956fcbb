// Reads a paper's PDF into a Document. The only door to Poppler.
#pragma once

#include <string_view>

#include "core/document.h"
#include "core/expected.h"
#include "core/page.h"

namespace mi {

// What is longer is no paper: Poppler takes quadratic time for pages, and words take memory.
inline constexpr int kMaxPdfPages = 3000;
inline constexpr std::size_t kMaxPdfWords = 3'000'000;

// The text page by page, columns one after another (pdf_layout.h), without running heads
// (pdf_running_heads.h), as sections of paragraphs whose anchors are "page=N" (pdf_text.h); title,
// authors and date (pdf_front.h). `page` gives the addresses, as in read_paper. Formulas are the
// characters that the file has for them, tables their lines.
//
// Any bytes give a document or an error: no PDF, damaged beyond reading, locked with a password,
// without pages, without text (scanned pages), or too long. Poppler may crash or take its time over
// hostile bytes: read them in a worker process (reading_pool.h). Nothing of the file is run.
Expected<Document> read_pdf(std::string_view bytes, const Page& page);

}  // namespace mi
