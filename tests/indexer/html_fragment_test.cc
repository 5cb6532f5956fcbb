#include "indexer/html_fragment.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace mi {
namespace {

// The pieces as one line: text as it is, "+name" and "-name" for tags, "!" for a comment.
std::string outline(std::string_view html) {
  std::string out;
  for (const HtmlPiece& piece : split_html(html)) {
    if (!out.empty()) out += '|';
    if (piece.kind == HtmlPieceKind::text) out += piece.source;
    if (piece.kind == HtmlPieceKind::opening) out += "+" + piece.name;
    if (piece.kind == HtmlPieceKind::closing) out += "-" + piece.name;
    if (piece.kind == HtmlPieceKind::comment) out += "!";
  }
  return out;
}

TEST(HtmlFragment, SplitsTagsFromText) {
  struct Case {
    std::string html;
    std::string expected;
  };
  const std::vector<Case> cases = {
      {"a<b>c</b>d", "a|+b|c|-b|d"},
      {"<IMG alt='a > b'/>x", "+img|x"},
      {"<!-- a <b> -->x", "!|x"},
      {"1 < 2 and 3 > 2", "1 < 2 and 3 > 2"},
      {"<a href='no end", "<a href='no end"},
      {"<a title='no end>x", "+a|x"},
      {"</details\n>", "-details"},
      {"", ""},
  };
  for (const Case& test : cases) EXPECT_EQ(outline(test.html), test.expected) << test.html;
}

TEST(HtmlFragment, LosesNoByte) {
  for (const std::string html : {"a<b c=\"d\">e<!-- f", "<<a>>", "<a <b> 'c' > d", "x</>y<"}) {
    std::string joined;
    for (const HtmlPiece& piece : split_html(html)) joined += piece.source;
    EXPECT_EQ(joined, html);
  }
}

TEST(HtmlFragment, ReadsAttributes) {
  struct Case {
    std::string tag;
    std::string name;
    std::string expected;
  };
  const std::vector<Case> cases = {
      {"<a href=\"x y\">", "href", "x y"},
      {"<a class='b' HREF = 'x'>", "href", "x"},
      {"<a href=x/y>", "href", "x/y"},
      {"<a data-href='z' href='x'>", "href", "x"},
      {"<input disabled href=x>", "href", "x"},
      {"<a title=\"href='no'\">", "href", ""},
      {"<a href>", "href", ""},
      {"<a>", "href", ""},
      {"<a href=", "href", ""},
  };
  for (const Case& test : cases) {
    EXPECT_EQ(attribute_of(test.tag, test.name), test.expected) << test.tag;
  }
}

TEST(HtmlFragment, IsLinearInHostileText) {
  std::string open;
  for (int i = 0; i < 200'000; ++i) open += i % 2 == 0 ? "<a b='" : "<a b=\"";
  EXPECT_EQ(split_html(open).size(), 1U);
  EXPECT_FALSE(split_html(open + ">").empty());
}

}  // namespace
}  // namespace mi
