// The best of many scored passages.
#pragma once

#include <cstddef>
#include <vector>

#include "searchd/passage_index.h"

namespace mi {

struct MatchedPassage {
  PassageNumber number = 0;
  double score = 0;

  friend bool operator==(const MatchedPassage&, const MatchedPassage&) = default;
};

class BestPassages {
 public:
  // Below every score.
  static constexpr double kNone = -1;

  // At least one is wanted.
  explicit BestPassages(std::size_t wanted) : wanted_(wanted) {}

  // Only what scores more is among the best; kNone while there are fewer than wanted.
  double threshold() const { return best_.size() < wanted_ ? kNone : best_.front().score; }

  void add(const MatchedPassage& passage);

  // The best first, those of one score in the order of their numbers. Nothing is left here.
  std::vector<MatchedPassage> take();

 private:
  std::size_t wanted_;
  std::vector<MatchedPassage> best_;  // a heap, the worst first
};

}  // namespace mi
