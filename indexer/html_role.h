// What the elements of a paper's page are to a reader of its text.
#pragma once

#include "indexer/html.h"

namespace mi {

enum class HtmlRole {
  inline_,     // part of the text around it
  spaced,      // the same, but apart from the words around it: a displayed formula
  block,       // a paragraph, or a container of them
  heading,     // h1 to h6
  list_item,   // li, dd
  quote,       // blockquote
  table,       // a table of data or of layout
  row,         // of a table
  cell,        // td, th
  code,        // lines of code
  caption,     // of a figure or a table
  footnote,    // written inside the sentence that it belongs to
  citation,    // of the bibliography; often without text of its own
  math,        // TeX, or what KaTeX made of it
  line_break,  // br
  appendix,    // d-appendix: its headings are not below the article's
  dropped,     // no text of the paper: navigation, controls, bylines, reference lists
};

// Distill's own elements in both versions (dt-*, d-*), what its pre-renderer adds, the thread
// pages' navigation, and HTML. Hidden elements (hidden, display: none, aria-hidden) are dropped.
HtmlRole role_of(const HtmlNode& element);

// 1 to 6 for h1 to h6, else 0.
int heading_level(const HtmlNode& element);

// Whether a header, footer or aside inside an article is a menu: more of its letters are in links
// than outside. False for any other element.
bool is_menu(const HtmlTree& tree, HtmlIndex element);

// The TeX of an element whose role is math; empty where it has none.
std::string tex_of(const HtmlTree& tree, HtmlIndex math);

}  // namespace mi
