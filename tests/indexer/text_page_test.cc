#include "indexer/text_page.h"

#include <gtest/gtest.h>

namespace mi {
namespace {

Page sample_page() {
  Page page;
  page.url = "https://a.org/notes.txt";
  return page;
}

TEST(TextPageTest, HasItsFirstLineForATitleAndItsParagraphs) {
  const Document document = read_text_page(
      "\r\n  On plain text\r\n\r\nA paragraph of\r\ntwo lines, see https://b.org/x#y\r\n",
      sample_page());
  EXPECT_EQ(document.info.kind, DocumentKind::paper);
  EXPECT_EQ(document.info.id, "https://a.org/notes.txt");
  EXPECT_EQ(document.info.url, "https://a.org/notes.txt");
  EXPECT_EQ(document.info.site, "a.org");
  EXPECT_EQ(document.info.title, "On plain text");
  EXPECT_EQ(document.info.language, "en");
  ASSERT_EQ(document.sections.size(), 1U);
  ASSERT_EQ(document.sections[0].blocks.size(), 2U);
  EXPECT_EQ(document.sections[0].blocks[1].text, "A paragraph of two lines, see https://b.org/x#y");
  EXPECT_EQ(document.sections[0].blocks[1].line_begin, 0);
  ASSERT_EQ(document.links.size(), 1U);
  EXPECT_EQ(document.links[0].url, "https://b.org/x");
  EXPECT_EQ(document.links[0].fragment, "y");
}

TEST(TextPageTest, AnEmptyPageHasNoSections) {
  EXPECT_TRUE(read_text_page("", sample_page()).sections.empty());
  EXPECT_TRUE(read_text_page(" \n\n\t\n", sample_page()).sections.empty());
}

TEST(TextPageTest, JamoBecomeSyllables) {
  const Document document =
      read_text_page("\u1112\u1161\u11AB\u1100\u1173\u11AF \u1100\u1173\u11AF", sample_page());
  EXPECT_EQ(document.info.title, "\uD55C\uAE00 \uAE00");
  EXPECT_EQ(document.info.language, "ko");
}

}  // namespace
}  // namespace mi
