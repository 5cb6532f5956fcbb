// Text typed with the other keyboard layout on: the two-set Korean layout (KS X 5002) for the Latin
// one, and the other way round.
//
//   as_latin_keys("녀ㅔㄷ게ㅐ냐샤ㅐㅜ")  "superposition"
//   as_hangul_keys("wndcjq")             "중첩"
#pragma once

#include <string>
#include <string_view>

namespace mi {

// The letters on the keys that type this Hangul; every other character as it is. Total: text that
// is not UTF-8 comes out with U+FFFD.
std::string as_latin_keys(std::string_view text);

// The Hangul that these keys type, put together into syllables as an input method does it; every
// other character as it is. Letters that make no syllable stay jamo. Total likewise.
std::string as_hangul_keys(std::string_view text);

// Whether all of the text's Hangul is whole syllables: what mistyped Latin rarely is.
bool is_whole_syllables(std::string_view text);

}  // namespace mi
