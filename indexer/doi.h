// DOIs: the names of papers that do not move.
#pragma once

#include <string>
#include <string_view>

namespace mi {

// The DOI that a text is, in lower case and without its resolver: "https://doi.org/10.1000/A.1",
// "doi:10.1000/A.1" and "DOI 10.1000/A.1" -> "10.1000/a.1". Empty for anything else.
std::string doi_of(std::string_view text);

}  // namespace mi
