#include "indexer/template_markup.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace mi {
namespace {

// The text without its hidden parts, '|' for each of them.
std::string seen(const std::string& text) {
  std::string out;
  std::size_t at = 0;
  for (const TextRange& hidden : hidden_parts(text, 0, text.size())) {
    out += text.substr(at, hidden.begin - at) + "|";
    at = hidden.end;
  }
  return out + text.substr(at);
}

TEST(TemplateMarkup, ShowsWhatAReaderSeesOfATemplate) {
  struct Case {
    std::string text;
    std::string expected;
  };
  const std::vector<Case> cases = {
      {"{% cite \"key\" %}", "|"},
      {"{% sidenote \"a \\\"b\\\" c\" %}", "|a \\\"b\\\" c|"},
      {"{{< figure src=\"a.png\" caption=\"two words\" >}}", "|two words|"},
      {"{{< figure src=a.png caption='two words' alt=`b` >}}", "|two words|b|"},
      {"{{< x it's caption=\"c\" isn't >}}", "|c|"},
      {"{{% notice style=\"s\" title=\"T\" %}}", "|T|"},
      {"{% x caption=\"open %}", "|"},
      {"{%%}", "|"},
  };
  for (const Case& test : cases) EXPECT_EQ(seen(test.text), test.expected) << test.text;
}

TEST(TemplateMarkup, EndsBehindItsQuotes) {
  EXPECT_EQ(end_of_quoting_template("\"a %} b\" %} c", "%}"), 11U);
  EXPECT_EQ(end_of_quoting_template("\"a \\\" %}\" %}", "%}"), 12U);
  EXPECT_EQ(end_of_quoting_template("\"a %}", "%}"), std::string::npos);
  EXPECT_EQ(end_of_quoting_template("\\", "%}"), std::string::npos);
}

TEST(TemplateMarkup, KnowsAttributeLists) {
  struct Case {
    std::string text;
    bool behind_link = false;
    std::size_t expected = 0;
  };
  const std::vector<Case> cases = {
      {"{#fig:a .wide width=50%} b", false, 24},
      {"{.center}", false, 9},
      {"{: .lead}", false, 9},
      {"{:toc}", false, 6},
      {"{ #a }", false, 6},
      {"{#절}", false, 6},
      {"{width=50%}", true, 11},
      {"{width=50%}", false, 0},
      {"{x}", true, 0},
      {"{=x}", true, 0},
      {"{#1}", false, 0},
      {"{#}", false, 0},
      {"{}", false, 0},
      {"{", false, 0},
      {"{#a", false, 0},
      {"{#a\n}", false, 0},
      {"{#a{b}}", false, 0},
  };
  for (const Case& test : cases) {
    EXPECT_EQ(attributes_size(test.text, test.behind_link), test.expected) << test.text;
  }
}

}  // namespace
}  // namespace mi
