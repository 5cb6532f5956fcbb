// Hangul by its letters (jamo), as a two-set keyboard types them: what typing, half-typed words and
// typing errors are about.
//
// Letters are compatibility jamo (U+3131 to U+3163). Those that are typed with two keys are two
// letters here: 값 is ㄱㅏㅂㅅ, 과 is ㄱㅗㅏ; double consonants (ㄲ, ㅆ) are one.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace mi {

// The letters of a syllable or of a jamo of any block; nothing for any other code point.
std::u32string jamo_of(char32_t code);

bool is_consonant(char32_t jamo);
bool is_vowel(char32_t jamo);

// The compound that two letters make at the end of a syllable (ㅂ, ㅅ: ㅄ) or as its vowel (ㅗ, ㅏ:
// ㅘ); 0 where they make none.
char32_t compound_of(char32_t first, char32_t second);

// The syllable of a lead consonant, a vowel (it may be a compound) and a final consonant (likewise;
// 0: none). 0 where they make none: ㄸ ends no syllable.
char32_t syllable_of(char32_t lead, char32_t vowel, char32_t final_consonant);

// The text as keys to find and compare it by: case, accents and widths folded, white space and
// signs as single spaces with none at the ends, Hangul as its letters, a byte for each (0x80 and
// up). What begins with a text, however much of its last syllable is typed, has a key that begins
// with its key: 인덕셔 and 인덕션. Any other letter keeps its UTF-8. Total.
std::string letter_key(std::string_view text);

// The first consonants of the syllables, as letter_key() writes them, other characters left out:
// 인덕션 헤드 gives the key of ㅇㄷㅅㅎㄷ. Empty where there are no syllables.
std::string initials_key(std::string_view text);

}  // namespace mi
