#include "indexer/passages.h"

#include <gtest/gtest.h>

#include <string>

namespace mi {
namespace {

// n words: "w1 w2 ... wn", with a full stop behind every `sentence`th.
std::string words(int n, int sentence = 0, const std::string& prefix = "w") {
  std::string text;
  for (int i = 1; i <= n; ++i) {
    text += (i == 1 ? "" : " ") + prefix + std::to_string(i);
    if (sentence > 0 && i % sentence == 0) text += '.';
  }
  return text;
}

Document document_of(std::vector<Section> sections) {
  Document document;
  document.sections = std::move(sections);
  return document;
}

Section section_of(std::vector<Block> blocks) {
  return {{"Heading"}, "heading", std::move(blocks)};
}

IndexConfig limits(int least, int most) {
  IndexConfig config;
  config.passage_min_words = least;
  config.passage_max_words = most;
  return config;
}

std::vector<std::size_t> sizes(const std::vector<Passage>& passages) {
  std::vector<std::size_t> out;
  for (const Passage& passage : passages) out.push_back(count_words(passage.text));
  return out;
}

using Sizes = std::vector<std::size_t>;

TEST(Passages, JoinShortParagraphsAndCutAtTheLimits) {
  const struct {
    std::vector<int> paragraphs;
    Sizes expected;
  } kCases[] = {
      {{}, {}},
      {{3}, {3}},
      {{5, 5}, {10}},
      {{10, 10}, {10, 10}},
      {{9, 11}, {20}},
      {{9, 12}, {9, 12}},
      {{10, 4}, {14}},     // a short tail joins what it follows
      {{18, 4}, {18, 4}},  // unless that would be too long
      {{11, 8, 19}, {19, 19}},
      {{10, 5, 19}, {15, 19}},
      {{45}, {20, 20, 5}},  // one long paragraph
      {{5, 45, 5}, {5, 20, 20, 10}},
  };
  for (const auto& c : kCases) {
    std::vector<Block> blocks;
    for (const int size : c.paragraphs)
      blocks.push_back({BlockKind::paragraph, words(size), 0, 0, ""});
    EXPECT_EQ(sizes(split_passages(document_of({section_of(blocks)}), limits(10, 20))), c.expected)
        << testing::PrintToString(c.paragraphs);
  }
}

TEST(Passages, NeverCrossAHeading) {
  const Document document =
      document_of({{{"A"}, "a", {{BlockKind::paragraph, "one two", 3, 4, ""}}},
                   {{"A", "B"}, "b", {{BlockKind::paragraph, "three", 6, 6, "p3"}}}});
  const std::vector<Passage> passages = split_passages(document, limits(80, 220));
  ASSERT_EQ(passages.size(), 2U);
  EXPECT_EQ(passages[0],
            (Passage{{"A"}, "a", "one two", 3, 4, {{BlockKind::paragraph, 0, false}}}));
  EXPECT_EQ(passages[1],
            (Passage{{"A", "B"}, "p3", "three", 6, 6, {{BlockKind::paragraph, 0, false}}}));
}

TEST(Passages, CutLongParagraphsBetweenSentencesAndLongSentencesBetweenWords) {
  const Document document =
      document_of({section_of({{BlockKind::paragraph, words(24, 8), 0, 0, ""}}),
                   section_of({{BlockKind::paragraph, words(3, 3) + " " + words(25), 0, 0, ""}})});
  EXPECT_EQ(sizes(split_passages(document, limits(10, 20))), (Sizes{16, 8, 3, 20, 5}));
}

TEST(Passages, DoNotCutBehindAnAbbreviation) {
  for (const std::string words_before : {"e.g.", "(see e.g.", "Lee et al.", "[Lee et al.", "A."}) {
    const std::string text = words(8, 8) + " " + words(9) + " " + words_before + " " + words(9, 9);
    const Document document = document_of({section_of({{BlockKind::paragraph, text, 0, 0, ""}})});
    EXPECT_EQ(sizes(split_passages(document, limits(5, 22)))[0], 8U) << words_before;
  }
}

TEST(Passages, CutTablesAndCodeBetweenLinesAndKeepFootnotesWhole) {
  std::string table;
  for (int row = 0; row < 10; ++row) table += "a | b | c\n";
  const Document document = document_of({section_of({{BlockKind::table, table, 0, 0, ""}}),
                                         section_of({{BlockKind::footnote, words(50), 0, 0, ""}})});
  EXPECT_EQ(sizes(split_passages(document, limits(10, 20))), (Sizes{20, 20, 10, 50}));
}

TEST(Passages, CarryHeadingsOfABoundedLength) {
  const Document document = document_of({{{std::string(100'000, 'h')},
                                          std::string(1000, 'a'),
                                          {{BlockKind::paragraph, "text", 0, 0, ""}}}});
  const std::vector<Passage> passages = split_passages(document, limits(10, 20));
  ASSERT_EQ(passages.size(), 1U);
  EXPECT_EQ(passages[0].heading_path[0].size(), kMaxHeadingBytes);
  EXPECT_EQ(passages[0].anchor, "");
}

TEST(Passages, LoseNoWord) {
  std::vector<Block> blocks;
  std::string all;
  for (int i = 1; i < 60; ++i) {
    const std::string text = words(i * 7 % 53 + 1, i % 9 + 1, "p" + std::to_string(i) + "w");
    blocks.push_back({BlockKind::paragraph, text, 0, 0, ""});
    all += text + " ";
  }
  std::string joined;
  for (const Passage& passage : split_passages(document_of({section_of(blocks)}), limits(10, 20))) {
    joined += passage.text + " ";
    EXPECT_LE(count_words(passage.text), 20U);
  }
  for (char& c : joined) c = c == '\n' ? ' ' : c;
  for (std::size_t at = 0; (at = joined.find("  ")) != std::string::npos;) joined.erase(at, 1);
  EXPECT_EQ(joined, all);
}

TEST(Passages, TellWhatBlocksTheirTextIsMadeOf) {
  const std::vector<Block> blocks = {{BlockKind::paragraph, words(30, 5), 0, 0, ""},
                                     {BlockKind::list_item, "one item", 0, 0, ""},
                                     {BlockKind::code, "x = 1\n\ny = 2", 0, 0, ""}};
  const std::vector<Passage> passages =
      split_passages(document_of({section_of(blocks)}), limits(10, 20));
  ASSERT_EQ(passages.size(), 2U);
  EXPECT_EQ(passages[0].blocks, (std::vector<PassageBlock>{{BlockKind::paragraph, 0, false}}));
  const std::string& text = passages[1].text;
  EXPECT_EQ(passages[1].blocks,
            (std::vector<PassageBlock>{{BlockKind::paragraph, 0, true},
                                       {BlockKind::list_item, text.find("one item"), false},
                                       {BlockKind::code, text.find("x = 1"), false}}));
}

TEST(Passages, TellOfAShortRestToo) {
  const std::vector<Block> blocks = {{BlockKind::paragraph, words(12), 0, 0, ""},
                                     {BlockKind::quote, words(4), 0, 0, ""}};
  const std::vector<Passage> passages =
      split_passages(document_of({section_of(blocks)}), limits(10, 20));
  ASSERT_EQ(passages.size(), 1U);
  ASSERT_EQ(passages[0].blocks.size(), 2U);
  EXPECT_EQ(passages[0].blocks[1].kind, BlockKind::quote);
  EXPECT_EQ(passages[0].text.substr(passages[0].blocks[1].begin), words(4));
}

}  // namespace
}  // namespace mi
