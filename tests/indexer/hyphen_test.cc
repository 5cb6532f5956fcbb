#include "indexer/hyphen.h"

#include <gtest/gtest.h>

namespace mi {
namespace {

std::string joined(std::string paragraph, std::string_view line, std::string_view elsewhere = "") {
  WordsOfText vocabulary;
  vocabulary.add_line(elsewhere);
  append_line(paragraph, line, vocabulary);
  return paragraph;
}

TEST(HyphenTest, LinesAreJoinedBySpaces) {
  EXPECT_EQ(joined("", "one"), "one");
  EXPECT_EQ(joined("one", "two"), "one two");
}

TEST(HyphenTest, ABrokenWordIsMended) {
  EXPECT_EQ(joined("a repre-", "sentation of"), "a representation of");
  EXPECT_EQ(joined("a repre\u2010", "sentation of"), "a representation of");
  EXPECT_EQ(joined("a repre\u00ad", "sentation of"), "a representation of");
  EXPECT_EQ(joined("Poin-", "car\u00e9"), "Poincar\u00e9");
  EXPECT_EQ(joined("na\u00ef-", "\u00e9t\u00e9"), "na\u00ef\u00e9t\u00e9");
}

TEST(HyphenTest, AWordThatTheTextHasWithItsHyphenKeepsIt) {
  EXPECT_EQ(joined("a two-", "column page", "every two-column page"), "a two-column page");
  EXPECT_EQ(joined("(two-", "column)", "a \"two-column\", page"), "(two-column)");
  EXPECT_EQ(joined("the co-", "operation", "co-operation and cooperation"), "the cooperation");
}

TEST(HyphenTest, WhatBreaksNoWordStays) {
  EXPECT_EQ(joined("GPT-", "2 is"), "GPT-2 is");
  EXPECT_EQ(joined("Schwartz-", "Hearst"), "Schwartz-Hearst");
  EXPECT_EQ(joined("pages 3-", "5"), "pages 3- 5");
  EXPECT_EQ(joined("a -", "b"), "a - b");
  EXPECT_EQ(joined("-", "b"), "- b");
}

TEST(HyphenTest, TheBreakItselfTeachesNoWord) {
  WordsOfText vocabulary;
  vocabulary.add_line("a repre-");
  EXPECT_FALSE(vocabulary.contains("repre-"));
  EXPECT_TRUE(vocabulary.contains("a"));
}

}  // namespace
}  // namespace mi
