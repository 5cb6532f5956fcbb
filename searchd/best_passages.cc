#include "searchd/best_passages.h"

#include <algorithm>
#include <utility>

namespace mi {
namespace {

// What bounds are summed up in another order than the scores that they are of: by the last digits,
// a bound may be below a score.
constexpr double kJustBelow = 1 - 1e-12;

constexpr auto scores_more = [](const MatchedPassage& a, const MatchedPassage& b) {
  return a.score > b.score;
};

bool comes_first(const MatchedPassage& a, const MatchedPassage& b) {
  return a.score != b.score ? a.score > b.score : a.number < b.number;
}

}  // namespace

void BestPassages::add(const MatchedPassage& passage) {
  if (passage.score <= threshold_) return;
  if (best_.size() == wanted_) {
    const double worst = best_.front().score;
    if (passage.score > worst) {
      replace_worst(passage);
    } else if (passage.score == worst) {
      tied_.push_back(passage);
    }
    return;
  }
  best_.push_back(passage);
  std::push_heap(best_.begin(), best_.end(), scores_more);
  if (best_.size() == wanted_) threshold_ = best_.front().score * kJustBelow;
}

void BestPassages::replace_worst(const MatchedPassage& passage) {
  const MatchedPassage worst = best_.front();
  std::size_t place = 0;  // from the top of the heap down to where it is not better than below
  for (std::size_t below = 1; below < best_.size(); below = 2 * place + 1) {
    if (below + 1 < best_.size() && best_[below + 1].score < best_[below].score) ++below;
    if (passage.score <= best_[below].score) break;
    best_[std::exchange(place, below)] = best_[below];
  }
  best_[place] = passage;
  if (best_.front().score == worst.score) {
    tied_.push_back(worst);
  } else {
    tied_.clear();
    threshold_ = best_.front().score * kJustBelow;
  }
}

std::vector<MatchedPassage> BestPassages::take(
    const std::function<PassageOrder(PassageNumber)>& order) {
  std::sort(best_.begin(), best_.end(), comes_first);
  if (!tied_.empty()) {
    const auto lowest = std::find_if(best_.begin(), best_.end(), [&](const MatchedPassage& each) {
      return each.score == tied_.front().score;
    });
    tied_.insert(tied_.end(), lowest, best_.end());
    best_.erase(lowest, best_.end());
    std::vector<std::pair<PassageOrder, MatchedPassage>> in_order;
    in_order.reserve(tied_.size());
    for (const MatchedPassage& each : tied_) in_order.emplace_back(order(each.number), each);
    const std::size_t room = wanted_ - best_.size();
    std::nth_element(in_order.begin(), in_order.begin() + static_cast<std::ptrdiff_t>(room),
                     in_order.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    in_order.resize(room);
    for (const auto& [place, each] : in_order) best_.push_back(each);
    std::sort(best_.begin(), best_.end(), comes_first);
  }
  tied_.clear();
  threshold_ = kNone;
  return std::exchange(best_, {});
}

}  // namespace mi
