#include "core/jamo.h"

#include <algorithm>
#include <array>
#include <vector>

#include "core/ascii.h"
#include "core/unicode.h"

namespace mi {
namespace {

// In the order of the syllables' block (Unicode 15, section 3.12).
constexpr std::u32string_view kLeads = U"ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
constexpr std::u32string_view kVowels = U"ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ";
constexpr std::u32string_view kFinals = U"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ";

struct Compound {
  char32_t whole, first, second;
};

constexpr std::array kCompounds = {
    Compound{U'ㅘ', U'ㅗ', U'ㅏ'}, Compound{U'ㅙ', U'ㅗ', U'ㅐ'}, Compound{U'ㅚ', U'ㅗ', U'ㅣ'},
    Compound{U'ㅝ', U'ㅜ', U'ㅓ'}, Compound{U'ㅞ', U'ㅜ', U'ㅔ'}, Compound{U'ㅟ', U'ㅜ', U'ㅣ'},
    Compound{U'ㅢ', U'ㅡ', U'ㅣ'}, Compound{U'ㄳ', U'ㄱ', U'ㅅ'}, Compound{U'ㄵ', U'ㄴ', U'ㅈ'},
    Compound{U'ㄶ', U'ㄴ', U'ㅎ'}, Compound{U'ㄺ', U'ㄹ', U'ㄱ'}, Compound{U'ㄻ', U'ㄹ', U'ㅁ'},
    Compound{U'ㄼ', U'ㄹ', U'ㅂ'}, Compound{U'ㄽ', U'ㄹ', U'ㅅ'}, Compound{U'ㄾ', U'ㄹ', U'ㅌ'},
    Compound{U'ㄿ', U'ㄹ', U'ㅍ'}, Compound{U'ㅀ', U'ㄹ', U'ㅎ'}, Compound{U'ㅄ', U'ㅂ', U'ㅅ'}};

constexpr char32_t kFirstSyllable = 0xAC00;
constexpr char32_t kLastSyllable = 0xD7A3;
constexpr char32_t kFirstJamo = 0x3131;
constexpr char32_t kLastJamo = 0x3163;
constexpr std::size_t kNone = std::u32string_view::npos;

void append_letters(std::u32string& out, char32_t jamo) {
  for (const Compound& compound : kCompounds) {
    if (compound.whole != jamo) continue;
    out += compound.first;
    out += compound.second;
    return;
  }
  out += jamo;
}

// A jamo of the conjoining block (U+1100 to U+11FF, as NFD writes them) as a compatibility one; 0:
// none of modern Hangul.
char32_t compatible(char32_t code) {
  const auto from = [&](std::u32string_view jamo, char32_t first) {
    return code >= first && code < first + jamo.size() ? jamo[code - first] : 0;
  };
  if (const char32_t lead = from(kLeads, 0x1100)) return lead;
  if (const char32_t vowel = from(kVowels, 0x1161)) return vowel;
  return from(kFinals, 0x11A8);
}

// The byte that letter_key() writes for a jamo.
char key_byte(char32_t jamo) { return static_cast<char>(0x80 + (jamo - kFirstJamo)); }

}  // namespace

std::u32string jamo_of(char32_t code) {
  std::u32string out;
  if (code >= kFirstSyllable && code <= kLastSyllable) {
    const std::size_t index = code - kFirstSyllable;
    const std::size_t finals = kFinals.size() + 1;
    append_letters(out, kLeads[index / finals / kVowels.size()]);
    append_letters(out, kVowels[index / finals % kVowels.size()]);
    if (index % finals != 0) append_letters(out, kFinals[index % finals - 1]);
  } else if (code >= kFirstJamo && code <= kLastJamo) {
    append_letters(out, code);
  } else if (const char32_t jamo = compatible(code); jamo != 0) {
    append_letters(out, jamo);
  }
  return out;
}

bool is_consonant(char32_t jamo) {
  return kLeads.find(jamo) != kNone || kFinals.find(jamo) != kNone;
}

bool is_vowel(char32_t jamo) { return kVowels.find(jamo) != kNone; }

char32_t compound_of(char32_t first, char32_t second) {
  for (const Compound& compound : kCompounds) {
    if (compound.first == first && compound.second == second) return compound.whole;
  }
  return 0;
}

char32_t syllable_of(char32_t lead, char32_t vowel, char32_t final_consonant) {
  const std::size_t l = kLeads.find(lead);
  const std::size_t v = kVowels.find(vowel);
  const std::size_t f = final_consonant == 0 ? 0 : kFinals.find(final_consonant) + 1;
  if (l == kNone || v == kNone || (final_consonant != 0 && f == 0)) return 0;
  return static_cast<char32_t>(kFirstSyllable + (l * kVowels.size() + v) * (kFinals.size() + 1) +
                               f);
}

std::string letter_key(std::string_view text) {
  // What most words are is its own key.
  const auto is_plain = [](char c) { return is_lower(c) || is_digit(c); };
  if (std::all_of(text.begin(), text.end(), is_plain)) return std::string(text);
  const std::string composed = to_nfc(text);
  std::string out;
  std::vector<FoldedChar> folded;
  bool space = false;
  const auto append = [&](std::string_view bytes) {
    if (space && !out.empty()) out += ' ';
    space = false;
    out += bytes;
  };
  for (std::size_t at = 0, size = 0; at < composed.size(); at += size) {
    const char32_t code = decode_utf8(composed, at, size);
    const std::u32string letters = jamo_of(code);
    for (const char32_t jamo : letters) append(std::string(1, key_byte(jamo)));
    if (!letters.empty()) continue;
    folded.clear();
    append_folded(folded, std::string_view(composed).substr(at, size), 0);
    for (const FoldedChar& c : folded) {
      const CharClass kind = class_of(c.code);
      if (kind == CharClass::space || kind == CharClass::other) {
        space = true;
      } else if (kind != CharClass::mark) {
        std::string bytes;
        append_utf8(bytes, without_accents(c.code));
        append(bytes);
      }
    }
  }
  return out;
}

std::string initials_key(std::string_view text) {
  const std::string composed = to_nfc(text);
  std::string out;
  for (std::size_t at = 0, size = 0; at < composed.size(); at += size) {
    const char32_t code = decode_utf8(composed, at, size);
    if (code >= kFirstSyllable && code <= kLastSyllable) out += key_byte(jamo_of(code).front());
  }
  return out;
}

}  // namespace mi
