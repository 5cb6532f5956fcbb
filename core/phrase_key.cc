#include "core/phrase_key.h"

namespace mi {

std::string phrase_key(std::string_view text) {
  std::string key;
  for (const Token& token : analyze(text)) {
    if (!is_own_word(token.kind) || is_stop_word(token)) continue;
    if (!key.empty()) key += ' ';
    key += token.term;
  }
  return key;
}

}  // namespace mi
