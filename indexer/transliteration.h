// Transliterations: whether a Hangul word writes down the sound of an English one.
#pragma once

#include <string_view>

namespace mi {

// Compares the consonants in order, those that Hangul does not tell apart taken as one (f and p,
// l and r, z and s): twice their longest common subsequence by both lengths together, 0 to 1. Words
// of fewer than two consonants say too little: 0.
double sound_similarity(std::string_view hangul, std::string_view english);

// At least 0.7: 트랜스포머 and transformer, 임베딩 and embedding; not 중첩 and superposition.
bool sounds_like(std::string_view hangul, std::string_view english);

}  // namespace mi
