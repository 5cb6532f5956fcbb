#include "indexer/pdf_layout.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace mi {
namespace {

constexpr double kSize = 10;
constexpr double kLeading = 12;

// Words of 5 points a letter and spaces of 3, from a place on.
void add_words(PdfPage& page, double x, double y, std::string_view text, double size = kSize) {
  while (!text.empty()) {
    const std::string word(text.substr(0, text.find(' ')));
    text.remove_prefix(std::min(word.size() + 1, text.size()));
    const double width = static_cast<double>(word.size()) * size / 2;
    page.words.push_back({word, x, y, x + width, y + size, size, false, true, !text.empty()});
    x += width + 0.3 * size;
  }
}

// A column of lines "<name>0 words words ...", `letters` wide.
void add_column(PdfPage& page, const std::string& name, double x, double y, int lines) {
  for (int i = 0; i < lines; ++i)
    add_words(page, x, y + i * kLeading,
              name + std::to_string(i) + " the words of a whole line here");
}

PdfPage page_of_a4() { return {595, 842, {}}; }

// The first word of each line, in turn.
std::string firsts(const std::vector<PdfPage>& pages) {
  std::string out;
  for (const PdfLine& line : lines_in_reading_order(pages))
    out += (out.empty() ? "" : " ") + line.text.substr(0, line.text.find_first_of(" \t"));
  return out;
}

TEST(PdfLayoutTest, NoPagesAndNoWordsAreNoLines) {
  EXPECT_TRUE(lines_in_reading_order({}).empty());
  EXPECT_TRUE(lines_in_reading_order({page_of_a4()}).empty());
  EXPECT_EQ(body_size({}), 0);
}

TEST(PdfLayoutTest, WordsOfOneHeightAreALine) {
  PdfPage page = page_of_a4();
  add_words(page, 72, 112, "second line");
  add_words(page, 72, 100, "first line");
  const std::vector<PdfLine> lines = lines_in_reading_order({page});
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(lines[0].text, "first line");
  EXPECT_EQ(lines[1].text, "second line");
}

TEST(PdfLayoutTest, RaisedAndLoweredWordsAreInTheirLine) {
  PdfPage page = page_of_a4();
  add_words(page, 72, 100, "We have x");
  page.words.push_back({"2", 112, 98, 116, 105, 7, false, true, true});
  add_words(page, 120, 100, "and y");
  page.words.push_back({"i", 143, 105, 146, 112, 7, false, true, true});
  add_words(page, 72, 112, "next line");
  const std::vector<PdfLine> lines = lines_in_reading_order({page});
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(lines[0].text, "We have x2 and yi");
}

TEST(PdfLayoutTest, AWideGapIsATab) {
  PdfPage page = page_of_a4();
  add_words(page, 72, 100, "Ada Lovelace");
  add_words(page, 300, 100, "Charles Babbage");
  EXPECT_EQ(lines_in_reading_order({page}).at(0).text, "Ada Lovelace\tCharles Babbage");
}

TEST(PdfLayoutTest, TwoColumnsAreReadOneAfterTheOther) {
  PdfPage page = page_of_a4();
  add_column(page, "L", 72, 100, 8);
  add_column(page, "R", 310, 100, 8);
  EXPECT_EQ(firsts({page}), "L0 L1 L2 L3 L4 L5 L6 L7 R0 R1 R2 R3 R4 R5 R6 R7");
}

TEST(PdfLayoutTest, ColumnsWhoseLinesDoNotAlignAreNotMixed) {
  PdfPage page = page_of_a4();
  add_column(page, "L", 72, 100, 8);
  add_column(page, "R", 310, 105, 8);
  EXPECT_EQ(firsts({page}), "L0 L1 L2 L3 L4 L5 L6 L7 R0 R1 R2 R3 R4 R5 R6 R7");
}

TEST(PdfLayoutTest, ALineAcrossPartsTheColumnsIntoBands) {
  PdfPage page = page_of_a4();
  add_words(page, 150, 60, "The Title of a Paper Goes Across Both Columns", 15);
  add_column(page, "L", 72, 100, 6);
  add_column(page, "R", 310, 100, 6);
  add_words(page, 72, 180,
            "Figure 1: a caption that is as wide as the page and goes across the two");
  add_column(page, "l", 72, 200, 6);
  add_column(page, "r", 310, 200, 6);
  EXPECT_EQ(firsts({page}),
            "The L0 L1 L2 L3 L4 L5 R0 R1 R2 R3 R4 R5 Figure l0 l1 l2 l3 l4 l5 r0 r1 r2 r3 r4 r5");
}

TEST(PdfLayoutTest, HeadingsAtOneHeightInTwoColumnsStayApart) {
  PdfPage page = page_of_a4();
  add_column(page, "L", 72, 100, 6);
  add_column(page, "R", 310, 100, 6);
  add_words(page, 72, 184, "1 Left");
  add_words(page, 310, 184, "2 Right");
  add_column(page, "l", 72, 200, 6);
  add_column(page, "r", 310, 200, 6);
  EXPECT_EQ(firsts({page}),
            "L0 L1 L2 L3 L4 L5 1 l0 l1 l2 l3 l4 l5 R0 R1 R2 R3 R4 R5 2 r0 r1 r2 r3 r4 r5");
}

TEST(PdfLayoutTest, ThreeColumnsAreThreeColumns) {
  PdfPage page = page_of_a4();
  for (int column = 0; column < 3; ++column) {
    const std::string name(1, static_cast<char>('A' + column));
    for (int i = 0; i < 7; ++i)
      add_words(page, 50 + column * 180, 100 + i * kLeading,
                name + std::to_string(i) + " some words of a column");
  }
  EXPECT_EQ(firsts({page}), "A0 A1 A2 A3 A4 A5 A6 B0 B1 B2 B3 B4 B5 B6 C0 C1 C2 C3 C4 C5 C6");
}

TEST(PdfLayoutTest, AShortSecondColumnOfTheLastPageIsBelievedByThePagesBefore) {
  PdfPage page = page_of_a4();
  add_column(page, "L", 72, 100, 8);
  add_column(page, "R", 310, 100, 8);
  PdfPage last = page_of_a4();
  add_column(last, "l", 72, 100, 5);
  add_column(last, "r", 310, 100, 2);
  EXPECT_EQ(firsts({page, last}), firsts({page}) + " l0 l1 l2 l3 l4 r0 r1");
}

TEST(PdfLayoutTest, AFewWideGapsMakeNoColumns) {
  PdfPage page = page_of_a4();
  const std::string line =
      "a line of text that is wide enough to go across the whole of this page now";
  for (int i = 0; i < 20; ++i) add_words(page, 72, 100 + i * kLeading, line);
  for (int i = 0; i < 4; ++i) {  // a table
    add_words(page, 72, 400 + i * kLeading, "row" + std::to_string(i));
    add_words(page, 350, 400 + i * kLeading, "cell");
  }
  const std::vector<PdfLine> lines = lines_in_reading_order({page});
  ASSERT_EQ(lines.size(), 24U);
  EXPECT_EQ(lines[20].text, "row0\tcell");
}

TEST(PdfLayoutTest, ATableIsReadByRows) {
  PdfPage page = page_of_a4();
  for (int i = 0; i < 20; ++i) {
    add_words(page, 72, 100 + i * kLeading, i == 0 ? "a-name-that-is-longer-than-others" : "name");
    add_words(page, 310, 100 + i * kLeading, "what it means in some words");
  }
  const std::vector<PdfLine> lines = lines_in_reading_order({page});
  ASSERT_EQ(lines.size(), 20U);
  EXPECT_EQ(lines[5].text, "name\twhat it means in some words");
}

TEST(PdfLayoutTest, TurnedWordsAreApart) {
  PdfPage page = page_of_a4();
  add_words(page, 72, 100, "text");
  for (const double y : {400.0, 300.0, 200.0})
    page.words.push_back({"up", 20, y, 30, y + 40, kSize, false, false, true});
  EXPECT_EQ(firsts({page}), "text");
  const std::vector<PdfLine> turned = turned_lines({page});
  ASSERT_EQ(turned.size(), 1U);
  EXPECT_EQ(turned[0].text, "up up up");
}

TEST(PdfLayoutTest, AnyPlacesLoseNoWord) {
  PdfPage page = page_of_a4();
  unsigned seed = 1;
  const auto random = [&seed] {
    seed = seed * 1664525U + 1013904223U;
    return static_cast<double>(seed >> 8U) / 16777216.0;
  };
  for (int i = 0; i < 20000; ++i) {
    const double x = random() * (i % 7 == 0 ? 1e6 : 600);
    const double y = random() * (i % 11 == 0 ? 1e6 : 800);
    page.words.push_back(
        {"w", x, y, x + random() * 300, y + random() * 40, 1 + random() * 40, false, true, true});
  }
  std::size_t words = 0;
  for (const PdfLine& line : lines_in_reading_order({page, page}))
    words += static_cast<std::size_t>(std::count(line.text.begin(), line.text.end(), 'w'));
  EXPECT_EQ(words, 40000U);
}

TEST(PdfLayoutTest, TheSizeOfTheBodyIsThatOfMostLetters) {
  PdfPage page = page_of_a4();
  add_words(page, 72, 60, "Big Title", 20);
  add_column(page, "L", 72, 100, 3);
  EXPECT_EQ(body_size(lines_in_reading_order({page})), kSize);
}

}  // namespace
}  // namespace mi
