// Which parts of a page are the article: where its text is read from.
#pragma once

#include <vector>

#include "indexer/html.h"

namespace mi {

enum class RootKind {
  front,     // d-title: the lede, and the figures above the article
  article,   // the article itself
  appendix,  // behind it: acknowledgments, glossary
};

struct ArticleRoot {
  RootKind kind = RootKind::article;
  HtmlIndex node = 0;
  bool is_guess = false;  // the page does not mark its article
};

// The parts of a page's article, in document order, none inside another.
// A page with a d-article or dt-article: that and its title and appendix. Any other: the first
// <main> or role=main, else the <article> with the most text, else the smallest element that holds
// most of the page's text outside navigation. Empty for a page without any text.
std::vector<ArticleRoot> find_article(const HtmlTree& tree);

}  // namespace mi
