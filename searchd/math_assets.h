// The files by which pages draw formulas: KaTeX (https://katex.org, MIT; its fonts: SIL OFL 1.1),
// which the build takes from Debian's libjs-katex and fonts-katex, and the script of ours that uses
// it.
#pragma once

#include <string_view>

#include "searchd/assets.h"

namespace mi {

// What a page includes: <script defer src=... data-katex=... data-style=...>, the other two being
// fetched by it where the page has a formula.
const Asset& math_script();
const Asset& katex_script();
const Asset& katex_stylesheet();  // names the fonts by their assets' paths, as WOFF2 only

// One of these, or a font of KaTeX; null where the path is of neither.
const Asset* find_math_asset(std::string_view path);

}  // namespace mi
