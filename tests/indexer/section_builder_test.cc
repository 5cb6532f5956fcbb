#include "indexer/section_builder.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace mi {
namespace {

Block block(std::string text, int line, BlockKind kind = BlockKind::paragraph) {
  return {kind, std::move(text), line, line, ""};
}

using Path = std::vector<std::string>;

TEST(SectionBuilder, PutsBlocksInTheOrderOfTheirLines) {
  SectionBuilder builder;
  builder.add(1, block("One", 2));
  builder.add(0, block("b", 4));
  builder.add(2, block("Two", 6));
  builder.add(0, block("note", 3, BlockKind::footnote));
  builder.add(0, block("a", 1));
  const std::vector<Section> sections = std::move(builder).sections();
  const std::vector<Section> expected = {
      {{}, "", {block("a", 1)}},
      {{"One"}, "one", {block("note", 3, BlockKind::footnote), block("b", 4)}},
      {{"One", "Two"}, "two", {}}};
  EXPECT_EQ(sections, expected);
}

TEST(SectionBuilder, MakesParagraphsOfTooManyHeadings) {
  SectionBuilder builder;
  for (std::size_t i = 0; i <= kMaxNoteHeadings; ++i) {
    builder.add(1, block("h" + std::to_string(i), static_cast<int>(i) + 1));
  }
  const std::vector<Section> sections = std::move(builder).sections();
  ASSERT_EQ(sections.size(), kMaxNoteHeadings);
  ASSERT_EQ(sections.back().blocks.size(), 1U);
  EXPECT_EQ(sections.back().blocks[0].text, "h" + std::to_string(kMaxNoteHeadings));
}

TEST(SectionBuilder, JoinsTooManyBlocksAndLosesNone) {
  SectionBuilder builder;
  for (std::size_t i = 0; i < kMaxNoteBlocks; ++i) {
    builder.add(0, block("a", static_cast<int>(i) + 1));
  }
  const int next = static_cast<int>(kMaxNoteBlocks) + 1;
  builder.add(1, block("Heading", next));
  builder.add(0, block("x\n  y", next + 1, BlockKind::code));
  builder.add(0, block("z", next + 5));
  const std::vector<Section> sections = std::move(builder).sections();
  ASSERT_EQ(sections.size(), 1U);
  ASSERT_EQ(sections[0].blocks.size(), kMaxNoteBlocks + 1);
  const Block expected = {BlockKind::paragraph, "Heading x y z", next, next + 5, ""};
  EXPECT_EQ(sections[0].blocks.back(), expected);
}

TEST(SectionBuilder, CutsALongHeadingBetweenWordsAndKeepsItBelow) {
  std::string text = "long";
  while (text.size() <= 300) text += " heading";
  SectionBuilder builder;
  builder.add(1, block(text, 1));
  builder.add(2, block("Next", 2));
  const std::vector<Section> sections = std::move(builder).sections();
  ASSERT_EQ(sections.size(), 2U);
  const std::string shown = sections[0].heading_path.at(0);
  EXPECT_LE(shown.size(), 300U);
  EXPECT_TRUE(shown.ends_with(" heading"));
  EXPECT_EQ(sections[0].blocks.at(0).text, text);
  EXPECT_EQ(sections[1].heading_path, (Path{shown, "Next"}));
}

}  // namespace
}  // namespace mi
