// How much a passage's words are worth: BM25 (Robertson and Zaragoza, "The probabilistic relevance
// framework: BM25 and beyond", Foundations and Trends in Information Retrieval 3(4), 2009), where a
// word that is said again and again in the passages that have it is worth more than one that is
// mentioned once in each. It is computed here because Xapian computes each posting's length
// anew, and has no way to be told where lengths are found cheaply (core/passage_table.h).
#pragma once

#include <cstdint>
#include <vector>

namespace mi {

// How soon more occurrences say no more, and how much a long passage is held against it.
inline constexpr double kBm25K1 = 1.2;
inline constexpr double kBm25B = 0.5;

// The power of a term's mean occurrences in the passages that have it, by which its idf is
// multiplied. 0 is BM25; at 1 stands IneB2 (Amati and van Rijsbergen, ACM TOIS 20(4), 2002), which
// ranked here before. The first leads on our own field, the second on the public sets, and what is
// between them leads on both (docs/ranking.md).
inline constexpr double kMeanOccurrencesPower = 0.25;

// The share of its score that a passage keeps among references, acknowledgments and the like
// (indexer/section_kind.h): they name everything and say nothing of it.
inline constexpr double kBackMatterShare = 0.6;

// What a count of occurrences is multiplied by in a passage of some length:
// 1 / (k1 * (1 - b + b * length / average)).
class LengthNorms {
 public:
  LengthNorms() = default;
  explicit LengthNorms(double average_length);

  // 0 for a length of 0, as for a passage that is not there.
  double of(std::uint32_t length) const {
    return length < known_.size() ? known_[length] : computed(length);
  }

 private:
  double computed(std::uint32_t length) const;

  double average_ = 0;
  std::vector<double> known_;
};

// How a term, or a group that counts as one, is spread over the collection.
struct TermSpread {
  double passages = 0;     // that have it
  double occurrences = 0;  // in all of them
};

// Several terms as one, as if their passages were independent of each other: what Xapian assumes
// for OP_SYNONYM. `words`: the length of all passages together.
TermSpread spread_of_any(const std::vector<TermSpread>& terms, double passages, double words);

class TermWeight {
 public:
  // Without passages that have it, nothing is worth anything.
  TermWeight(const TermSpread& spread, double passages);

  // What so many occurrences are worth in a passage of that norm.
  double of(std::uint32_t occurrences, double norm) const {
    const double normalised = occurrences * norm;
    return scale_ * normalised / (normalised + 1);
  }

  // Which no passage reaches.
  double bound() const { return scale_; }

 private:
  double scale_ = 0;
};

}  // namespace mi
