#include "indexer/html.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <ctime>
#include <string>
#include <vector>

#include "core/unicode.h"

namespace mi {
namespace {

// The tree as nested parentheses: (p "a" (b "c")). What the parser puts around a piece (html, body)
// is left out.
std::string print(const HtmlTree& tree) {
  std::string out;
  std::vector<HtmlIndex> ends;
  for (HtmlIndex i = 0; i <= tree.size(); ++i) {
    for (; !ends.empty() && ends.back() <= i; ends.pop_back()) out += ")";
    if (i == tree.size()) break;
    const HtmlNode& node = tree[i];
    if (node.name == "html" || node.name == "body") continue;
    if (!out.empty() && out.back() != '(') out += ' ';
    if (node.is_text()) {
      out += '"' + node.text + '"';
      continue;
    }
    out += '(' + node.name;
    for (const auto& [name, value] : node.attributes)
      out.append(" @").append(name).append("=").append(value);
    ends.push_back(node.end);
  }
  return out;
}

struct Case {
  std::string input;
  std::string expected;
};

TEST(Html, MakesATreeOfAPage) {
  const std::vector<Case> cases = {
      {"", ""},
      {"<p>a<b>c</b>d</p>", "(p \"a\" (b \"c\") \"d\")"},
      {"<p>a<p>b", "(p \"a\") (p \"b\")"},
      {"<ul><li>a<li>b</ul>", "(ul (li \"a\") (li \"b\"))"},
      {"<div>a<p>b</p>c</div>", "(div \"a\" (p \"b\") \"c\")"},
      {"<p>a<br>b", "(p \"a\" (br) \"b\")"},
      {"<p>x<d-footnote>y <d-math>z</d-math></d-footnote></p>",
       "(p \"x\" (d-footnote \"y \" (d-math \"z\")))"},
      {"<d-front-matter><script type=text/json>{\"a\": \"<i>b</i>\"}</script></d-front-matter>",
       "(d-front-matter (script @type=text/json \"{\"a\": \"<i>b</i>\"}\"))"},
      {"<p>&amp; &lt;b&gt; &eacute; &#44032; &#x1F600; &shy;</p>", "(p \"& <b> é 가 😀 \u00AD\")"},
      {"<p>&nonsense; &#0; &#xD800; & a&b</p>", "(p \"&nonsense;   & a&b\")"},
      {"<p>a < b</p>", "(p \"a < b\")"},
      {"<p id='x &amp; y'>a</p>", "(p @id=x & y \"a\")"},
      {"<nav><div>menu</nav><p>text</p>", "(nav (div \"menu\")) (p \"text\")"},
      {"<table><tr><td>a<td>b</table>", "(table (tr (td \"a\") (td \"b\")))"},
      {"<p>a\xC3(</p>", "(p \"a\uFFFD(\")"},
      {"<p>e\u0301 \u1112\u1161\u11AB</p>", "(p \"é 한\")"},
      {"\xEF\xBB\xBF<p>a</p>", "(p \"a\")"},
      {"<meta charset=iso-8859-1><p>\u00E9</p>", "(head (meta)) (p \"é\")"},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(print(parse_html(c.input)), c.expected) << c.input;
  }
}

TEST(Html, GivesNodesTheirRange) {
  const HtmlTree tree = parse_html("<div><p>a</p><p>b</p></div>c");
  const auto size = static_cast<HtmlIndex>(tree.size());
  const HtmlIndex div = find_element(tree, "div", 0, size);
  ASSERT_LT(div, size);
  EXPECT_EQ(text_inside(tree, div), "ab");
  EXPECT_EQ(tree[div].end - div, 5U);
  EXPECT_EQ(tree[div + 1].parent, div);
  EXPECT_EQ(find_element(tree, "h1", 0, size), size);
}

TEST(Html, FindsClasses) {
  const HtmlTree tree = parse_html("<p class='toc figcaption\nx'>a</p>");
  const HtmlNode& p = tree[find_element(tree, "p", 0, static_cast<HtmlIndex>(tree.size()))];
  EXPECT_TRUE(p.has_class("toc"));
  EXPECT_TRUE(p.has_class("figcaption"));
  EXPECT_TRUE(p.has_class("x"));
  EXPECT_FALSE(p.has_class("fig"));
  EXPECT_FALSE(p.has_class("caption"));
}

TEST(Html, TakesMarkupOutOfATitle) {
  EXPECT_EQ(plain_text_of_html("Andr&eacute; <i>A</i>"), "André A");
  EXPECT_EQ(plain_text_of_html("A < B & C"), "A < B & C");
  EXPECT_EQ(plain_text_of_html(""), "");
}

// Hostile pages: each gives a tree, in bounded time.

std::string repeat(std::string_view piece, std::size_t times) {
  std::string out;
  out.reserve(piece.size() * times);
  for (std::size_t i = 0; i < times; ++i) out += piece;
  return out;
}

std::string all_text(const HtmlTree& tree) {
  std::string text;
  for (const HtmlNode& node : tree) text += node.text;
  return text;
}

struct HostileCase {
  const char* name;
  std::string page;
  std::string text;  // that the tree must hold
};

TEST(Html, SurvivesHostilePages) {
  const std::string attributes = [] {
    std::string out = "<p ";
    for (int i = 0; i < 50'000; ++i) out += "a" + std::to_string(i) + "='x' ";
    return out + "id=z>attributes</p>";
  }();
  const std::vector<HostileCase> cases = {
      {"nested", repeat("<div>", 100'000) + "nested", "nested"},
      {"nested and closed", repeat("<i>", 100'000) + "a" + repeat("</i>", 100'000) + "b", "ab"},
      {"nested unknown", repeat("<x-y>", 100'000) + "unknown", "unknown"},
      {"nested lists", repeat("<ul><li>", 50'000) + "lists", "lists"},
      {"nested cells", repeat("<table><tr><td>", 50'000) + "cells", "cells"},
      {"definition cells", repeat("<td><dd><p>", 50'000) + "dd", "dd"},
      {"attributes", attributes, "attributes"},
      {"stray ends", repeat("<i>", 400) + repeat("</b>", 200'000) + "stray", "stray"},
      {"crossed ends", "<b>" + repeat("<div>", 400) + repeat("</b>", 200'000) + "x", "x"},
      {"open drawings", repeat("<svg><p>", 50'000) + "drawings", "drawings"},
      {"open comments", "a" + repeat("<!-- ", 100'000), "a"},
      {"open scripts", "a" + repeat("<script>", 100'000), "a"},
      {"open quotes", "a" + repeat("<p id='", 100'001), "a"},
      {"many names",
       repeat("<b>", 3) +
           [] {
             std::string out;
             for (int i = 0; i < 50'000; ++i) out += "<n" + std::to_string(i) + ">";
             return out;
           }() +
           "names",
       "names"},
      {"entities", repeat("&amp;", 100'000), repeat("&", 100'000)},
      {"zeros", std::string(1'000'000, '\0') + "zeros", "zeros"},
      {"brackets", repeat("<", 100'000), repeat("<", 100'000)},
      {"long text", "<p>" + repeat("a", 12'000'000), repeat("a", 12'000'000)},
  };
  for (const HostileCase& c : cases) {
    const std::clock_t begin = std::clock();
    const std::string text = all_text(parse_html(c.page));
    const double took = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
    EXPECT_TRUE(text == c.text) << c.name << ": " << text.size() << " bytes of text";
    EXPECT_LT(took, 2.0) << c.name;
  }
}

TEST(Html, KeepsTheTextBeyondTheLimitOfNodes) {
  const std::string page = "<div>" + repeat("<br>a", kMaxHtmlNodes / 2 + 10) +
                           "<script type='text/json'>data</script><p>the end";
  const HtmlTree tree = parse_html(page);
  EXPECT_LE(tree.size(), kMaxHtmlNodes);
  EXPECT_EQ(tree[0].end, tree.size());
  const std::string text = all_text(tree);
  EXPECT_EQ(std::count(text.begin(), text.end(), 'a'), kMaxHtmlNodes / 2 + 10);
  EXPECT_TRUE(text.ends_with(" the end"));
}

TEST(Html, GivesValidTextForAnyTruncation) {
  const std::string page =
      "<!doctype html><html lang=ko><head><title>가 &eacute;</title><script type='text/json'>{}"
      "</script><script>x</script></head><body><p id='a'>한글 <b>b</b>&#x1F600; <!-- c --> </p>"
      "<svg><text>x</text></svg><table><tr><td>1</table></body></html>";
  for (std::size_t size = 0; size <= page.size(); ++size) {
    const HtmlTree tree = parse_html(page.substr(0, size));
    for (const HtmlNode& node : tree) {
      ASSERT_TRUE(is_valid_utf8(node.text)) << page.substr(0, size);
      ASSERT_LE(node.end, tree.size()) << page.substr(0, size);
    }
  }
}

}  // namespace
}  // namespace mi
