#include "indexer/block_flow.h"

#include <gtest/gtest.h>

#include <string>

namespace mi {
namespace {

std::string print(const std::vector<FlowBlock>& blocks) {
  constexpr const char* kNames[] = {"p", "li", "q", "table", "code", "cap", "note"};
  std::string out;
  for (const FlowBlock& taken : blocks) {
    out += std::string(kNames[static_cast<int>(taken.block.kind)]) + "(" + taken.block.text + ")";
  }
  return out;
}

TEST(BlockFlow, EndsAParagraphAtEachBorder) {
  BlockFlow flow;
  flow.begin_block("a");
  flow.add_text(" one\n two ");
  flow.begin_block("");
  flow.add_text("three");
  flow.end_block();
  flow.end_block();
  const std::vector<FlowBlock> blocks = flow.take();
  EXPECT_EQ(print(blocks), "p(one two)p(three)");
  EXPECT_EQ(blocks[0].block.anchor, "a");
  EXPECT_EQ(blocks[1].block.anchor, "");
  EXPECT_EQ(print(flow.take()), "");
}

TEST(BlockFlow, LetsAFootnoteOutBehindItsSentence) {
  BlockFlow flow;
  flow.add_text("A claim ");
  flow.begin_whole(BlockKind::footnote, "");
  flow.add_text("doubtful");
  flow.end_whole();
  flow.add_text("\n, and more");
  EXPECT_EQ(print(flow.take()), "p(A claim, and more)note(doubtful)");
}

TEST(BlockFlow, KeepsAHeadingsFootnoteForItsSection) {
  BlockFlow flow;
  flow.begin_heading();
  flow.add_text("Head");
  flow.begin_whole(BlockKind::footnote, "");
  flow.add_text("note");
  flow.end_whole();
  EXPECT_EQ(flow.end_heading(), "Head");
  EXPECT_EQ(print(flow.take()), "");
  flow.begin_block("");
  flow.add_text("text");
  EXPECT_EQ(print(flow.take()), "note(note)p(text)");
}

TEST(BlockFlow, LaysOutATable) {
  BlockFlow flow;
  flow.begin_whole(BlockKind::table, "t");
  for (const char* const row : {"ab", "cd"}) {
    flow.begin_row();
    for (int cell = 0; cell < 2; ++cell) {
      flow.begin_cell();
      flow.begin_block("");
      flow.add_text({row + cell, 1});
      flow.end_block();
    }
  }
  EXPECT_TRUE(flow.is_inside_table());
  flow.begin_whole(BlockKind::caption, "");
  flow.add_text("sizes");
  flow.end_whole();
  flow.end_whole();
  EXPECT_EQ(print(flow.take()), "cap(sizes)table(a | b\nc | d)");
}

TEST(BlockFlow, TellsWordsInLinksIntoThePage) {
  BlockFlow flow;
  flow.add_text("Part one", TextPlace::in_page_link);
  flow.add_text(" | ");
  flow.end_block();
  flow.add_text("Part two", TextPlace::in_page_link);
  flow.add_text("is here");
  const std::vector<FlowBlock> blocks = flow.take();
  ASSERT_EQ(blocks.size(), 2U);
  EXPECT_FALSE(blocks[0].has_plain_words);
  EXPECT_TRUE(blocks[1].has_plain_words);
}

}  // namespace
}  // namespace mi
