#include "searchd/feedback.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <tuple>
#include <utility>

namespace mi {
namespace {

struct WeighedCode {
  WordCode code = 0;
  double weight = 0;
};

double saturated(std::uint32_t occurrences, double norm) {
  const double normalised = occurrences * norm;
  return normalised / (normalised + 1);
}

// Numbers codes of words from 0 on, as they come. The field's end, which is no word, is none.
class CodeNumbers {
 public:
  static constexpr std::size_t kNone = 0xffff;

  // Room for so many codes before more has to be made.
  explicit CodeNumbers(std::size_t room) : slots_(std::bit_ceil(2 * room + 2)) {}

  std::size_t size() const { return size_; }

  // kNone: it was not added.
  std::size_t find(WordCode code) const { return slots_[slot_of(code)].number; }

  // Its number; the next one where it is new.
  std::size_t add(WordCode code) {
    std::size_t slot = slot_of(code);
    if (slots_[slot].number != kNone) return slots_[slot].number;
    if (2 * (size_ + 1) > slots_.size()) {
      make_room();
      slot = slot_of(code);
    }
    slots_[slot] = {code, static_cast<std::uint16_t>(size_)};
    return size_++;
  }

 private:
  struct Slot {
    WordCode code = kFieldEnd;
    std::uint16_t number = kNone;
  };

  // Where it is, or would be; at most half are taken. Codes are checksums: their lowest bits are as
  // good as any.
  std::size_t slot_of(WordCode code) const {
    std::size_t slot = code & (slots_.size() - 1);
    while (slots_[slot].code != code && slots_[slot].number != kNone)
      slot = (slot + 1) & (slots_.size() - 1);
    return slot;
  }

  void make_room() {
    const std::vector<Slot> fewer = std::exchange(slots_, std::vector<Slot>(2 * slots_.size()));
    for (const Slot& slot : fewer)
      if (slot.number != kNone) slots_[slot_of(slot.code)] = slot;
  }

  std::vector<Slot> slots_;
  std::size_t size_ = 0;
};

// Words by how much they are said in passages.
class WordWeigher {
 public:
  // Times `share`.
  void add(const WordCodeView& words, double norm, double share) {
    occurrences_.assign(numbers_.size(), 0);
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (words[i] <= kNoWordHere) continue;
      const std::size_t number = numbers_.add(words[i]);
      if (number == words_.size()) {
        words_.push_back({words[i], 0});
        occurrences_.push_back(0);
      }
      ++occurrences_[number];
    }
    for (std::size_t i = 0; i < words_.size(); ++i)
      words_[i].weight += share * saturated(occurrences_[i], norm);
  }

  std::vector<WeighedCode> take() { return std::move(words_); }

 private:
  // Of five passages of 220 words, which are the longest that are usual.
  static constexpr std::size_t kUsualWords = kFeedbackPassages * 220;

  CodeNumbers numbers_{kUsualWords};
  std::vector<WeighedCode> words_;          // by their numbers
  std::vector<std::uint32_t> occurrences_;  // in the passage in hand
};

// The words of the first passages, each by how much it is said there.
std::vector<WeighedCode> weighed_words(const std::vector<FeedbackPassage>& best,
                                       const WordsOfPassage& words) {
  const std::size_t count = std::min(best.size(), kFeedbackPassages);
  WordWeigher weigher;
  for (std::size_t i = 0; i < count; ++i) weigher.add(words(i), best[i].norm, best[i].score);
  return weigher.take();
}

// The words that mark the passages most; their weights add up to 1.
std::vector<WeighedCode> marking_words(std::vector<WeighedCode> words, const CodeRarity& rarity) {
  for (WeighedCode& word : words) word.weight *= rarity(word.code);
  const auto few = static_cast<std::ptrdiff_t>(std::min(words.size(), kFeedbackWords));
  std::partial_sort(words.begin(), words.begin() + few, words.end(),
                    [](const WeighedCode& a, const WeighedCode& b) {
                      return std::tie(b.weight, a.code) < std::tie(a.weight, b.code);
                    });
  words.resize(static_cast<std::size_t>(few));
  // What a rare word says counts as much again when it is found.
  double sum = 0;
  for (WeighedCode& word : words) sum += word.weight *= rarity(word.code);
  for (WeighedCode& word : words) word.weight = sum > 0 ? word.weight / sum : 0;
  return words;
}

class WordScorer {
 public:
  explicit WordScorer(const std::vector<WeighedCode>& words) : numbers_(kMostWords) {
    for (const WeighedCode& word : words) weights_[numbers_.add(word.code)] = word.weight;
  }

  double score(const WordCodeView& words, double norm) const {
    std::array<std::uint32_t, kFeedbackWords> occurrences{};
    for (std::size_t i = 0; i < words.size(); ++i) {
      const std::size_t number = numbers_.find(words[i]);
      if (number != CodeNumbers::kNone) ++occurrences[number];
    }
    double sum = 0;
    for (std::size_t i = 0; i < numbers_.size(); ++i)
      sum += weights_[i] * saturated(occurrences[i], norm);
    return sum;
  }

 private:
  static constexpr std::size_t kMostWords = 4 * kFeedbackWords;  // few of its places are taken

  CodeNumbers numbers_;
  std::array<double, kFeedbackWords> weights_{};
};

}  // namespace

std::vector<double> feedback_lifts(const std::vector<FeedbackPassage>& best,
                                   const WordsOfPassage& words, double weight,
                                   const CodeRarity& rarity) {
  std::vector<double> lifts(best.size(), 0);
  if (best.empty() || weight <= 0) return lifts;
  const WordScorer scorer(marking_words(weighed_words(best, words), rarity));
  for (std::size_t i = 0; i < best.size(); ++i)
    lifts[i] = weight * best.front().score * scorer.score(words(i), best[i].norm);
  return lifts;
}

}  // namespace mi
