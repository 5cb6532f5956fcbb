#include "searchd/keyboard_layout.h"

#include <array>

#include "core/jamo.h"
#include "core/unicode.h"

namespace mi {
namespace {

// The jamo of the keys a to z, and of those that give another one with Shift.
constexpr std::u32string_view kPlain = U"ㅁㅠㅊㅇㄷㄹㅎㅗㅑㅓㅏㅣㅡㅜㅐㅔㅂㄱㄴㅅㅕㅍㅈㅌㅛㅋ";

struct ShiftedKey {
  char key;
  char32_t jamo;
};
constexpr std::array kShifted = {
    ShiftedKey{'Q', U'ㅃ'}, ShiftedKey{'W', U'ㅉ'}, ShiftedKey{'E', U'ㄸ'}, ShiftedKey{'R', U'ㄲ'},
    ShiftedKey{'T', U'ㅆ'}, ShiftedKey{'O', U'ㅒ'}, ShiftedKey{'P', U'ㅖ'}};

char32_t jamo_on(char32_t key) {
  for (const ShiftedKey& shifted : kShifted) {
    if (static_cast<char32_t>(shifted.key) == key) return shifted.jamo;
  }
  if (key >= U'a' && key <= U'z') return kPlain[key - U'a'];
  if (key >= U'A' && key <= U'Z') return kPlain[key - U'A'];
  return 0;
}

char key_of(char32_t jamo) {
  for (const ShiftedKey& shifted : kShifted) {
    if (shifted.jamo == jamo) return shifted.key;
  }
  return static_cast<char>('a' + kPlain.find(jamo));
}

// Puts letters together into syllables, one key at a time. A consonant behind a vowel ends the
// syllable, until a vowel follows: then it begins the next one (ㅁㅗㄷ, ㅔ: 모데).
class Composer {
 public:
  void add(char32_t jamo) { is_vowel(jamo) ? add_vowel(jamo) : add_consonant(jamo); }

  void add_other(char32_t code) {
    flush();
    append_utf8(out_, code);
  }

  std::string finish() {
    flush();
    return std::move(out_);
  }

 private:
  void add_consonant(char32_t jamo) {
    if (lead_ != 0 && vowel_ != 0) {
      const char32_t together = first_final_ == 0 ? jamo : compound_of(first_final_, jamo);
      const bool fits = second_final_ == 0 && together != 0 && syllable_of(lead_, vowel_, together);
      if (fits) {
        (first_final_ == 0 ? first_final_ : second_final_) = jamo;
        return;
      }
    }
    flush();
    lead_ = jamo;
  }

  void add_vowel(char32_t jamo) {
    if (first_final_ != 0) {
      char32_t& moves = second_final_ != 0 ? second_final_ : first_final_;
      const char32_t lead = moves;
      moves = 0;
      flush();
      lead_ = lead;
    } else if (const char32_t compound = vowel_ == 0 ? jamo : compound_of(vowel_, jamo);
               compound != 0) {
      vowel_ = compound;
      return;
    } else {
      flush();
    }
    vowel_ = jamo;
  }

  void flush() {
    const char32_t last =
        second_final_ == 0 ? first_final_ : compound_of(first_final_, second_final_);
    if (lead_ != 0 && vowel_ != 0) {
      append_utf8(out_, syllable_of(lead_, vowel_, last));
    } else if (lead_ != 0 || vowel_ != 0) {
      append_utf8(out_, lead_ != 0 ? lead_ : vowel_);
    }
    lead_ = vowel_ = first_final_ = second_final_ = 0;
  }

  std::string out_;
  char32_t lead_ = 0;
  char32_t vowel_ = 0;  // it may be a compound
  char32_t first_final_ = 0;
  char32_t second_final_ = 0;
};

}  // namespace

std::string as_latin_keys(std::string_view text) {
  const std::string composed = to_nfc(text);
  std::string out;
  for (std::size_t at = 0, size = 0; at < composed.size(); at += size) {
    const char32_t code = decode_utf8(composed, at, size);
    const std::u32string letters = jamo_of(code);
    for (const char32_t jamo : letters) out += key_of(jamo);
    if (letters.empty()) append_utf8(out, code);
  }
  return out;
}

std::string as_hangul_keys(std::string_view text) {
  Composer composer;
  for (std::size_t at = 0, size = 0; at < text.size(); at += size) {
    const char32_t code = decode_utf8(text, at, size);
    const char32_t jamo = jamo_on(code);
    jamo != 0 ? composer.add(jamo) : composer.add_other(code);
  }
  return composer.finish();
}

bool is_whole_syllables(std::string_view text) {
  for (std::size_t at = 0, size = 0; at < text.size(); at += size) {
    const char32_t code = decode_utf8(text, at, size);
    const bool syllable = code >= 0xAC00 && code <= 0xD7A3;
    if (!syllable && class_of(code) == CharClass::hangul) return false;
  }
  return true;
}

}  // namespace mi
