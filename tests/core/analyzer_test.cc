#include "core/analyzer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>

namespace mi {
namespace {

// "term@position" of each token; bigrams with a leading '+', compounds with '=', symbols
// with '$'.
std::string terms(std::string_view text) {
  std::string out;
  for (const Token& token : analyze(text)) {
    out += out.empty() ? "" : " ";
    if (token.kind == TokenKind::bigram) out += '+';
    if (token.kind == TokenKind::compound) out += '=';
    if (token.kind == TokenKind::symbol) out += '$';
    out += token.term + "@" + std::to_string(token.position);
  }
  return out;
}

TEST(Analyzer, TurnsTextIntoTerms) {
  const struct {
    std::string_view text, expected;
  } kCases[] = {
      {"", ""},
      {" \t\n.,;!", ""},
      {"Superpositions", "superposit@0"},
      {"polysemantic neurons", "polysemant@0 neuron@1"},
      {"in-context", "in@0 =incontext@0 context@1"},
      {"state-of-the-art", "state@0 =stateoftheart@0 of@1 the@2 art@3"},
      {"GPT-2", "gpt@0 =gpt2@0 2@1"},
      {"W_Q", "w@0 =wq@0 q@1"},
      {"conv2d0", "conv2d0@0"},
      {"3.14 and 1,000", "3.14@0 and@1 1000@2"},
      {"12,345.6 1,234,567", "12345.6@0 1234567@1"},
      {"1,2 2019,2020 1,0000 v1,000", "1@0 2@1 2019@2 2020@3 1@4 0000@5 v1@6 000@7"},
      {"GPT-3.5", "gpt@0 =gpt3.5@0 3.5@1"},
      {"layer_norm", "layer@0 =layernorm@0 norm@1"},
      {"in\u2010context", "in@0 =incontext@0 context@1"},
      {"incontext", "incontext@0"},
      {"model's models' don't", "model@0 model@1 dont@2"},
      {"model\u2019s", "model@0"},
      {"- -- _ -a- a-", "a@0 a@1"},
      {"the \uFB01rst", "the@0 first@1"},
      {"\uFF27\uFF30\uFF34", "gpt@0"},
      {"super\u00ADposition", "superposit@0"},
      {"na\u00EFve nai\u0308ve", "naiv@0 naiv@1"},
      {"Poincar\u00E9 Erd\u0151s x\u0302", "poincar@0 erdo@1 x@2"},
      {"dogs\u02BC don\u02BCt", "dog@0 dont@1"},
      {"\u03B1 \u03B2-VAE \u03C32 \u0394x", "alpha@0 beta@1 =betava@1 vae@2 sigma2@3 \u03B4x@4"},
      {"\U0001D6FC \u03F5 \u00B5", "alpha@0 epsilon@1 mu@2"},
      {"\uFF11\uFF12 \uFF41\uFF4E\uFF44", "12@0 and@1"},
      {"중첩", "중첩@0 +중첩@0"},
      {"중첩을", "중첩@0 +중첩@0"},
      {"인덕션 헤드가", "인덕션@0 +인덕@0 +덕션@0 헤드@1 +헤드@1"},
      {"BERT의 SAE에서는 끝", "bert@0 sae@1 끝@2"},
      {"superposition이란", "superposit@0"},
      {"중첩(Superposition)을 푼다", "중첩@0 +중첩@0 superposit@1 풀다@2"},
      {"**SAE**는 $W$의", "sae@0 $W@0 w@1"},
      {"$W_Q^T W_K$는", "$W@0 $_Q@1 $^T@2 $W@3 $_K@4 w@0 =wq@0 q@1 t@2 w@3 =wk@3 k@4"},
      {"$x$, $y$", "$x@0 x@0 $y@2 y@1"},
      {"costs $5 and $10, or $3-$7", "cost@0 5@1 and@2 10@3 or@4 3@5 7@6"},
      {"$HOME:$PATH the $k$th", "home@0 path@1 the@2 $k@0 k@3 th@4"},
      {"그 (이 논문", "그@0 이@1 논문@2 +논문@2"},
      {"Attention모델", "attent@0 모델@1 +모델@1"},
      {"\u1112\u1161\u11AB\u1100\u1173\u11AF", "한글@0 +한글@0"},
      {"\xFF\xFEword\xC3", "word@0"},
  };
  for (const auto& c : kCases) EXPECT_EQ(terms(c.text), c.expected) << c.text;
}

TEST(Analyzer, PointsIntoTheOriginalBytes) {
  const std::string text = "Two  중첩을 (in-context).";
  std::string words;
  for (const Token& token : analyze(text)) {
    if (token.kind == TokenKind::bigram) continue;
    words += "[" + text.substr(token.byte_begin, token.byte_end - token.byte_begin) + "]";
  }
  EXPECT_EQ(words, "[Two][중첩을][in][in-context][context]");
}

TEST(Analyzer, DropsWhatIsTooLongForAWordButCountsIt) {
  const std::string text = "a " + std::string(kMaxTermBytes + 1, 'x') + " b";
  EXPECT_EQ(terms(text), "a@0 b@2");
  EXPECT_EQ(terms(std::string(kMaxTermBytes, '7')), std::string(kMaxTermBytes, '7') + "@0");
}

TEST(Analyzer, HoldsItsPromisesOnAnyBytes) {
  std::mt19937 random(20260101);
  const std::string_view alphabet =
      "ab-_'. 1,0$\n\\{}^\xCE\xB1\xEA\xB0\x80\xEC\x9D\x84\xE1\x84\x92\xCC\x81\xFF\xC2\xAD";
  for (int round = 0; round < 2000; ++round) {
    std::string text;
    for (auto i = random() % 40; i > 0; --i) text += alphabet[random() % alphabet.size()];
    std::uint32_t positions[] = {0, 0};
    std::uint32_t begin = 0;
    for (const Token& token : analyze(text)) {
      std::uint32_t& position = positions[token.kind == TokenKind::symbol ? 1 : 0];
      ASSERT_GE(token.position, position) << testing::PrintToString(text);
      ASSERT_GE(token.byte_begin, begin) << testing::PrintToString(text);
      ASSERT_LT(token.byte_begin, token.byte_end) << testing::PrintToString(text);
      ASSERT_LE(token.byte_end, text.size()) << testing::PrintToString(text);
      ASSERT_FALSE(token.term.empty()) << testing::PrintToString(text);
      position = token.position;
      begin = token.byte_begin;
    }
  }
}

TEST(Analyzer, LendsEachTokenToASink) {
  std::string terms;
  analyze("in-context 중첩을", [&](const TokenView& token) {
    terms += std::string(token.term) + "@" + std::to_string(token.position) + " ";
  });
  EXPECT_EQ(terms, "in@0 incontext@0 context@1 중첩@2 중첩@2 ");
}

std::string where(const TokenView& token) {
  return std::string(token.term) + "@" + std::to_string(token.byte_begin) + " ";
}

// What is looked for among the tokens of a text, and what does not depend on it.
std::string wanted_of(std::string_view text, const std::vector<std::string>& terms) {
  std::string out;
  analyze(text, [&](const TokenView& token) {
    const bool may_go = token.kind == TokenKind::word || token.kind == TokenKind::number ||
                        token.kind == TokenKind::compound;
    if (!may_go || std::find(terms.begin(), terms.end(), token.term) != terms.end())
      out += where(token);
  });
  return out;
}

std::string found_of(std::string_view text, const std::vector<std::string>& terms) {
  WantedTerms wanted;
  for (const std::string& term : terms) wanted.add(term);
  std::string out;
  analyze(text, wanted, [&](const TokenView& token) {
    const bool may_go = token.kind == TokenKind::word || token.kind == TokenKind::number ||
                        token.kind == TokenKind::compound;
    if (!may_go || std::find(terms.begin(), terms.end(), token.term) != terms.end())
      out += where(token);
  });
  return out;
}

TEST(Analyzer, FindsEachWordThatIsLookedFor) {
  const std::string text =
      "Context in-context dying skies 중첩을 $W + x$ non-linear \u03B1 3.5 n\u00E9on 1,000 (don't) "
      "die O'Brien x-ray f(x_1) -- a.out AED BERT의 e\u0301tude a \u0301b toy/model \u00D7 \"Y\"";
  std::vector<std::string> all;
  for (const Token& token : analyze(text)) all.push_back(token.term);
  for (const std::string& term : all) {
    SCOPED_TRACE(term);
    EXPECT_EQ(found_of(text, {term}), wanted_of(text, {term}));
    EXPECT_EQ(found_of(text, {"zebra", term, ""}), wanted_of(text, {term}));
  }
  EXPECT_EQ(found_of(text, all), wanted_of(text, all));
  EXPECT_EQ(found_of(text, {}), wanted_of(text, {}));
}

TEST(Analyzer, LeavesOutMostWordsThatAreNotLookedFor) {
  WantedTerms wanted;
  wanted.add("circuit");
  std::string found;
  analyze("Curves and cats, (citations), a circuit: Circuits, c. 3 f(c)", wanted,
          [&](const TokenView& token) { found += where(token); });
  EXPECT_EQ(found, "citat@18 circuit@32 circuit@41 c@51 c@58 ");
}

// The words of the alphabet's vowels, y and a few consonants, with endings.
TEST(WantedTerms, KnowEachWordByTheBeginningOfItsStem) {
  constexpr std::string_view kLetters = "aeiouyst";
  const std::vector<std::string> endings = {"",    "s", "ed", "ing", "ies", "ied",
                                            "ily", "y", "ly", "eed", "es",  "'s"};
  for (std::size_t word = 0; word < 8U * 8 * 8 * 8; ++word) {
    std::string text;
    for (std::size_t rest = word; rest > 0; rest /= 8) text += kLetters[rest % 8];
    for (const std::string& ending : endings) {
      const std::string whole = text + ending;
      for (const Token& token : analyze(whole)) {
        if (token.byte_begin != 0) continue;
        WantedTerms wanted;
        wanted.add(token.term);
        ASSERT_TRUE(wanted.may_be(whole)) << whole << " is " << token.term;
      }
    }
  }
  for (const std::string_view word : {"dying", "lying", "tying", "skies", "idly", "only", "news"}) {
    WantedTerms wanted;
    wanted.add(analyze(word).front().term);
    EXPECT_TRUE(wanted.may_be(word)) << word;
  }
}

TEST(Analyzer, TakesAPlainWordAsItTakesOneAmongOthers) {
  // A word between spaces and the same word behind a dash go two ways through the analyzer.
  for (const std::string word : {"Words", "RUNNING", "a", "Superposition", "the", "(neurons).",
                                 "x?!", "\"Features", "models,"}) {
    const std::vector<Token> plain = analyze(word);
    const std::vector<Token> mixed = analyze("\u2014" + word);
    ASSERT_EQ(plain.size(), mixed.size()) << word;
    EXPECT_EQ(plain.front().term, mixed.front().term) << word;
    EXPECT_EQ(plain.front().byte_begin + 3, mixed.front().byte_begin) << word;
    EXPECT_EQ(plain.front().byte_end + 3, mixed.front().byte_end) << word;
  }
}

TEST(StopWords, AreKnownInBothLanguagesAndInTheirForms) {
  const struct {
    std::string_view word;
    bool expected;
  } kCases[] = {
      {"the", true},         {"What", true},     {"don't", true},    {"it's", true},
      {"것은", true},        {"설명해줘", true}, {"doing", true},    {"무엇인가", true},
      {"무엇인가요?", true}, {"대해", true},     {"대한", true},     {"superposition", false},
      {"중첩이란", false},   {"feature", false}, {"neurons", false}, {"헤드", false},
      {"2", false},
  };
  for (const auto& c : kCases) {
    const std::vector<Token> tokens = analyze(c.word);
    ASSERT_FALSE(tokens.empty()) << c.word;
    EXPECT_EQ(is_stop_word(tokens.front()), c.expected) << c.word;
  }
}

}  // namespace
}  // namespace mi
