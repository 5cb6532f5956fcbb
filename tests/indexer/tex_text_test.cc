#include "indexer/tex_text.h"

#include <gtest/gtest.h>

#include <string>

#include "core/unicode.h"

namespace mi {
namespace {

TEST(TexText, DecodesAccentsAndLetters) {
  const struct {
    std::string tex;
    std::string expected;
  } kCases[] = {
      {"", ""},
      {"plain  text\n here", "plain text here"},
      {R"(G{\"o}del)", "Gödel"},
      {R"(G\"odel, G\"{o}del, G{\"{o}}del)", "Gödel, Gödel, Gödel"},
      {R"(Jos\'e Mar{\'\i}a, \'{\i}, \^{\i}le)", "José María, í, île"},
      {R"({\L}{\'o}d{\'z} and \v{S}koda, \c cedilla)", "Łódź and Škoda, çedilla"},
      {R"(na\"{\i}ve \AA ngstr\"om, stra{\ss}e)", "naïve Ångström, straße"},
      {R"(Erd\H{o}s)", "Erdős"},
      {"한글 제목", "한글 제목"},
      {R"(\'한)", "한\u0301"},
      {R"(\')", ""},
      {R"(\'{})", ""},
      {"\\", ""},
  };
  for (const auto& c : kCases) EXPECT_EQ(plain_text_of_tex(c.tex), c.expected) << c.tex;
}

TEST(TexText, SetsSignsAndDropsMarkup) {
  const struct {
    std::string tex;
    std::string expected;
  } kCases[] = {
      {"{N}eural {{GAN}}s", "Neural GANs"},
      {R"({\em Proof} of \textbf{it})", "Proof of it"},
      {"pp. 1--2 --- end", "pp. 1–2 — end"},
      {"``quoted''", "“quoted”"},
      {"Kingma, D.~P.", "Kingma, D. P."},
      {R"(R\&D, 50\%, \$5, a\_b, \{x\}, \#1)", "R&D, 50%, $5, a_b, {x}, #1"},
      {R"(The $L_{1}$ norm of {\it x})", "The $L_{1}$ norm of x"},
      {R"(costs $5 and {more})", "costs $5 and more"},
      {R"(A\\B\ C\,D)", "A B C D"},
  };
  for (const auto& c : kCases) EXPECT_EQ(plain_text_of_tex(c.tex), c.expected) << c.tex;
}

TEST(TexText, GivesValidTextForAnyBytes) {
  std::string bytes = "\\\xFF{\"\xC3$\\'";
  for (int c = 0; c < 256; ++c) bytes += {'\\', static_cast<char>(c)};
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    EXPECT_TRUE(is_valid_utf8(plain_text_of_tex(bytes.substr(at))));
  }
}

}  // namespace
}  // namespace mi
