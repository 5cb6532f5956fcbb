#include "searchd/reading_text.h"

#include <gtest/gtest.h>

#include <string>

namespace mi {
namespace {

using Path = std::vector<std::string>;

StoredSection section_of(Path path, std::vector<StoredPassage> passages) {
  for (StoredPassage& stored : passages) stored.passage.heading_path = path;
  return {std::move(path), "", std::move(passages)};
}

StoredPassage stored(std::string text, std::vector<PassageBlock> blocks = {},
                     std::vector<Span> marks = {}) {
  return {{{}, "", std::move(text), 0, 0, std::move(blocks)}, std::move(marks)};
}

WholeDocument document_of(std::vector<StoredSection> sections) {
  WholeDocument document;
  document.sections = std::move(sections);
  return document;
}

std::string print(const WholeDocument& document) {
  constexpr const char* kNames[] = {"", "* ", "> ", "| ", "code ", "caption ", "note "};
  std::string out;
  for (const ReadingSection& section : reading_text(document)) {
    for (const auto& heading : section.headings)
      out += std::string(heading.level, '#') + " " + heading.text + "\n";
    for (const ReadingBlock& block : section.blocks) {
      out += kNames[static_cast<int>(block.kind)];
      for (const ReadingPiece& piece : block.pieces) {
        out += piece.begins_passage ? "[" + std::to_string(piece.passage) + "]" : "";
        out += std::string(piece.text) + (&piece == &block.pieces.back() ? "\n" : "+");
      }
    }
  }
  return out;
}

TEST(ReadingText, PutsBlocksTogetherAgainAcrossPassages) {
  const WholeDocument document = document_of(
      {section_of({}, {stored("One two.", {{BlockKind::paragraph, 0, false}}),
                       stored("Three.\n\nFour.\n\nan item", {{BlockKind::paragraph, 0, true},
                                                             {BlockKind::paragraph, 8, false},
                                                             {BlockKind::list_item, 15, false}}),
                       stored("of a list\n\nx = 1\n\ny = 2",
                              {{BlockKind::list_item, 0, true}, {BlockKind::code, 11, false}})})});
  EXPECT_EQ(print(document),
            "[0]One two.+[1]Three.\nFour.\n* an item+[2]of a list\ncode x = 1\n\ny = 2\n");
}

TEST(ReadingText, TakesAPassageWithoutBlocksForAParagraph) {
  EXPECT_EQ(print(document_of({section_of({}, {stored("All of it.")})})), "[0]All of it.\n");
}

TEST(ReadingText, GoesOnOnlyWithABlockOfItsOwnKind) {
  const WholeDocument document =
      document_of({section_of({}, {stored("a", {{BlockKind::quote, 0, true}}),
                                   stored("b", {{BlockKind::paragraph, 0, true}})})});
  EXPECT_EQ(print(document), "> [0]a\n[1]b\n");
}

TEST(ReadingText, SaysEachHeadingWhereItBegins) {
  const WholeDocument document = document_of({
      section_of({}, {stored("a")}),
      section_of({"A", "B"}, {stored("b")}),  // nothing stands under A itself
      section_of({"A", "C"}, {stored("c")}),
      section_of({"A"}, {stored("d")}),
      section_of({"E"}, {stored("e")}),
  });
  EXPECT_EQ(print(document), "[0]a\n# A\n## B\n[1]b\n## C\n[2]c\n# A\n[3]d\n# E\n[4]e\n");
}

TEST(ReadingText, MovesMarksAndFormulasWithTheirBlocks) {
  const std::string text = "A $x$ here.\n\nlet $y$ be\n\n$HOME and $PATH$";
  const WholeDocument document =
      document_of({section_of({}, {stored(text,
                                          {{BlockKind::paragraph, 0, false},
                                           {BlockKind::quote, 13, false},
                                           {BlockKind::code, 25, false}},
                                          {{6, 10}, {10, 14}, {17, 20}})})});
  const std::vector<ReadingSection> sections = reading_text(document);
  ASSERT_EQ(sections[0].blocks.size(), 3U);
  const ReadingPiece& first = sections[0].blocks[0].pieces[0];
  const ReadingPiece& second = sections[0].blocks[1].pieces[0];
  EXPECT_EQ(first.marks, (std::vector<Span>{{6, 10}})) << "one over two blocks is left out";
  EXPECT_EQ(first.formulas, (std::vector<Span>{{2, 5}}));
  EXPECT_EQ(second.marks, (std::vector<Span>{{4, 7}}));
  EXPECT_EQ(second.formulas, (std::vector<Span>{{4, 7}}));
  EXPECT_TRUE(sections[0].blocks[2].pieces[0].formulas.empty()) << "code has none";
  EXPECT_EQ(sections[0].marks, 2U);
}

}  // namespace
}  // namespace mi
