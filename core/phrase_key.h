// What two phrases have in common that say the same: "The Induction Heads", "induction head".
#pragma once

#include <string>
#include <string_view>

#include "core/analyzer.h"

namespace mi {

// The terms of a text's words in their order, a space between two, stop words left out: "induct
// head". Empty where nothing is left.
std::string phrase_key(std::string_view text);

// Words, numbers and Hangul words: tokens that stand beside no other at their place.
inline bool is_own_word(TokenKind kind) {
  return kind == TokenKind::word || kind == TokenKind::number || kind == TokenKind::hangul;
}

}  // namespace mi
