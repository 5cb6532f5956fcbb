#include "indexer/article_root.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace mi {
namespace {

std::string roots_of(const std::string& page) {
  const HtmlTree tree = parse_html(page);
  std::string out;
  for (const ArticleRoot& root : find_article(tree)) {
    const HtmlNode& node = tree[root.node];
    out += node.name;
    if (const std::string_view id = node.attribute("id"); !id.empty()) out += "#" + std::string(id);
    out += ' ';
  }
  return out;
}

const std::string kLong(400, 'x');

TEST(ArticleRoot, FindsWhereTheTextIs) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"", ""},
      {"<p> </p>", ""},
      {"<d-title>t</d-title><div><d-article>a</d-article></div><d-appendix>b</d-appendix>",
       "d-title d-article d-appendix "},
      {"<dt-article>a</dt-article><dt-appendix>b</dt-appendix>", "dt-article dt-appendix "},
      {"<main id=m>a</main><article>" + kLong + "</article>", "main#m "},
      {"<div role=main id=r><p>a</div>", "div#r "},
      {"<article id=a>b</article><article id=b>" + kLong + "</article>", "article#b "},
      {"<nav>" + kLong + kLong + "</nav><div id=x><h1>h</h1><div id=y><p>" + kLong + "<p>" + kLong +
           "</div></div><div id=z>short</div>",
       "div#y "},
      {"<body id=b><p>" + kLong + "</p></body>", "body#b "},
  };
  for (const auto& [page, expected] : cases) EXPECT_EQ(roots_of(page), expected) << page;
}

TEST(ArticleRoot, TellsAGuessFromAMark) {
  EXPECT_FALSE(find_article(parse_html("<main>a</main>"))[0].is_guess);
  EXPECT_FALSE(find_article(parse_html("<d-article>a</d-article>"))[0].is_guess);
  EXPECT_TRUE(find_article(parse_html("<div>a</div>"))[0].is_guess);
}

}  // namespace
}  // namespace mi
