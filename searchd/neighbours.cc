#include "searchd/neighbours.h"

#include <algorithm>
#include <map>
#include <utility>

namespace mi {

std::vector<RankedPassage> lift_neighbours(std::vector<RankedPassage> passages, double weight) {
  const std::size_t depth = std::min(passages.size(), kNeighbourDepth);
  if (weight <= 0) return passages;
  std::map<std::pair<std::size_t, std::uint64_t>, std::size_t> by_begin;
  for (std::size_t i = 0; i < depth; ++i) by_begin[{passages[i].part, passages[i].begin}] = i;
  std::vector<double> lifts(depth, 0);
  for (std::size_t i = 0; i < depth; ++i) {
    const auto next = by_begin.find({passages[i].part, passages[i].end});
    if (next == by_begin.end() || passages[next->second].document != passages[i].document) continue;
    lifts[i] += weight * passages[next->second].score;
    lifts[next->second] += weight * passages[i].score;
  }
  for (std::size_t i = 0; i < depth; ++i) passages[i].score += lifts[i];
  std::stable_sort(
      passages.begin(), passages.begin() + static_cast<std::ptrdiff_t>(depth),
      [](const RankedPassage& a, const RankedPassage& b) { return a.score > b.score; });
  return passages;
}

}  // namespace mi
