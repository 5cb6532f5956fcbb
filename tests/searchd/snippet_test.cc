#include "searchd/snippet.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "core/unicode.h"

namespace mi {
namespace {

// The snippet with its marks in brackets and its cuts as dots.
std::string shown(const Snippet& snippet) {
  std::string out = snippet.cut_before ? ".." : "";
  std::size_t at = 0;
  for (const Span& mark : snippet.marks) {
    out += snippet.text.substr(at, mark.begin - at) + "[" +
           snippet.text.substr(mark.begin, mark.end - mark.begin) + "]";
    at = mark.end;
  }
  return out + snippet.text.substr(at) + (snippet.cut_after ? ".." : "");
}

TEST(Snippet, MarksWholeWordsThatAnswerTheQuery) {
  const struct {
    std::string_view text;
    TermWeights terms;
    std::string_view expected;
  } kCases[] = {
      {"Superpositions happen.", {{"superposit", 1}}, "[Superpositions] happen."},
      {"An in-context learner", {{"incontext", 1}, {"context", 1}}, "An [in-context] learner"},
      {"특징들이 중첩을 이룬다", {{"중첩", 1}}, "특징들이 [중첩을] 이룬다"},
      {"중첩표현이라는 말", {{"중첩", 1}}, "[중첩표현이라는] 말"},
      {"BERT의 층", {{"bert", 1}}, "[BERT]의 층"},
      {"the \uFB01rst \uFB01re", {{"fire", 1}}, "the \uFB01rst [\uFB01re]"},
      {"nothing here", {{"absent", 1}}, "nothing here"},
      {"", {{"absent", 1}}, ""},
      {"no terms", {}, "no terms"},
  };
  for (const auto& c : kCases)
    EXPECT_EQ(shown(make_snippet(c.text, c.terms, 200)), c.expected) << c.text;
}

TEST(Snippet, ChoosesTheWindowWithTheMostDifferentAndRarestWords) {
  const std::string filler = "Some words that fill the space between. ";
  const std::string text = "common common common. " + filler + filler + filler +
                           "The rare thing is common. " + filler + filler;
  const Snippet snippet = make_snippet(text, {{"common", 1}, {"rare", 5}}, 60);
  EXPECT_EQ(shown(snippet), "..The [rare] thing is [common]. Some words that fill the space..");
}

TEST(Snippet, BeginsAtASentenceWhereOneIsNear) {
  const std::string text =
      std::string(300, 'x') + " end. Here the target stands in its sentence, and on it goes.";
  EXPECT_EQ(make_snippet(text, {{"target", 1}}, 80).text.substr(0, 8), "Here the");
}

TEST(Snippet, NeverCutsALetterAndKeepsItsMarksInside) {
  std::mt19937 random(20260103);
  const std::vector<std::string> words = {
      "target", "중첩을", "\u1112\u1161\u11AB", "x", "긴단어가이어진다", "\n", "é"};
  for (int round = 0; round < 2000; ++round) {
    std::string text;
    for (auto i = random() % 60; i > 0; --i) {
      text += words[random() % words.size()] + (random() % 4 == 0 ? "" : " ");
    }
    const Snippet snippet = make_snippet(text, {{"target", 1}, {"중첩", 2}}, 20 + random() % 60);
    ASSERT_TRUE(is_valid_utf8(snippet.text)) << text;
    std::size_t end = 0;
    for (const Span& mark : snippet.marks) {
      ASSERT_GE(mark.begin, end) << text;
      ASSERT_LT(mark.begin, mark.end) << text;
      ASSERT_LE(mark.end, snippet.text.size()) << text;
      end = mark.end;
    }
  }
}

TEST(Snippet, CutsOneEndlessWordBetweenLetters) {
  std::string word;
  for (int i = 0; i < 1000; ++i) word += "가";
  const Snippet snippet = make_snippet(word, {}, 100);
  EXPECT_TRUE(is_valid_utf8(snippet.text));
  EXPECT_LE(snippet.text.size(), 103U);
  EXPECT_GE(snippet.text.size(), 90U);
  EXPECT_TRUE(snippet.cut_after);
}

}  // namespace
}  // namespace mi
