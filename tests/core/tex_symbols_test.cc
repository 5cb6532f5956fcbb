#include "core/tex_symbols.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "core/unicode.h"

namespace mi {
namespace {

std::string joined(const std::vector<std::string>& symbols) {
  std::string out;
  for (const std::string& symbol : symbols) out += (out.empty() ? "" : " ") + symbol;
  return out;
}

TEST(TexSymbols, AreThoseOfTheFormulaHoweverItIsWritten) {
  const struct {
    std::string_view tex, symbols;
  } kCases[] = {
      {"", ""},
      {"W_Q^T W_K", "W _Q ^T W _K"},
      {"W^T_Q W_K", "W _Q ^T W _K"},
      {"W_{Q}^{T}W_{K}", "W _Q ^T W _K"},
      {"\\mathbf{W}^{\\top}_{Q} \\, \\boldsymbol{W}_K", "W _Q ^T W _K"},
      {"{W}_Q", "W _Q"},
      {"x_{i+1}", "x _{ i + 1 }"},
      {"x^{a+b}_{i+1} y", "x _{ i + 1 } ^{ a + b } y"},
      {"d_{model}", "d _model"},
      {"d_{\\text{model}}", "d _model"},
      {"d_\\mathrm{model}", "d _model"},
      {"\\operatorname{softmax}(QK^T)", "softmax ( Q K ^T )"},
      {"\\frac{a}{b}", "frac a b"},
      {"\\dfrac{QK^\\top}{\\sqrt{d_k}}", "frac { Q K ^T } { sqrt { d _k } }"},
      {"\\alpha + \u03B1 + \\Sigma\u03A3", "alpha + alpha + Sigma Sigma"},
      {"\\varepsilon \\le 0.5", "epsilon leq 0.5"},
      {"a \u2264 b \u2260 c", "a leq b neq c"},
      {"f'(x)''", "f ^prime ( x ) ^prime ^prime"},
      {"x_12", "x _1 2"},
      {"\\left\\| x \\right\\|_2", "|| x || _2"},
      {"\\{a\\}", "lbrace a rbrace"},
      {"\\begin{aligned} a &= b \\\\ c \\end{aligned}", "a = b c"},
      {"\\mathbb{R}^{d}", "R ^d"},
      {"\U0001D44A_\U0001D444", "W _Q"},
      {"e^{q^T k}", "e ^{ q ^T k }"},
      {"}}a{{b", "a b"},
      {"x_{}y^", "x y"},
      {"\\", ""},
      {"a\xFF"
       "b",
       "a b"},
  };
  for (const auto& c : kCases) EXPECT_EQ(joined(tex_symbols(c.tex)), c.symbols) << c.tex;
}

TEST(TexSymbols, FindsTheFormulaOfADollar) {
  const struct {
    std::string_view text, tex;
  } kCases[] = {
      {"$W_Q$", "W_Q"}, {"$$ a = b $$ c", " a = b "}, {"$a$-th", "a"},   {"$k$th", "k"},
      {"$W$의", "W"},   {"$5 and $10", ""},           {"$3-$7", ""},     {"$ x$", ""},
      {"$x $", ""},     {"$HOME:$PATH", ""},          {"$", ""},         {"$$", ""},
      {"$$x$", ""},     {"$\\$5$", "\\$5"},           {"$unclosed", ""},
  };
  for (const auto& c : kCases) EXPECT_EQ(formula_at(c.text, 0).tex, c.tex) << c.text;
  EXPECT_EQ(formula_at("ab $x$ c", 3).end, 6U);
  EXPECT_EQ(formula_at("ab $x c", 3).end, 3U);
}

TEST(TexSymbols, HoldTheirPromisesOnAnyBytes) {
  std::mt19937 random(20260104);
  const std::string_view alphabet = "aB1_^{}\\ '+.,|\xCE\xB1\xFF\xE2\x89\xA4~&(";
  for (int round = 0; round < 3000; ++round) {
    std::string tex;
    for (auto i = random() % 60; i > 0; --i) tex += alphabet[random() % alphabet.size()];
    for (const std::string& symbol : tex_symbols(tex)) {
      ASSERT_FALSE(symbol.empty()) << testing::PrintToString(tex);
      ASSERT_LE(symbol.size(), 64U) << testing::PrintToString(tex);
      ASSERT_TRUE(is_valid_utf8(symbol)) << testing::PrintToString(tex);
      ASSERT_EQ(symbol.find(' '), std::string::npos) << testing::PrintToString(tex);
    }
  }
}

TEST(TexSymbols, BearDeepNesting) {
  std::string deep;
  for (int i = 0; i < 900; ++i) deep += "^{";
  EXPECT_EQ(joined(tex_symbols(deep + "x")).find("x") != std::string::npos, true);
  std::string braces(1000, '{');
  EXPECT_EQ(joined(tex_symbols(braces + "x" + std::string(900, '}'))), "x");
}

}  // namespace
}  // namespace mi
