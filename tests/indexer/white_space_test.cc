#include "indexer/white_space.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace mi {
namespace {

TEST(WhiteSpace, CollapsesToSingleSpaces) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"", ""},
      {" \n\t ", ""},
      {"  a \n b  ", "a b"},
      {"a\u00A0\u2009b", "a b"},
      {"soft\u00ADware, zero\u200Bwidth", "software, zerowidth"},
      {"\uFEFF한 글", "한 글"},
  };
  for (const auto& [input, expected] : cases) {
    EXPECT_EQ(collapse_white_space(input), expected) << input;
  }
}

TEST(WhiteSpace, CarriesASpaceOverToTheNextPiece) {
  std::string line;
  append_collapsed(line, "one ");
  append_collapsed(line, " two");
  append_collapsed(line, "three");
  EXPECT_EQ(line, "one twothree");
}

TEST(WhiteSpace, KeepsTheLinesOfCode) {
  std::string code;
  append_code(code, "if x:\r\n\u00A0 y\u200B()\n");
  EXPECT_EQ(code, "if x:\n  y()\n");
}

TEST(WhiteSpace, TrimsTheEnd) {
  std::string text = "a \n ";
  trim_spaces_at_end(text);
  EXPECT_EQ(text, "a \n");
  trim_end(text);
  EXPECT_EQ(text, "a");
  text = " \n";
  trim_end(text);
  EXPECT_EQ(text, "");
}

}  // namespace
}  // namespace mi
