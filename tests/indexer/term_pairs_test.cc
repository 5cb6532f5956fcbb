#include "indexer/term_pairs.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "indexer/note.h"

namespace mi {
namespace {

using Pairs = std::vector<TermPair>;

TEST(TermPairs, StandOnceWhereTheyAreSaidFirst) {
  const Document note = read_note(
      "# 중첩(Superposition)\n\n희소 오토인코더(sparse autoencoder, SAE)로 "
      "**중첩**(superposition)을 "
      "본다.\n\n중첩(superposition)과\n인덕션 헤드(Induction Heads)\n",
      "a.md", "/notes/a.md");
  EXPECT_EQ(find_term_pairs(note),
            (Pairs{{TermPairKind::translation, "희소 오토인코더", "sparse autoencoder", 3},
                   {TermPairKind::acronym, "sparse autoencoder", "SAE", 3},
                   {TermPairKind::translation, "중첩", "superposition", 3},
                   {TermPairKind::translation, "인덕션 헤드", "Induction Heads", 5}}));
}

TEST(TermPairs, AreNotLookedForInCode) {
  const Document note =
      read_note("```\n중첩(superposition)\nsparse autoencoder (SAE)\n```\n", "a.md", "/notes/a.md");
  EXPECT_EQ(find_term_pairs(note), Pairs{});
}

TEST(TermPairs, OfAPaperAreItsAcronyms) {
  Document paper;
  paper.sections.push_back({{"Sparse Autoencoders (SAEs)"}, "", {}});
  paper.sections.push_back(
      {{},
       "",
       {{BlockKind::paragraph, "중첩(superposition), sparse autoencoders (SAEs)", 0, 0, ""}}});
  EXPECT_EQ(find_term_pairs(paper),
            (Pairs{{TermPairKind::acronym, "Sparse Autoencoders", "SAE", 0}}));
}

TEST(TermPairs, AreBounded) {
  std::string text;
  for (int i = 0; i < 3000; ++i) {
    const auto letter = [](int n) { return static_cast<char>('a' + n % 26); };
    text += std::string("중첩(super") + letter(i) + letter(i / 26) + letter(i / 676) + "), ";
  }
  EXPECT_EQ(find_term_pairs(read_note(text, "a.md", "/notes/a.md")).size(), kMaxTermPairs);
}

}  // namespace
}  // namespace mi
