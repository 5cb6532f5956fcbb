// Korean verbs and adjectives: the dictionary form of a conjugated one, so that 믿으면, 믿었다 and
// 믿는 are one word.
//
// A list of everyday stems (core/korean_verb_stems.h) and the rules of conjugation: contractions
// (바꾸어 -> 바꿔) and the irregular classes (도와 of 돕다, 지었다 of 짓다, 몰라 of 모르다, 만드는
// of 만들다). Verbs made of a noun and 하다 or 되다 are core/korean.h's.
#pragma once

#include <string_view>

namespace mi {

// The verb that a word is a form of: 믿었습니까 -> 믿다. Empty where it is a form of none that is
// known, of several (나는: 나다, 날다), or as often a noun (보기, 잡지). `word` is Hangul syllables
// in NFC. What is returned lives as long as the program. Thread-safe.
std::u32string_view dictionary_form(std::u32string_view word);

}  // namespace mi
