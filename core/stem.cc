#include "core/stem.h"

#include <libstemmer.h>

#include <memory>

namespace mi {
namespace {

using Stemmer = std::unique_ptr<sb_stemmer, decltype(&sb_stemmer_delete)>;

}  // namespace

std::string stem_english(std::string_view word) {
  constexpr std::size_t kLongestWord = 64;
  // A stemmer keeps its working buffer inside, so each thread needs its own.
  thread_local const Stemmer stemmer(sb_stemmer_new("english", nullptr), &sb_stemmer_delete);
  if (word.size() > kLongestWord || stemmer == nullptr) return std::string(word);
  const sb_symbol* stem =
      sb_stemmer_stem(stemmer.get(), reinterpret_cast<const sb_symbol*>(word.data()),
                      static_cast<int>(word.size()));
  if (stem == nullptr) return std::string(word);
  return {reinterpret_cast<const char*>(stem),
          static_cast<std::size_t>(sb_stemmer_length(stemmer.get()))};
}

}  // namespace mi
