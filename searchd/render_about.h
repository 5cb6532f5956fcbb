// What is known of a work, as text for a terminal or as JSON for programs.
#pragma once

#include <cstddef>
#include <string>

#include "core/about.h"
#include "searchd/render_text.h"

namespace mi {

// The work; what the notes say of it, sentence by sentence, with path and line; what cites it; what
// it cites, first what the collection has, then how many it has not and their titles. `width` as in
// render_text; control characters of the texts are dropped.
std::string render_about_text(const About& about, TextStyle style, std::size_t width);

// One object, compact, no newline at the end:
//   {"schema":1, "generation", "name", "document":{...}|null, "others":[...], "mentions":[...],
//    "cited_by":[...], "cites":[...], "links":[...]}   (json_parts.h)
std::string render_about_json(const About& about);

}  // namespace mi
