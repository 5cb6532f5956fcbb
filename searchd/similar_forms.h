// The known words that a mistyped one is most like, whatever particle stands behind it: 해드가 is
// like 헤드, though nothing is like it as a whole. Which of its last syllables are the particle is
// not sure of a word that nobody knows (오토인코도를: 를 or 도를), so that each is tried, where the
// whole is not a letter from a known word.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "searchd/spelling.h"

namespace mi {

struct SimilarForm {
  Spelling similar;      // to what stands before the particle
  std::string particle;  // as typed; empty: none, or no Hangul word
};

// The nearest first; of those as near, with the shorter particle. No two give the same word.
std::vector<SimilarForm> similar_forms(
    std::string_view word, std::size_t limit,
    const std::function<std::vector<Spelling>(std::string_view word, std::size_t limit)>& similar);

}  // namespace mi
