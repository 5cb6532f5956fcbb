#include "searchd/feedback.h"

#include <algorithm>
#include <bitset>
#include <cstdint>
#include <tuple>

#include "core/word_counts.h"

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

// The words of a passage, each by how much it is said there, times `share`.
void add_words(const FeedbackPassage& passage, const WordCodeView& words, double share,
               std::vector<WeighedCode>& out) {
  std::vector<WordCode> codes;
  codes.reserve(words.size());
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] > kNoWordHere) codes.push_back(words[i]);
  }
  std::sort(codes.begin(), codes.end());
  for (auto it = codes.begin(); it != codes.end();) {
    const auto end = std::upper_bound(it, codes.end(), *it);
    out.push_back({*it, share * saturated(static_cast<std::uint32_t>(end - it), passage.norm)});
    it = end;
  }
}

// The words that mark the passages most, in the order of their codes; their weights add up to 1.
std::vector<WeighedCode> marking_words(const std::vector<FeedbackPassage>& best,
                                       const WordsOfPassage& words_of, const CodeRarity& rarity) {
  std::vector<WeighedCode> all;
  for (std::size_t i = 0; i < std::min(best.size(), kFeedbackPassages); ++i)
    add_words(best[i], words_of(i), best[i].score, all);
  const auto by_code = [](const WeighedCode& a, const WeighedCode& b) { return a.code < b.code; };
  std::stable_sort(all.begin(), all.end(), by_code);
  std::vector<WeighedCode> words;
  for (const WeighedCode& one : all) {
    if (words.empty() || words.back().code != one.code) words.push_back({one.code, 0});
    words.back().weight += one.weight;
  }
  for (WeighedCode& word : words) word.weight *= rarity(word.code);
  std::sort(words.begin(), words.end(), [](const WeighedCode& a, const WeighedCode& b) {
    return std::tie(b.weight, a.code) < std::tie(a.weight, b.code);
  });
  words.resize(std::min(words.size(), kFeedbackWords));
  // What a rare word says counts as much again when it is found.
  double sum = 0;
  for (WeighedCode& word : words) sum += word.weight *= rarity(word.code);
  for (WeighedCode& word : words) word.weight = sum > 0 ? word.weight / sum : 0;
  std::sort(words.begin(), words.end(), by_code);
  return words;
}

class WordScorer {
 public:
  explicit WordScorer(std::vector<WeighedCode> words)
      : words_(std::move(words)), occurrences_(words_.size()) {
    for (const WeighedCode& word : words_) is_wanted_.set(word.code);
  }

  double score(const WordCodeView& words, double norm) {
    std::fill(occurrences_.begin(), occurrences_.end(), 0);
    for (std::size_t i = 0; i < words.size(); ++i) {
      const WordCode code = words[i];
      if (is_wanted_[code]) ++occurrences_[place_of(code)];
    }
    double sum = 0;
    for (std::size_t i = 0; i < words_.size(); ++i)
      sum += words_[i].weight * saturated(occurrences_[i], norm);
    return sum;
  }

 private:
  std::size_t place_of(WordCode code) const {
    const auto found =
        std::lower_bound(words_.begin(), words_.end(), code,
                         [](const WeighedCode& word, WordCode of) { return word.code < of; });
    return static_cast<std::size_t>(found - words_.begin());
  }

  std::vector<WeighedCode> words_;
  std::vector<std::uint32_t> occurrences_;
  std::bitset<kWordCodes> is_wanted_;
};

}  // namespace

std::vector<double> feedback_lifts(const std::vector<FeedbackPassage>& best,
                                   const WordsOfPassage& words, double weight,
                                   const CodeRarity& rarity) {
  std::vector<double> lifts(best.size(), 0);
  if (best.empty() || weight <= 0) return lifts;
  WordScorer scorer(marking_words(best, words, rarity));
  for (std::size_t i = 0; i < best.size(); ++i)
    lifts[i] = weight * best.front().score * scorer.score(words(i), best[i].norm);
  return lifts;
}

}  // namespace mi
