#include "indexer/acronym.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace mi {
namespace {

std::string mined(std::string_view text) {
  std::string out;
  for (const TermPair& pair : find_acronyms(term_pieces(text))) {
    EXPECT_EQ(pair.kind, TermPairKind::acronym);
    if (!out.empty()) out += "; ";
    out += pair.term + "=" + pair.other;
  }
  return out;
}

TEST(Acronym, IsFoundWithItsLongForm) {
  const struct {
    std::string_view text, pairs;
  } kCases[] = {
      {"We train sparse autoencoders (SAEs) on it.", "sparse autoencoders=SAE"},
      {"We train a SAE (sparse autoencoder) on it.", "sparse autoencoder=SAE"},
      {"An SAE (a sparse autoencoder) is used.", "sparse autoencoder=SAE"},
      {"indirect object identification (IOI) and direct logit attribution (DLA)",
       "indirect object identification=IOI; direct logit attribution=DLA"},
      {"the rectified linear unit (ReLU)", "rectified linear unit=ReLU"},
      {"reinforcement learning from human feedback (RLHF)",
       "reinforcement learning from human feedback=RLHF"},
      {"Low-Rank Adaptation (LoRA)", "Low-Rank Adaptation=LoRA"},
      {"the Interchange Intervention Accuracy (IIA)", "Interchange Intervention Accuracy=IIA"},
      {"inference-time intervention (ITI; see below)", "inference-time intervention=ITI"},
      {"the tree of thoughts (ToT)", "tree of thoughts=ToT"},
      {"희소 오토인코더 sparse autoencoder（SAE）를", "sparse autoencoder=SAE"},
      // No long form, or none that these letters come from.
      {"a model (GPT) of language", ""},
      {"as shown in Table (AB)", ""},
      {"in the appendix (IA)", ""},
      {"superposition (see A)", ""},
      {"the year (2022)", ""},
      {"interpretability (I)", ""},
      {"SAE (2022)", ""},
      {"SAE (see the appendix for more)", ""},
      {"the SAE training (SAE)", ""},
      {"()", ""},
      {"(SAE)", ""},
      {"sparse autoencoder (SAE", ""},
      {"", ""},
  };
  for (const auto& c : kCases) EXPECT_EQ(mined(c.text), c.pairs) << c.text;
}

TEST(Acronym, MatchesFromTheRightWithTheFirstLetterAtAWord) {
  const struct {
    std::string_view short_form, text, long_form;
  } kCases[] = {
      {"HSF", "the heat shock factor", "heat shock factor"},
      {"HMM", "a hidden Markov model", "hidden Markov model"},
      {"SAT", "satisfiability", "satisfiability"},
      {"NMF", "non-negative matrix factorization", "non-negative matrix factorization"},
      {"XYZ", "sparse autoencoder", ""},
      {"SAE", "", ""},
  };
  for (const auto& c : kCases) {
    EXPECT_EQ(long_form_of(c.short_form, c.text), c.long_form) << c.short_form;
  }
}

}  // namespace
}  // namespace mi
