// Passages: a document's sections cut into the runs of text that are indexed and shown.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "core/config.h"
#include "core/document.h"

namespace mi {

// Cuts every section into passages of passage_min_words to passage_max_words words (runs between
// white space). A passage never crosses a heading. Paragraphs, list items and quotes longer than
// the maximum are cut between sentences, a sentence longer than it between words; tables and code
// between lines; footnotes and captions stay whole. A short section stays a short passage; a short
// rest of a longer one joins the passage before it where both are not too long together.
//
// Nothing is lost: the texts of a section's passages, in order, hold every word of its blocks once.
std::vector<Passage> split_passages(const Document& document, const IndexConfig& config);

// Longer headings are cut there, longer anchors are left out.
inline constexpr std::size_t kMaxHeadingBytes = 300;

// Runs between white space: the unit of the limits above.
std::size_t count_words(std::string_view text);

}  // namespace mi
