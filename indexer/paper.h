// Reads a paper's page into a Document: what mi-fetch stored becomes what mi-index indexes.
//
// Made for the Distill templates (version 1, version 2 as written and as served) and the
// Transformer Circuits thread; any other article page is read by its <main>, its <article>, or
// where most of its text is. What is in the document: core/document.h, paper_metadata.h,
// paper_body.h.
#pragma once

#include <string_view>

#include "core/document.h"
#include "core/page.h"

namespace mi {

// Total: any bytes give a document. The page's addresses become the document's: `page.url` its id,
// `page.final_url` what a reader opens and what relative links start from.
Document read_paper(std::string_view html, const Page& page);

// Whether a page had an article to read. False for an empty shell, which a script fills in a
// browser (title, authors and description are known, sections are none), and for an empty page.
inline bool has_body(const Document& document) { return !document.sections.empty(); }

}  // namespace mi
