#include "indexer/term_pairs.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "core/file.h"
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

// The sample notes were written without these rules in view.
TEST(TermPairs, OfTheSampleNotesAreAllRight) {
  std::set<std::string> pairs;
  for (const auto& file : std::filesystem::recursive_directory_iterator(MI_SAMPLE_NOTES)) {
    if (!file.is_regular_file()) continue;
    const Expected<std::string> bytes = read_file(file.path(), 1U << 20U);
    ASSERT_TRUE(bytes) << bytes.error().message;
    const std::string name = file.path().filename();
    for (const TermPair& pair : find_term_pairs(read_note(*bytes, name, name))) {
      pairs.insert(pair.term + "=" + pair.other);
    }
  }
  const std::set<std::string> expected = {
      "가상 가중치=virtual weights",
      "금문교=Golden Gate Bridge",
      "다의성=polysemanticity",
      "다의적 뉴런=polysemantic neuron",
      "다중 양식=multimodal",
      "단의성=monosemanticity",
      "대용물=proxy",
      "문맥 내 학습=in-context learning",
      "사전=dictionary",
      "상전이=phase change",
      "선분=digon",
      "어텐션 헤드=attention head",
      "인덕션 헤드=induction head",
      "잔차 스트림=residual stream",
      "죽은 특징=dead feature",
      "중요도=importance",
      "중첩=Superposition",
      "특권 기저=privileged basis",
      "특징=feature",
      "퓨샷=few-shot",
      "프로빙=probing",
      "합성=composition",
      "희소 오토인코더=sparse autoencoder",
      "희소성=sparsity",
      "sparse autoencoder=SAE",
  };
  EXPECT_EQ(pairs, expected);
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
