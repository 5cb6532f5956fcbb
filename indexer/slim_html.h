// Slims and straightens a page before the HTML parser sees it. Real pages are up to 20 MB, nearly
// all of it inlined scripts, SVG and base64: what is left is small, and cannot hurt libxml2.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace mi {

// Open elements beyond this depth lose their tags, not their text (browsers stop at 512): a space
// stands for a tag that parts words.
inline constexpr std::size_t kMaxHtmlDepth = 500;

// The page without
// - comments and declarations; one that is never closed runs to the end, as in browsers;
// - elements whose content is no text: svg, style, iframe, ... and script, except for scripts that
//   carry data (JSON, YAML front matter, BibTeX);
// - attributes that no reader looks at (html_tag.h);
// - control characters, NUL included;
// - end tags that end nothing; those that end an element with others still open inside end these
//   as well, so that a forgotten </div> does not keep a <nav> open to the end of the page.
// Named characters that HTML 5 added are text (html_entity.h). Names are lower case, values are
// quoted. Total, and linear in the page's length: each byte is
// looked at a bounded number of times. Bytes that are not ASCII pass unchanged.
std::string slim_html(std::string_view page);

}  // namespace mi
