// Results as text for a terminal or a pipe.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/results.h"

namespace mi {

enum class TextStyle {
  plain,   // no escape sequences: pipes and files
  colour,  // ANSI colours, and marks in bold: terminals
};

// Grouped by document, best passage first; each passage with its heading path, its snippet, wrapped
// to `width` columns (Hangul counts two), and the link that lands on it; from the fourth passage of
// a document on, one line with heading and link. Then, as far as the results have them, how many
// more passages of the document match and the command that shows them, what made the scores, the
// facets and the remarks. Control characters of the texts are dropped, so that no page can drive
// the terminal. `options`: of mi-search, which the command repeats.
std::string render_text(const Results& results, TextStyle style, std::size_t width,
                        const std::vector<std::string>& options = {});

}  // namespace mi
