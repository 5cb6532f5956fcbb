// What a query may become, for programs and for browsers.
#pragma once

#include <string>

#include "core/completions.h"

namespace mi {

// The query that it becomes when the completion is chosen.
std::string completed_query(const std::string& typed, const Completion& completion);

// One object, compact, no newline at the end:
//   {"schema":1, "query", "generation", "took_ms", "suggestions":[
//     {"text", "kind":"title"|"heading"|"term"|"phrase", "query", "replaces"}]}
// "text" stands for what was typed from "replaces" on, which is a number of UTF-16 code units (as
// in JavaScript's text.slice(0, replaces) + suggestion.text); "query" is both together.
std::string render_suggestions_json(const Suggestions& suggestions);

// As OpenSearch Suggestions 1.1 has it: ["sup",["superposition","superposition hypothesis"]].
std::string render_opensearch_suggestions(const Suggestions& suggestions);

// A whole query a line, for a terminal: control characters are dropped.
std::string render_suggestions_text(const Suggestions& suggestions);

}  // namespace mi
