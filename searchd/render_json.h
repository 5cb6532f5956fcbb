// JSON renderers: the answer for programs. Their shapes are promises; a field may be added, none
// changes its meaning without a new "schema".
#pragma once

#include <string>

#include "core/results.h"

namespace mi {

// One object (compact, one line, no newline at the end), hits grouped by group_by_document:
//   {"schema":1, "query", "generation", "took_ms", "estimated_total", "total_is_exact",
//   "documents":[
//     {"id", "kind":"paper"|"note", "title", "authors":[], "date", "site", "url", "language",
//      "tags":[], "draft", "fetched", "hits":[
//        {"rank", "score", "heading":[outermost..innermost], "anchor", "url",
//         "lines":[first,last]    (notes only),
//         "text"                  (the whole passage),
//         "snippet":{"text", "marks":[[begin,end],...], "cut_before", "cut_after"}}]}]}
// Where there are any: "remarks":[...], what to know of how it was searched; "expansions" and
//   "dropped":[{"word", "text", "source"}], what was searched besides and what the request left out
//   of it; "answered" and "suggestion", queries. Where asked for:
//   "facets":[{"field", "values":[{"value", "passages"}]}] and "facet_passages", beside
//   "documents"; "passages", how many of the document match, and "notes", how many notes link to
//   it, in a document; "parts":[{"reason",
//   "word", "terms":[], "source", "fields":[], "weight", "score"}] in a hit.
// Marks are half-open ranges of UTF-16 code units, as JavaScript's text.slice(begin, end) wants
// them; where all characters are in the basic plane (all Hangul is) they are code points too.
// A hit's "url" is link_to_hit; a document's "url" is its web address, or a note's path. Both are
// "" where a paper's address is not http or https. What is not known is "".
std::string render_json(const Results& results);

// One object a line for each passage, in rank order, exactly:
//   {"rank", "doc", "title", "kind", "heading":[], "anchor", "url", "text", "score"}
// "doc" is DocumentInfo::id, "text" the whole passage. No hits: the empty string.
std::string render_jsonl(const Results& results);

}  // namespace mi
