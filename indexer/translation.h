// Translations in a Korean note: "중첩(Superposition)", "인덕션 헤드 (Induction Heads)",
// "Superposition(중첩)", "희소 오토인코더(sparse autoencoder, SAE)".
//
// A parenthesis is taken for a translation only where it looks like one:
// - One side is Hangul words, the other one to six Latin words; nothing but further readings behind
//   a comma may stand in the parenthesis. Years, numbers, names with "et al.", sentences,
//   references
//   ("see", "Fig."), and identifiers (GPT-2, LayerNorm) are refused.
// - The Korean is no verb form (통과시켜, 없는), no pointing word (이것, 여기) and no label (예,
// 즉,
//   그림, 논문).
// - Where the Korean begins: words are taken from the parenthesis leftwards until they make up for
//   the English ones. A word that sounds like an English one makes up for that; of others two
//   syllables make up for a word. A particle, a mark or a pointing word ends the walk; a verb form
//   before a noun (숨겨진 층) is taken only where an English word is still wanting.
#pragma once

#include <vector>

#include "core/document.h"
#include "indexer/term_text.h"

namespace mi {

// The pairs that a text gives, in its order, without lines: translations, and the acronyms that
// stand beside an English reading.
std::vector<TermPair> find_translations(const std::vector<TermPiece>& pieces);

}  // namespace mi
