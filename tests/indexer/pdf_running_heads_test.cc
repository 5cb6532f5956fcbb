#include "indexer/pdf_running_heads.h"

#include <gtest/gtest.h>

namespace mi {
namespace {

PdfLine line(int page, double y, const std::string& text) {
  PdfLine line;
  line.text = text;
  line.page = page;
  line.y0 = y;
  line.y1 = y + 10;
  return line;
}

// Pages of one head, ten lines of their own and one foot.
std::vector<PdfLine> file(const std::vector<std::string>& heads,
                          const std::vector<std::string>& feet) {
  std::vector<PdfLine> lines;
  for (std::size_t i = 0; i < heads.size(); ++i) {
    const int page = static_cast<int>(i) + 1;
    if (!heads[i].empty()) lines.push_back(line(page, 50, heads[i]));
    for (int row = 0; row < 10; ++row)
      lines.push_back(
          line(page, 80 + 12 * row,
               "body " + std::string(1, static_cast<char>('a' + row)) + std::string(i + 1, 'x')));
    if (!feet[i].empty()) lines.push_back(line(page, 760, feet[i]));
  }
  return lines;
}

// What is left beside the bodies.
std::string left(std::vector<PdfLine> lines) {
  drop_running_heads(lines);
  std::string out;
  for (const PdfLine& line : lines) {
    if (!line.text.starts_with("body")) out += (out.empty() ? "" : "|") + line.text;
  }
  return out;
}

TEST(PdfRunningHeadsTest, WhatRepeatsAtOneHeightIsDropped) {
  EXPECT_EQ(left(file({"", "Toy Models", "Toy Models"}, {"1", "2", "3"})), "");
  EXPECT_EQ(left(file({"Preprint.", "A. Lee", "Toy Models 3", "A. Lee", "Toy Models 5"},
                      {"Page 1 of 5", "Page 2 of 5", "Page 3 of 5", "Page 4 of 5", "Page 5 of 5"})),
            "");
}

TEST(PdfRunningHeadsTest, WhatStandsAtTheHeightOfRunningHeadsIsOne) {
  EXPECT_EQ(left(file({"2 Method", "2 Method", "3 Results", "4 Discussion", "4 Discussion"},
                      {"", "", "", "", ""})),
            "");
}

TEST(PdfRunningHeadsTest, ThePagesOwnNumberIsDropped) {
  EXPECT_EQ(left(file({"A title", ""}, {"1", "Other foot"})), "A title|Other foot");
}

TEST(PdfRunningHeadsTest, TextStays) {
  EXPECT_EQ(left(file({"One", "Two", "Three"}, {"x", "y", "z"})), "One|x|Two|y|Three|z");
  std::vector<PdfLine> lines = file({"", ""}, {"", ""});
  const std::size_t all = lines.size();
  drop_running_heads(lines);
  EXPECT_EQ(lines.size(), all);
}

TEST(PdfRunningHeadsTest, WhatRepeatsAmidThePageStays) {
  std::vector<PdfLine> lines = file({"", ""}, {"", ""});
  lines.push_back(line(1, 140, "as above"));
  lines.push_back(line(2, 140, "as above"));
  EXPECT_EQ(left(lines), "as above|as above");
}

TEST(PdfRunningHeadsTest, APageThatIsNothingElseKeepsIt) {
  EXPECT_EQ(left({line(1, 50, "Slide 1"), line(2, 50, "Slide 2")}), "Slide 1|Slide 2");
}

TEST(PdfRunningHeadsTest, NoLinesAreNoLines) {
  std::vector<PdfLine> none;
  drop_running_heads(none);
  EXPECT_TRUE(none.empty());
}

}  // namespace
}  // namespace mi
