// How much a passage's words are worth: IneB2, of the divergence from randomness (Amati and van
// Rijsbergen, "Probabilistic models of information retrieval based on measuring the divergence from
// randomness", ACM TOIS 20(4), 2002), as Xapian's IneB2Weight computes it. It is computed here
// because Xapian takes the logarithm of each posting's length anew, and has no way to be told where
// lengths are found cheaply (core/passage_table.h).
#pragma once

#include <cstdint>
#include <vector>

namespace mi {

// The c of the length's normalisation. BM25 (1.2, 0.5) leads by .02 on our own field's 53 queries
// and trails on four of five public sets, which have 1,591 (docs/ranking.md).
inline constexpr double kIneB2C = 1.5;

// What a count of occurrences is multiplied by in a passage of some length:
// log2(1 + c * average / length).
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
