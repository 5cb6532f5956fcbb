#include "searchd/best_passages.h"

#include <algorithm>
#include <utility>

namespace mi {
namespace {

bool is_better(const MatchedPassage& a, const MatchedPassage& b) {
  return a.score != b.score ? a.score > b.score : a.number < b.number;
}

}  // namespace

void BestPassages::add(const MatchedPassage& passage) {
  if (passage.score <= threshold()) return;
  if (best_.size() == wanted_) {
    std::pop_heap(best_.begin(), best_.end(), is_better);
    best_.pop_back();
  }
  best_.push_back(passage);
  std::push_heap(best_.begin(), best_.end(), is_better);
}

std::vector<MatchedPassage> BestPassages::take() {
  std::sort(best_.begin(), best_.end(), is_better);
  return std::exchange(best_, {});
}

}  // namespace mi
