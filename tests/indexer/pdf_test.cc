#include "indexer/pdf.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "indexer/passages.h"
#include "indexer/reading_pool.h"
#include "tests/support/pdf_writer.h"

namespace mi {
namespace {

using Font = PdfWriter::Font;
using Strings = std::vector<std::string>;

Page sample_page() {
  Page page;
  page.url = "https://a.org/paper.pdf";
  page.final_url = "https://b.org/paper-v2.pdf";
  return page;
}

Expected<Document> read(const PdfWriter& writer) {
  return read_pdf(writer.finish(), sample_page());
}

std::string error_of(std::string_view bytes) {
  const Expected<Document> document = read_pdf(bytes, sample_page());
  return document ? "" : document.error().message;
}

// A line for each block: its section's heading, its kind, its page and its text.
Strings blocks_of(const Document& document) {
  static constexpr const char* kKinds[] = {"",      "item ",    "quote ", "table ",
                                           "code ", "caption ", "note "};
  Strings blocks;
  for (const Section& section : document.sections) {
    for (const Block& block : section.blocks) {
      std::string path;
      for (const std::string& heading : section.heading_path) path += heading + " > ";
      blocks.push_back(path + kKinds[static_cast<int>(block.kind)] + block.anchor + " " +
                       block.text);
    }
  }
  return blocks;
}

void write_lines(PdfWriter& writer, double x, double y, const Strings& lines, double size = 10) {
  for (const std::string& line : lines) {
    writer.write(x, y, size, line);
    y += 1.2 * size;
  }
}

TEST(PdfTest, AFileOfOnePageIsADocument) {
  PdfWriter writer;
  writer.set_info("Title", "On Small Files");
  writer.set_info("Author", "Ada Lovelace, Charles Babbage");
  writer.set_info("CreationDate", "D:20220914120000Z");
  writer.begin_page();
  write_lines(writer, 72, 100,
              {"The first line of a text that goes on to fill", "the second line."});
  const Expected<Document> document = read(writer);
  ASSERT_TRUE(document) << document.error().message;
  EXPECT_EQ(document->info.kind, DocumentKind::paper);
  EXPECT_EQ(document->info.id, "https://a.org/paper.pdf");
  EXPECT_EQ(document->info.url, "https://b.org/paper-v2.pdf");
  EXPECT_EQ(document->info.site, "b.org");
  EXPECT_EQ(document->info.title, "On Small Files");
  EXPECT_EQ(document->info.authors, (Strings{"Ada Lovelace", "Charles Babbage"}));
  EXPECT_EQ(document->info.date, "2022-09-14");
  EXPECT_EQ(document->info.language, "en");
  EXPECT_EQ(blocks_of(*document),
            (Strings{"page=1 The first line of a text that goes on to fill the second line."}));
}

TEST(PdfTest, LigaturesAndHyphensAreMended) {
  PdfWriter writer;
  writer.begin_page();
  write_lines(writer, 72, 100,
              {"An ef\256cient classi\256er has a small \257oor and its repre-",
               "sentation is of low rank in a two-", "column page like any two-column page."});
  EXPECT_EQ(
      blocks_of(*read(writer)),
      (Strings{"page=1 An efficient classifier has a small floor and its representation is of "
               "low rank in a two-column page like any two-column page."}));
}

// A paper in two columns, of two pages: as the templates of conferences set it.
PdfWriter two_column_paper() {
  PdfWriter writer;
  for (int page = 1; page <= 2; ++page) {
    writer.begin_page();
    const std::string n = std::to_string(page);
    writer.write(250, 40, 8, "Journal of Small Files");
    if (page == 1) {
      writer.write(120, 80, 18, "Features of Small Files", Font::bold);
      writer.write(150, 105, 11, "Ada Lovelace");
      writer.write(300, 105, 11, "Charles Babbage");
      writer.write(150, 120, 11, "University of Somewhere");
      writer.write_turned(30, 600, 20, "arXiv:2209.10652v1 [cs.LG] 21 Sep 2022");
    }
    writer.write(72, 160, 12, n + " Section " + n, Font::bold);
    writer.write(310, 160, 12, n + ".1 Details of " + n, Font::bold);
    for (int i = 0; i < 10; ++i) {
      const std::string row = n + std::to_string(i);
      const std::string end = i == 9 ? "." : "";
      writer.write(72, 180 + 12 * i, 10,
                   "left" + row + " words of a line that is full up to" + end);
      writer.write(310, 180 + 12 * i, 10, "right" + row + " words of a line that is full up" + end);
    }
    writer.write(
        72, 330, 10,
        "Figure " + n + ": A picture that is as wide as the page, with the words of both columns.");
    writer.write(72, 700, 8, "1 A note at the foot of the column.");
    writer.write(297, 800, 9, n);
  }
  return writer;
}

TEST(PdfTest, ColumnsAreReadOneAfterTheOther) {
  const Expected<Document> document = read(two_column_paper());
  ASSERT_TRUE(document);
  std::string text;
  for (const std::string& block : blocks_of(*document)) text += block + "\n";
  std::size_t at = 0;
  for (const char* page : {"1", "2"}) {
    for (const char* side : {"left", "right"}) {
      for (int i = 0; i < 10; ++i) {
        const std::string word = side + std::string(page) + std::to_string(i) + " ";
        const std::size_t found = text.find(word);
        ASSERT_NE(found, std::string::npos) << word;
        EXPECT_EQ(text.find(word, found + 1), std::string::npos) << word;
        EXPECT_GT(found, at) << word;
        at = found;
      }
    }
  }
}

TEST(PdfTest, APaperHasItsSectionsWithTheirPages) {
  const Expected<Document> document = read(two_column_paper());
  ASSERT_TRUE(document);
  EXPECT_EQ(document->info.title, "Features of Small Files");
  EXPECT_EQ(document->info.authors, (Strings{"Ada Lovelace", "Charles Babbage"}));
  EXPECT_EQ(document->info.date, "2022-09-21");
  Strings outline;
  for (const Section& section : document->sections) {
    std::string path;
    for (const std::string& heading : section.heading_path) path += heading + " > ";
    outline.push_back(path + section.anchor);
  }
  EXPECT_EQ(outline,
            (Strings{"page=1", "1 Section 1 > page=1", "1 Section 1 > 1.1 Details of 1 > page=1",
                     "2 Section 2 > page=2", "2 Section 2 > 2.1 Details of 2 > page=2"}));
  const Strings blocks = blocks_of(*document);
  EXPECT_EQ(blocks.front(), "page=1 University of Somewhere");
  const auto has = [&](const std::string& block) {
    return std::find(blocks.begin(), blocks.end(), block) != blocks.end();
  };
  EXPECT_TRUE(
      has("1 Section 1 > 1.1 Details of 1 > caption page=1 Figure 1: A picture that is as "
          "wide as the page, with the words of both columns."));
  EXPECT_TRUE(
      has("1 Section 1 > 1.1 Details of 1 > note page=1 1 A note at the foot of the "
          "column."));
  for (const std::string& block : blocks) {
    EXPECT_EQ(block.find("Journal"), std::string::npos) << block;
    EXPECT_EQ(block.find("arXiv"), std::string::npos) << block;
  }
}

TEST(PdfTest, APassageLinksToItsPage) {
  const Expected<Document> document = read(two_column_paper());
  ASSERT_TRUE(document);
  for (const Passage& passage : split_passages(*document, IndexConfig())) {
    const bool second = passage.text.find("left2") != std::string::npos ||
                        passage.text.find("right2") != std::string::npos;
    EXPECT_EQ(passage.anchor, second ? "page=2" : "page=1") << passage.text;
  }
}

TEST(PdfTest, AParagraphGoesOnOverAPageAndItsFootnote) {
  PdfWriter writer;
  writer.begin_page();
  write_lines(writer, 72, 100,
              {"A paragraph that begins on the first page with a full line of words and",
               "that goes on over the foot of the page, where a word is hyphen-"});
  writer.write(72, 700, 7, "1 A note.");
  writer.begin_page();
  write_lines(writer, 72, 100,
              {"ated at its end. It goes on in a second line of the second page and",
               "ends there with a last line that is quite as full as the others.",
               "   Another paragraph."});
  EXPECT_EQ(
      blocks_of(*read(writer)),
      (Strings{"page=1 A paragraph that begins on the first page with a full line of words "
               "and that goes on over the foot of the page, where a word is hyphenated at its "
               "end. It goes on in a second line of the second page and ends there with a last "
               "line that is quite as full as the others.",
               "note page=1 1 A note.", "page=2 Another paragraph."}));
}

TEST(PdfTest, ListsAndReferencesAreItems) {
  PdfWriter writer;
  writer.begin_page();
  writer.write(72, 80, 12, "References", Font::bold);
  write_lines(writer, 72, 100, {"[1] A. Lee. A title. In a journal that has a long name, and"});
  write_lines(writer, 88, 112, {"that goes on in the next line, 2020."});
  write_lines(writer, 72, 124, {"[2] B. Lee. Another title. https://a.org/other, 2021."});
  const Expected<Document> document = read(writer);
  EXPECT_EQ(blocks_of(*document),
            (Strings{"References > item page=1 [1] A. Lee. A title. In a journal that has a long "
                     "name, and that goes on in the next line, 2020.",
                     "References > item page=1 [2] B. Lee. Another title. https://a.org/other, "
                     "2021."}));
  ASSERT_EQ(document->links.size(), 1U);
  EXPECT_EQ(document->links[0].url, "https://a.org/other");
}

TEST(PdfTest, AHeadingWithNothingBelowIsKept) {
  PdfWriter writer;
  writer.begin_page();
  write_lines(writer, 72, 100, {"Some text of this page that is set in the size of the body."});
  writer.write(72, 150, 14, "1 Only a heading", Font::bold);
  writer.write(72, 250, 14, "2 Another", Font::bold);
  writer.write(72, 350, 12, "2.1 Below", Font::bold);
  EXPECT_EQ(blocks_of(*read(writer)),
            (Strings{"page=1 Some text of this page that is set in the size of the body.",
                     "1 Only a heading > page=1 1 Only a heading",
                     "2 Another > 2.1 Below > page=1 2.1 Below"}));
}

TEST(PdfTest, WhatStandsTurnedIsKeptBehindItsPage) {
  PdfWriter writer;
  writer.begin_page();
  writer.write_turned(60, 400, 10, "Loss of the model");
  write_lines(writer, 72, 100, {"Some text of the first page."});
  writer.begin_page();
  write_lines(writer, 72, 100, {"Some text of the second page."});
  EXPECT_EQ(blocks_of(*read(writer)),
            (Strings{"page=1 Some text of the first page.", "page=1 Loss of the model",
                     "page=2 Some text of the second page."}));
}

TEST(PdfTest, WhatIsNoPdfIsAnError) {
  EXPECT_EQ(error_of(""), "it is no PDF, or a damaged one");
  EXPECT_EQ(error_of("<html>not found</html>"), "it is no PDF, or a damaged one");
  EXPECT_EQ(error_of("%PDF-1.7\n"), "it is no PDF, or a damaged one");
  EXPECT_EQ(error_of(std::string(100000, '\xff')), "it is no PDF, or a damaged one");
}

TEST(PdfTest, ALockedFileIsAnError) {
  PdfWriter writer = two_column_paper();
  writer.lock();
  EXPECT_EQ(error_of(writer.finish()), "it is locked with a password");
}

TEST(PdfTest, AFileWithoutPagesOrTextIsAnError) {
  PdfWriter writer;
  EXPECT_EQ(error_of(writer.finish()), "it is a PDF without pages");
  writer.begin_page();
  writer.begin_page();
  EXPECT_EQ(error_of(writer.finish()), "there is no text in it: its pages are pictures");
}

TEST(PdfTest, MetadataOfAnyLengthIsBounded) {
  PdfWriter writer = two_column_paper();
  std::string names;
  for (int i = 0; i < 100000; ++i) names += "*,Ada Lovelace " + std::to_string(i);
  writer.set_info("Author", names);
  writer.set_info("Title", names);
  const Expected<Document> document = read(writer);
  ASSERT_TRUE(document);
  EXPECT_LE(document->info.title.size(), 20000U);
}

TEST(PdfTest, AScriptIsNotRunAndIsNoText) {
  PdfWriter writer = two_column_paper();
  const Expected<Document> plain = read(writer);
  writer.set_script("app.alert('secret'); while (true);");
  EXPECT_EQ(*read(writer), *plain);
}

// A word of its own for each number, without digits.
std::string word_of(int number) {
  std::string word = "word";
  for (; number > 0; number /= 10) word += static_cast<char>('a' + number % 10);
  return word;
}

TEST(PdfTest, AThousandPagesAreReadWhole) {
  PdfWriter writer;
  for (int i = 0; i < 1000; ++i) {
    writer.begin_page();
    writer.write(72, 100, 10, word_of(i) + " stands on a page.");
  }
  const Strings blocks = blocks_of(*read(writer));
  ASSERT_EQ(blocks.size(), 1000U);
  EXPECT_EQ(blocks.back(), "page=1000 " + word_of(999) + " stands on a page.");
}

TEST(PdfTest, AFileOfTooManyPagesIsAnError) {
  PdfWriter writer;
  for (int i = 0; i < kMaxPdfPages; ++i) writer.begin_page();
  EXPECT_EQ(error_of(writer.finish()), "there is no text in it: its pages are pictures");
  writer.begin_page();
  EXPECT_EQ(error_of(writer.finish()), "it has 3001 pages; at most 3000 are read");
}

TEST(PdfTest, AFileThatIsCutOrDamagedCostsItselfAlone) {
  const std::string whole = two_column_paper().finish();
  std::mt19937 random(7);
  std::vector<std::string> files;
  for (std::size_t size = 0; size < whole.size(); size += whole.size() / 40)
    files.push_back(whole.substr(0, size));
  for (int i = 0; i < 200; ++i) {
    std::string bytes = whole;
    for (int flips = 0; flips < 20; ++flips)
      bytes[random() % bytes.size()] = static_cast<char>(random() & 0xffU);
    files.push_back(std::move(bytes));
  }
  std::vector<ReadInput> inputs;
  for (const std::string& bytes : files) {
    inputs.push_back([&bytes]() -> Reading {
      Expected<Document> document = read_pdf(bytes, sample_page());
      if (!document) return failure(document.error());
      return IndexedDocument{document->info, {}, split_passages(*document, IndexConfig())};
    });
  }
  std::size_t readings = 0;
  EXPECT_TRUE(read_in_workers(inputs, IndexConfig(), [&](std::size_t, const Reading& reading) {
    ++readings;
    EXPECT_TRUE(reading || !reading.error().message.empty());
    return Expected<void>();
  }));
  EXPECT_EQ(readings, files.size());
}

}  // namespace
}  // namespace mi
