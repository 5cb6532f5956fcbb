#include "searchd/snippet.h"

#include <gtest/gtest.h>

#include <chrono>
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
      {"in context in-context",
       {{"in", 1}, {"incontext", 2}, {"context", 1}},
       "[in] [context] [in-context]"},
      {"na\u00EFve \u03B1-decay", {{"naiv", 1}, {"alpha", 1}}, "[na\u00EFve] [\u03B1]-decay"},
      // Other spaces than the query's, and words that only the 2-grams found.
      {"인덕션 헤드와 머리", {{"인덕션헤드", 1}}, "[인덕션] [헤드와] 머리"},
      {"드문 션헤", {{"인덕션헤드", 1}}, "드문 션헤"},
      // What is no HTML is shown as it is.
      {"a &amp; <b>neuron</b> &#45;", {{"neuron", 1}}, "a &amp; <b>[neuron]</b> &#45;"},
      // Formulas are marked whole, by their symbols.
      {"so $W_Q^T W_K$ and $W$",
       {{"XMW", 1}, {"XM_Q", 1}, {"XM^T", 1}, {"XM_K", 1}},
       "so [$W_Q^T W_K$] and $W$"},
      {"so $x$ is x", {{"x", 1}}, "so $[x]$ is [x]"},
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

TEST(Snippet, PrefersWordsBesideEachOther) {
  const std::string filler = "Some words that fill the space between. ";
  const std::string text =
      "The toy is there, no model. " + filler + filler + filler + "Here a toy model is. " + filler;
  EXPECT_EQ(shown(make_snippet(text, {{"toy", 1}, {"model", 1}}, 60)).substr(0, 20),
            "..Here a [toy] [mode");
}

TEST(Snippet, FindsTheBestWindowHoweverFarItIs) {
  std::string text;
  for (int i = 0; i < 500; ++i) text += "common word. ";
  text += "The rare one.";
  EXPECT_NE(shown(make_snippet(text, {{"common", 1}, {"rare", 5}}, 60)).find("[rare]"),
            std::string::npos);
}

TEST(Snippet, TellsWhichFormulasItHoldsWhole) {
  const std::string text = "the target $W_Q$ of it all, and $$x = y$$";
  const Snippet whole = make_snippet(text, {{"target", 1}}, 200);
  EXPECT_EQ(whole.formulas, (std::vector<Span>{{11, 16}, {32, 41}}));
  std::string endless = "$";
  for (int i = 0; i < 100; ++i) endless += "a_{i} + ";
  endless += "b$ and then the target with $c$";
  const Snippet cut = make_snippet(endless, {{"target", 1}}, 60);
  ASSERT_TRUE(cut.cut_before);
  ASSERT_EQ(cut.formulas.size(), 1U) << "half a formula is none";
  EXPECT_EQ(cut.text.substr(cut.formulas[0].begin), "$c$");
}

TEST(Snippet, CutsNoFormula) {
  const std::string filler = "Words that fill the space. ";
  const std::string formula = "$W_Q^T W_K = a + b$";
  const std::string behind = "The target is here and then comes " + formula + " " + filler;
  EXPECT_EQ(make_snippet(behind, {{"target", 1}}, 42).text, "The target is here and then comes");
  const std::string before = filler + filler + formula + " target of it all " + filler;
  const std::string text = make_snippet(before, {{"target", 1}}, 40).text;
  EXPECT_TRUE(text.find('$') == std::string::npos || text.starts_with(formula)) << text;
}

TEST(Snippet, CutsNoMarkFromItsLetter) {
  std::string word;
  for (int i = 0; i < 200; ++i) word += "x\u0302\u0301";  // 5 bytes each
  for (std::size_t bytes = 40; bytes < 60; ++bytes) {
    EXPECT_EQ(make_snippet(word, {}, bytes).text.size() % 5, 0U) << bytes;
  }
}

TEST(Snippet, TakesLinearTimeOverManyMatches) {
  std::string text;
  for (int i = 0; i < 100'000; ++i) text += "a b ";
  const auto begin = std::chrono::steady_clock::now();
  const Snippet snippet = make_snippet(text, {{"a", 1}, {"b", 2}}, 10'000);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(5));
  EXPECT_GT(snippet.marks.size(), 4000U);
}

}  // namespace
}  // namespace mi
