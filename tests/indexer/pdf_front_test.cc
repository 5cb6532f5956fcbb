#include "indexer/pdf_front.h"

#include <gtest/gtest.h>

namespace mi {
namespace {

using Strings = std::vector<std::string>;

PdfLine line(double y, double size, const std::string& text, int page = 1) {
  PdfLine line;
  line.text = text;
  line.page = page;
  line.x0 = 72;
  line.x1 = 500;
  line.y0 = y;
  line.y1 = y + size;
  line.size = size;
  return line;
}

std::vector<PdfLine> first_page() {
  std::vector<PdfLine> lines = {line(60, 17, "Toy Models of"),
                                line(80, 17, "Superposition"),
                                line(110, 12, "Ada Lovelace\u2217\tCharles Babbage1,2"),
                                line(125, 12, "University of Somewhere"),
                                line(140, 12, "September 14, 2022"),
                                line(170, 10, "Abstract")};
  for (int i = 0; i < 20; ++i)
    lines.push_back(line(190 + 12 * i, 10, "Some words of the text, Emmy Noether among them."));
  return lines;
}

PdfFront front_of(const PdfMetadata& metadata, std::vector<PdfLine> lines = first_page(),
                  std::vector<PdfLine> turned = {}) {
  return take_front(metadata, lines, turned);
}

TEST(PdfFrontTest, TheFirstPageTellsWhatTheMetadataDoesNot) {
  std::vector<PdfLine> lines = first_page();
  std::vector<PdfLine> turned;
  const PdfFront front = take_front({}, lines, turned);
  EXPECT_EQ(front.title, "Toy Models of Superposition");
  EXPECT_EQ(front.authors, (Strings{"Ada Lovelace", "Charles Babbage"}));
  EXPECT_EQ(front.date, "2022-09-14");
  EXPECT_EQ(lines.size(), first_page().size() - 3);
  EXPECT_EQ(lines[0].text, "University of Somewhere");
}

TEST(PdfFrontTest, TheMetadataIsBelieved) {
  const PdfFront front =
      front_of({"On Toys", "Grace Hopper; Alan M. Turing", "D:20210304120000+09'00'"}, {});
  EXPECT_EQ(front.title, "On Toys");
  EXPECT_EQ(front.authors, (Strings{"Grace Hopper", "Alan M. Turing"}));
  EXPECT_EQ(front.date, "2021-03-04");
}

TEST(PdfFrontTest, APrintedTitleThatIsNotKeptStaysInTheText) {
  std::vector<PdfLine> lines = first_page();
  std::vector<PdfLine> turned;
  EXPECT_EQ(take_front({"Another Title", "", ""}, lines, turned).title, "Another Title");
  EXPECT_EQ(lines[0].text, "Toy Models of");
}

TEST(PdfFrontTest, APrintedTitleThatIsSpeltOtherwiseIsTheSame) {
  std::vector<PdfLine> lines = first_page();
  std::vector<PdfLine> turned;
  EXPECT_EQ(take_front({"Toy models of superposition.", "", ""}, lines, turned).title,
            "Toy models of superposition.");
  EXPECT_EQ(lines[0].text, "University of Somewhere");
}

TEST(PdfFrontTest, TitlesThatAreNoneAreNotBelieved) {
  for (const char* title :
       {"", "paper.tex", "Microsoft Word - draft", "untitled", "main.DVI", "42"})
    EXPECT_EQ(front_of({title, "", ""}).title, "Toy Models of Superposition") << title;
}

TEST(PdfFrontTest, AuthorsOfTheMetadataAreReadInManyShapes) {
  const std::vector<std::pair<std::string, Strings>> table = {
      {"Ada Lovelace", {"Ada Lovelace"}},
      {"A. Lovelace, C. Babbage and E. Noether", {"A. Lovelace", "C. Babbage", "E. Noether"}},
      {"Ada Lovelace, Ada Lovelace", {"Ada Lovelace"}},
      {"Lovelace, Ada", {"Lovelace, Ada"}},
      {"Ludwig van der Berg", {"Ludwig van der Berg"}},
      {"\uD64D\uAE38\uB3D9, \uAE40\uCCA0\uC218", {"\uD64D\uAE38\uB3D9", "\uAE40\uCCA0\uC218"}},
      {"user", {}},
      {"LaTeX with hyperref", {}},
  };
  for (const auto& [text, authors] : table)
    EXPECT_EQ(front_of({"", text, ""}, {}).authors, authors) << text;
}

TEST(PdfFrontTest, TheStampTellsTheDateAndIsNoText) {
  std::vector<PdfLine> lines = first_page();
  std::vector<PdfLine> turned = {line(300, 20, "arXiv:2209.10652v1 [cs.LG] 21 Sep 2022"),
                                 line(400, 8, "Loss of the model", 2)};
  EXPECT_EQ(take_front({"", "", "D:20230101"}, lines, turned).date, "2022-09-21");
  ASSERT_EQ(turned.size(), 1U);
  EXPECT_EQ(turned[0].text, "Loss of the model");
}

TEST(PdfFrontTest, DatesOfTheMetadataAreAsExactAsTheyAre) {
  const std::vector<std::pair<std::string, std::string>> table = {{"D:2022", "2022"},
                                                                  {"D:202209", "2022-09"},
                                                                  {"20220914", "2022-09-14"},
                                                                  {"D:20229914", "2022"},
                                                                  {"D:20220999", "2022-09"},
                                                                  {"D:0001", ""},
                                                                  {"D:", ""},
                                                                  {"", ""},
                                                                  {"yesterday", ""}};
  for (const auto& [text, date] : table) EXPECT_EQ(front_of({"", "", text}, {}).date, date) << text;
}

TEST(PdfFrontTest, TheDoiIsTheFirstPages) {
  const std::vector<std::pair<std::string, std::string>> table = {
      {"https://doi.org/10.23915/Distill.00024", "10.23915/distill.00024"},
      {"DOI: 10.1000/182. See also", "10.1000/182"},
      {"10.1000/182", ""},
      {"doi of 10. May", ""},
  };
  for (const auto& [text, doi] : table)
    EXPECT_EQ(front_of({}, {line(100, 10, text)}).doi, doi) << text;
  EXPECT_EQ(front_of({}, {line(100, 10, "doi:10.1/2", 2)}).doi, "");
}

TEST(PdfFrontTest, APageOfOneSizeHasNoTitle) {
  EXPECT_EQ(front_of({}, {line(100, 10, "Only text"), line(112, 10, "here.")}).title, "");
  EXPECT_EQ(front_of({}, {}).title, "");
}

}  // namespace
}  // namespace mi
