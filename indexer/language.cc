#include "indexer/language.h"

#include <cstddef>
#include <string_view>

#include "core/unicode.h"

namespace mi {
namespace {

struct LetterCount {
  std::size_t hangul = 0;
  std::size_t other = 0;
};

void count_letters(std::string_view text, LetterCount& count) {
  for (std::size_t at = 0, size = 1; at < text.size(); at += size) {
    const CharClass kind = class_of(decode_utf8(text, at, size));
    if (kind == CharClass::hangul) ++count.hangul;
    if (kind == CharClass::letter) ++count.other;
  }
}

constexpr std::size_t kLettersPerSyllable = 2;

}  // namespace

bool is_korean(const std::vector<Section>& sections) {
  LetterCount count;
  for (const Section& section : sections) {
    for (const Block& block : section.blocks) count_letters(block.text, count);
  }
  return count.hangul * kLettersPerSyllable > count.other;
}

}  // namespace mi
