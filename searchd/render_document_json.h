// A document whole, as JSON for programs.
#pragma once

#include <string>

#include "searchd/whole_document.h"

namespace mi {

// One object, compact, no newline at the end:
//   {"schema":1, "generation",
//    "document":{"id", "kind", "title", "authors":[], "affiliations":[], "date", "site", "url",
//                "language", "description", "doi", "tags":[], "draft", "fetched", "aliases":[]},
//    "sections":[{"heading":[outermost..innermost], "anchor", "passages":[
//      {"text", "marks":[[begin,end],...], "anchor", "url",
//       "lines":[first,last]    (notes only)}]}],
//    "mentions":[...], "cited_by":[...], "cites":[...], "links":[...]}   (json_parts.h)
// Marks, addresses and what is not known are as in render_json.h.
std::string render_document_json(const WholeDocument& document);

}  // namespace mi
