// The best of many scored passages.
#pragma once

#include <cstddef>
#include <functional>
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

  // Only what scores more may be among the best; kNone while there are fewer than wanted.
  double threshold() const { return threshold_; }

  void add(const MatchedPassage& passage);

  // As many as were wanted, the best first, those of one score by their numbers. Where more have
  // the lowest score than there is room for, those are taken whose `order` (PassageIndex::order_of)
  // is first: so that of however many are wanted, the first are the same. Nothing is left here.
  std::vector<MatchedPassage> take(const std::function<PassageOrder(PassageNumber)>& order);

 private:
  void replace_worst(const MatchedPassage& passage);

  std::size_t wanted_;
  std::vector<MatchedPassage> best_;  // a heap, the worst first
  std::vector<MatchedPassage> tied_;  // with the worst of the best
  double threshold_ = kNone;          // a hair below the worst
};

}  // namespace mi
