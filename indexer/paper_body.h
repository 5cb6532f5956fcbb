// The text of a paper's page: its sections in order, and the links in it.
#pragma once

#include <string_view>
#include <vector>

#include "core/document.h"
#include "core/url.h"
#include "indexer/bibliography.h"
#include "indexer/html.h"

namespace mi {

struct PaperBody {
  std::vector<Section> sections;  // only those with text of their own
  std::vector<Link> links;        // to other pages, in order; repeated where the paper repeats them
};

// Reads the article of a page (article_root.h) into sections and blocks:
// - a heading opens a section; it is no block. A heading that repeats `title` opens none;
// - text in a paragraph, or in any container outside one, is a block; one without any letter or
//   digit is none;
// - a footnote is a block of its own behind the block whose sentence it was written in;
// - a citation without words of its own is a mark (bibliography.h): "[Olah et al., 2020]"; none
//   where the bibliography does not know its keys, nor in a heading, nor behind 1 MiB of marks;
// - a heading without text below it, a figure's label, is a paragraph behind what is above it;
// - math is TeX between dollar signs, once; a table is rows of cells; code keeps its lines;
// - navigation, bylines, reference lists, drawings, hidden elements and tables of contents are
//   dropped; where the page is no Distill page, so are a header, footer or aside that is a menu,
//   and where its article is a guess, any footer, aside, and header without an h1;
// - a heading of more than kMaxHeadingBytes and math of more than 8 KiB, which are a forgotten end
//   tag, are text.
// A page whose article holds next to no words (a shell that a script fills) gives no sections.
// `base` is the address that relative links start from.
PaperBody read_paper_body(const HtmlTree& tree, std::string_view title, const Url& base,
                          const Bibliography& bibliography);

}  // namespace mi
