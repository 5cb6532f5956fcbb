#include "indexer/markdown_line.h"

#include <gtest/gtest.h>

#include <string>

namespace mi {
namespace {

TEST(MarkdownLine, IsARule) {
  for (const char* line : {"***", "- - -", " _ _", "--\t-"}) EXPECT_TRUE(is_rule(line)) << line;
  for (const char* line : {"", " ", "*-*", "a", "- a", "==="}) EXPECT_FALSE(is_rule(line)) << line;
}

TEST(MarkdownLine, NamesTheColumnsOfATable) {
  EXPECT_EQ(table_columns("a|b"), 0U);
  EXPECT_EQ(table_columns(":|:"), 0U);
  EXPECT_EQ(table_columns("---"), 1U);
  EXPECT_EQ(table_columns("--- | :-:"), 2U);
  EXPECT_EQ(table_columns("| --- | :-: |"), 4U);  // outside of the bars, too: it is a bound
}

TEST(MarkdownLine, HoldsALabel) {
  EXPECT_EQ(footnote_label("[^a-1]: b"), "^a-1");
  for (const char* text : {"", "[^", "[^]", "[^a", "[^a b]", "[^a\n]", "[^[a]", "[a]", "x[^a]"}) {
    EXPECT_EQ(footnote_label(text), "") << text;
  }
  EXPECT_EQ(footnote_label("[^" + std::string(kMaxLabel, 'a') + "]"), "");
  EXPECT_EQ(callout_size("[!note] a"), 7U);
  EXPECT_EQ(callout_size("[!note]- a"), 8U);
  EXPECT_EQ(callout_size("[!note]+"), 8U);
  for (const char* text : {"", "[!", "[!a b]", "[!a", "[a]"}) EXPECT_EQ(callout_size(text), 0U);
}

TEST(MarkdownLine, OpensAndClosesFences) {
  EXPECT_EQ(opened_fence("```cpp").size, 3U);
  EXPECT_EQ(opened_fence("~~~~ `a`").mark, '~');
  EXPECT_EQ(opened_fence("~~~~ `a`").size, 4U);
  for (const char* content : {"", "``", "``` a`b", "a```", "`````` `"}) {
    EXPECT_EQ(opened_fence(content).mark, 0) << content;
  }
  EXPECT_TRUE(closes_fence("````  ", {'`', 3}));
  for (const char* content : {"", "``", "~~~", "```a"}) {
    EXPECT_FALSE(closes_fence(content, {'`', 3})) << content;
  }
}

}  // namespace
}  // namespace mi
