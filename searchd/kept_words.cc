#include "searchd/kept_words.h"

#include <utility>

namespace mi {

KeptWords::KeptWords(WordFile words, PassageTable passages)
    : words_(std::move(words)), passages_(std::move(passages)), kept_(kPassages) {}

WordCodeView KeptWords::of(std::uint32_t number) {
  Passage& kept = kept_[number % kPassages];
  if (kept.number == number) return WordCodeView(kept.codes);
  const PassageTable::Words words = passages_.words_of(number);
  if (words.count > kMostWords) {
    words_.read(words.begin, words.count, long_);
    return WordCodeView(long_);
  }
  kept.number = number;
  words_.read(words.begin, words.count, kept.codes);
  return WordCodeView(kept.codes);
}

}  // namespace mi
