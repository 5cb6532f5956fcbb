#include "searchd/kept_words.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace mi {

KeptWords::KeptWords(WordFile words, PassageTable passages)
    : words_(std::move(words)), passages_(std::move(passages)), kept_(kPassages) {}

WordCodeView KeptWords::of(std::uint32_t number) {
  Passage& kept = kept_[number % kPassages];
  if (kept.number == number) return WordCodeView(kept.codes);
  const PassageTable::Words words = passages_.words_of(number);
  const bool is_next = words.begin >= last_end_ && words.begin - last_end_ <= kShortlyBehind;
  if (!is_in_window(words) && is_next) read_window(words.begin);
  last_end_ = words.begin + words.count;
  if (is_in_window(words))
    return WordCodeView(std::string_view(window_).substr(
        (words.begin - window_begin_) * sizeof(WordCode), words.count * sizeof(WordCode)));
  if (words.count > kMostWords) {
    words_.read(words.begin, words.count, long_);
    return WordCodeView(long_);
  }
  kept.number = number;
  words_.read(words.begin, words.count, kept.codes);
  return WordCodeView(kept.codes);
}

bool KeptWords::is_in_window(const PassageTable::Words& words) const {
  const std::uint64_t end = window_begin_ + window_.size() / sizeof(WordCode);
  return words.begin >= window_begin_ && words.begin <= end && words.count <= end - words.begin;
}

void KeptWords::read_window(std::uint64_t begin) {
  window_begin_ = begin;
  const std::uint64_t left = words_.size() - std::min(begin, words_.size());
  words_.read(begin, static_cast<std::uint32_t>(std::min(left, kWindow)), window_);
}

void KeptWords::read_ahead(const std::vector<std::uint32_t>& numbers) {
  const std::vector<Wanted> wanted = not_kept(numbers);
  for (std::size_t first = 0; first < wanted.size();) {
    std::size_t next = first + 1;
    while (next < wanted.size() && wanted[next].begin >= wanted[next - 1].end &&
           wanted[next].begin <= wanted[next - 1].end + kMostBetween &&
           wanted[next].end <= wanted[first].begin + kMostAtOnce)
      ++next;
    // One alone is read as well when it is asked for.
    if (next - first > 1) read_together(&wanted[first], &wanted[next - 1]);
    first = next;
  }
}

// In the order of the file. Of a damaged table they may lie over each other.
std::vector<KeptWords::Wanted> KeptWords::not_kept(
    const std::vector<std::uint32_t>& numbers) const {
  std::vector<Wanted> wanted;
  wanted.reserve(numbers.size());
  for (const std::uint32_t number : numbers) {
    if (kept_[number % kPassages].number == number) continue;
    const PassageTable::Words words = passages_.words_of(number);
    if (words.count > 0 && words.count <= kMostWords)
      wanted.push_back({words.begin, words.begin + words.count, number});
  }
  std::sort(wanted.begin(), wanted.end(),
            [](const Wanted& a, const Wanted& b) { return a.begin < b.begin; });
  return wanted;
}

// Up to the last one. What the disk does not give now is asked for again one by one.
void KeptWords::read_together(const Wanted* first, const Wanted* last) {
  const std::uint64_t begin = first->begin;
  words_.read(begin, static_cast<std::uint32_t>(last->end - begin), together_);
  if (together_.empty()) return;
  for (const Wanted* one = first; one <= last; ++one) {
    Passage& kept = kept_[one->number % kPassages];
    kept.number = one->number;
    kept.codes.assign(together_, (one->begin - begin) * sizeof(WordCode),
                      (one->end - one->begin) * sizeof(WordCode));
  }
}

}  // namespace mi
