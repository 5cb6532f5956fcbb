#include "indexer/pdf_heading.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace mi {
namespace {

constexpr PdfLook kPlain{10, 10, false, 1};
constexpr PdfLook kBold{10, 10, true, 1};
constexpr PdfLook kLarger{12, 10, false, 1};
constexpr PdfLook kLarge{14, 10, true, 1};

// The depth, with a minus where it is told by the font alone; 0 for no heading.
int depth(std::string_view text, const PdfLook& look) {
  const auto heading = heading_of(text, look);
  if (!heading) return 0;
  return heading->is_plain ? heading->depth : -heading->depth;
}

TEST(PdfHeadingTest, NumbersTellTheDepth) {
  EXPECT_EQ(depth("1 Introduction to it", kBold), 1);
  EXPECT_EQ(depth("2.1 The method", kBold), 2);
  EXPECT_EQ(depth("2.1.3. The details", kLarger), 3);
  EXPECT_EQ(depth("A Proofs", kLarge), 1);
  EXPECT_EQ(depth("B.2 More proofs", kLarge), 2);
  EXPECT_EQ(depth("IV. RELATED WORK", kPlain), 1);
  EXPECT_EQ(depth("3 RELATED WORK", kPlain), 1);
}

TEST(PdfHeadingTest, NamesThatEveryPaperUsesAreHeadings) {
  EXPECT_EQ(depth("Abstract", kPlain), 1);
  EXPECT_EQ(depth("REFERENCES", kPlain), 1);
  EXPECT_EQ(depth("1. Introduction", kPlain), 1);
  EXPECT_EQ(depth("3.2 Related Work", kPlain), 2);
  EXPECT_EQ(depth("\uCD08\uB85D", kPlain), 1);
  EXPECT_EQ(depth("results", kPlain), 0);
}

TEST(PdfHeadingTest, PrintTellsTheRest) {
  EXPECT_EQ(depth("What we did", kLarge), -1);
  EXPECT_EQ(depth("What we did", kLarger), -2);
  EXPECT_EQ(depth("What we did", kBold), -3);
  EXPECT_EQ(depth("What we did", kPlain), 0);
}

TEST(PdfHeadingTest, TextIsNone) {
  const std::vector<std::string> texts = {
      "",
      "1",
      "x",
      "1 2",
      "A B",
      "This is a sentence.",
      "and then the",
      "14 September 2022",
      "123 Main Street",
      "2 x + 3 y",
      std::string(300, 'A'),
      "A \xff\xfe",
      "Twenty words and more are no heading even when they are set as if they were one because a "
      "heading is short"};
  for (const std::string& text : texts) EXPECT_EQ(depth(text, kBold), 0) << text;
  EXPECT_EQ(depth("What we did", {14, 10, true, 4}), 0);
}

}  // namespace
}  // namespace mi
