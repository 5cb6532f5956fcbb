#include "indexer/sentence.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "core/unicode.h"

namespace mi {
namespace {

// The sentence around what stands between '<' and '>' in the paragraph.
std::string sentence_in(std::string paragraph) {
  const std::size_t begin = paragraph.find('<');
  paragraph.erase(begin, 1);
  const std::size_t end = paragraph.find('>');
  paragraph.erase(end, 1);
  return sentence_around(paragraph, begin, end);
}

TEST(Sentence, EndsWhereAReaderSaysSo) {
  struct Case {
    std::string paragraph;
    std::string expected;
  };
  const std::vector<Case> cases = {
      {"<a>", "a"},
      {"One. Two <a> three. Four.", "Two a three."},
      {"<a> one. Two.", "a one."},
      {"One! Two? <a>", "a"},
      {"하나다. 둘은 <a>이다. 셋.", "둘은 a이다."},
      {"一。二<a>。三", "二a。"},
      {"He said \"no.\" She <a> (yes.) It", "She a (yes.)"},
      {"One. As Olah et al. show in <a>, it is. No.", "As Olah et al. show in a, it is."},
      {"By C. Olah, <a>. No.", "By C. Olah, a."},
      {"See Fig. 2 of <a> and e.g. this, i.e. that vs. those. No",
       "See Fig. 2 of a and e.g. this, i.e. that vs. those."},
      {"Version 1.5 of a.b <c> is 2.0. No", "Version 1.5 of a.b c is 2.0."},
      {"One. <Why? Because it is. So> two. Three.", "Why? Because it is. So two."},
      {"One. <Two.> Three.", "Two."},
      {"One,\n  two  <a>\n three.", "One, two a three."},
      {"One...  Two <a>", "Two a"},
      {"One.Two <a>", "One.Two a"},
      {"One. <>Two", "Two"},
  };
  for (const Case& test : cases) {
    EXPECT_EQ(sentence_in(test.paragraph), test.expected) << test.paragraph;
  }
  EXPECT_EQ(sentence_around("", 0, 0), "");
  EXPECT_EQ(sentence_around("One. Two", 90, 99), "Two");
}

std::string repeat(std::string_view piece, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += piece;
  return out;
}

TEST(Sentence, IsBoundedAroundTheLink) {
  for (const std::string_view word : {"word ", "낱말 ", "x", "가"}) {
    for (const int before : {0, 1, 10, 1000, 10'000}) {
      for (const int after : {0, 1, 10, 1000, 10'000}) {
        const std::string sentence =
            sentence_in(repeat(word, before) + " <the link> " + repeat(word, after));
        EXPECT_LE(sentence.size(), kMaxSentenceBytes);
        EXPECT_NE(sentence.find("the link"), std::string::npos) << word << before << " " << after;
        EXPECT_TRUE(is_valid_utf8(sentence));
        EXPECT_EQ(sentence.starts_with("…"), before >= 1000) << word << before << " " << after;
        EXPECT_EQ(sentence.ends_with("…"), after >= 1000) << word << before << " " << after;
      }
    }
  }
}

TEST(Sentence, BoundsALongLinkToo) {
  for (const std::string_view word : {"word ", "낱말 ", "x", "가"}) {
    const std::string sentence = sentence_in("One <" + repeat(word, 100'000) + "> two.");
    EXPECT_LE(sentence.size(), kMaxSentenceBytes);
    EXPECT_TRUE(sentence.starts_with("One ")) << sentence;
    EXPECT_TRUE(is_valid_utf8(sentence));
  }
}

TEST(Sentence, CutsAnExcerptNotAtFullStops) {
  EXPECT_EQ(excerpt_around("a | b. c | d", 9, 10), "a | b. c | d");
  const std::string row = repeat("a. ", 1000) + "link | " + repeat("b ", 1000);
  const std::string excerpt = excerpt_around(row, 3000, 3004);
  EXPECT_LE(excerpt.size(), kMaxSentenceBytes);
  EXPECT_NE(excerpt.find("a. link | b"), std::string::npos);
}

}  // namespace
}  // namespace mi
