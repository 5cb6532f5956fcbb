// Korean word forms: what is left of a word (eojeol) when its particle and its ending are taken
// off.
//
// Rules, not a dictionary: the longest known ending that fits the letter before it wins. Fitting is
// decided by the final consonant (batchim), which Korean particles agree with: 을 follows a
// consonant, 를 a vowel. A wrong cut costs little, since words are cut alike in the index and in
// the query, and since syllable 2-grams stand beside them.
#pragma once

#include <string_view>

namespace mi {

// The word without its josa (을/를, 에서, 으로부터, ...) and without the common endings of 하다,
// 되다 and 이다. `word` is Hangul syllables in NFC; the result is a prefix of it with at least one
// syllable.
//   중첩을 -> 중첩    표현하는 -> 표현    학습된다 -> 학습    가을 -> 가을    높이 -> 높이
std::u32string_view strip_endings(std::u32string_view word);

// Whether the whole run is a particle, as in "BERT의" or "SAE에서는" behind the Latin word.
bool is_josa(std::u32string_view word);

}  // namespace mi
