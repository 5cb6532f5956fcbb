// What is left in a sentence where a citation was taken out of it.
#pragma once

#include <string>
#include <string_view>

namespace mi {

// Mends the gaps:
// - parentheses with nothing in them but words that lead to a citation are dropped: "as known (see
//   e.g. )." -> "as known."; "sum()" and "(in)" stay;
// - such words before a closing parenthesis are dropped: "(in vision; but see )" -> "(in vision)";
// - so is a space before a full stop, a comma, a semicolon or a closing parenthesis; ". . ." stays.
// Takes linear time.
std::string without_citation_gaps(std::string_view text);

}  // namespace mi
