#include "searchd/html.h"

#include <gtest/gtest.h>

#include <type_traits>
#include <vector>

namespace mi {
namespace {

TEST(EscapeHtml, LeavesNoMarkup) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"", ""},
      {"plain 한글 𝒙", "plain 한글 𝒙"},
      {"<b>&\"'</b>", "&lt;b&gt;&amp;&quot;&#39;&lt;/b&gt;"},
      {"&lt;", "&amp;lt;"},
      {"a\tb\nc", "a\tb\nc"},
      {std::string("a\0b", 3), "a\uFFFDb"},
      {"a\x1b[2Jb\x7f", "a\uFFFD[2Jb\uFFFD"},
      {"a\xff<", "a\uFFFD&lt;"},
      {"\xf0\x9f<script", "\uFFFD\uFFFD&lt;script"},
  };
  for (const auto& [text, expected] : cases) EXPECT_EQ(escape_html(text), expected) << text;
}

TEST(Html, TakesOnlyLiteralsAsMarkup) {
  static_assert(!std::is_convertible_v<std::string, Literal>);
  static_assert(!std::is_convertible_v<std::string_view, Literal>);
  Html out;
  out.raw("<p title=\"").text("\"><script>").raw("\">").text("<").raw("</p>");
  EXPECT_EQ(out.str(), "<p title=\"&quot;&gt;&lt;script&gt;\">&lt;</p>");
}

}  // namespace
}  // namespace mi
