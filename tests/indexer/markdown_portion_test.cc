#include "indexer/markdown_portion.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace mi {
namespace {

std::string repeat(std::string_view piece, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += piece;
  return out;
}

// Checks what holds for any text, and gives the portions.
std::vector<MarkdownPortion> portions_of(std::string_view text) {
  std::vector<MarkdownPortion> portions = split_markdown(text);
  std::string joined;
  for (const MarkdownPortion& portion : portions) {
    EXPECT_EQ(portion.first_line, 1 + std::count(joined.begin(), joined.end(), '\n'));
    joined += portion.text;
  }
  EXPECT_EQ(joined, text);
  return portions;
}

TEST(MarkdownPortion, OfAnOrdinaryNoteIsTheNote) {
  for (const std::string& text :
       {std::string(), std::string("a"), std::string("\n\n"),
        "a ![b](data:image/png;base64," + std::string(5'000'000, 'A') + ")\n",
        repeat("Some *ordinary* text.\n\n", 10'000)}) {
    const std::vector<MarkdownPortion> portions = portions_of(text);
    ASSERT_EQ(portions.size(), 1U);
    EXPECT_EQ(portions[0].opener, "");
  }
}

TEST(MarkdownPortion, EndsBehindABlankLine) {
  const std::string text = repeat("- a\n- b\n\n  c\n\nd\n\n", 50'000);
  const std::vector<MarkdownPortion> portions = portions_of(text);
  ASSERT_GT(portions.size(), 1U);
  for (std::size_t i = 1; i < portions.size(); ++i) {
    EXPECT_TRUE(portions[i].text.starts_with("d\n")) << i;
    EXPECT_EQ(portions[i].opener, "");
  }
}

TEST(MarkdownPortion, OpensTheFenceAgainThatItCuts) {
  const std::string text = "~~~~ cpp\n" + repeat("~~~\na * b;\n\n", 50'000) + "~~~~\n\nc\n";
  const std::vector<MarkdownPortion> portions = portions_of(text);
  ASSERT_GT(portions.size(), 1U);
  for (std::size_t i = 1; i < portions.size(); ++i) EXPECT_EQ(portions[i].opener, "~~~~ cpp\n");
}

TEST(MarkdownPortion, LeavesAClosedFenceClosed) {
  const std::string text = repeat("```\na\n```\n", 50'000);
  for (const MarkdownPortion& portion : portions_of(text)) {
    const bool opens = !portion.opener.empty();
    const auto fences = std::count(portion.text.begin(), portion.text.end(), '`') / 3;
    EXPECT_EQ((fences + (opens ? 1 : 0)) % 2 == 0, portion.text.ends_with("```\n"));
  }
}

TEST(MarkdownPortion, CutsALineThatIsTooMuch) {
  const std::vector<MarkdownPortion> portions = portions_of("a\n" + repeat("[", 1'000'000) + "\nb");
  ASSERT_GT(portions.size(), 2U);
  for (std::size_t i = 1; i + 1 < portions.size(); ++i) {
    EXPECT_LE(portions[i].text.size(), kMaxPortionCost);
    EXPECT_EQ(portions[i].opener, i == 1 ? "<b>" : "<b>") << i;
  }
}

TEST(MarkdownPortion, KeepsAParagraphFromBecomingADefinition) {
  const std::vector<MarkdownPortion> portions = portions_of(repeat("[a]: b\n", 100'000));
  ASSERT_GT(portions.size(), 1U);
  for (std::size_t i = 1; i < portions.size(); ++i) EXPECT_EQ(portions[i].opener, "<b>");
}

}  // namespace
}  // namespace mi
