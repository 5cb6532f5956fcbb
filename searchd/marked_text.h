// Text of a passage as markup: words of the query marked, formulas set apart for the script that
// draws them (assets/math.js).
//
//   the matrix $W_Q$ maps   ->   the matrix <mark><span class="tex">$W_Q$</span></mark> maps
//
// For every page that shows passages. A page needs nothing else for its formulas than the script,
// which every framed page has: it fetches KaTeX where there is a formula. Without it the TeX stays.
#pragma once

#include <string_view>
#include <vector>

#include "core/results.h"
#include "searchd/html.h"

namespace mi {

// Spans that are no ranges of the text, and those that begin before the end of the one before, are
// passed over. A mark that touches a formula takes it in as a whole.
Html marked_text(std::string_view text, const std::vector<Span>& marks,
                 const std::vector<Span>& formulas);

}  // namespace mi
