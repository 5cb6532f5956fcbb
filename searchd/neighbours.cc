#include "searchd/neighbours.h"

#include <algorithm>
#include <map>
#include <utility>

namespace mi {

std::vector<RankedPassage> lift_neighbours(std::vector<RankedPassage> passages, double weight) {
  const std::size_t depth = std::min(passages.size(), kNeighbourDepth);
  if (weight <= 0) return passages;
  std::map<std::pair<std::size_t, std::uint32_t>, std::size_t> by_seat;
  for (std::size_t i = 0; i < depth; ++i)
    by_seat[{passages[i].seat.part, passages[i].seat.seat}] = i;
  std::vector<double> lifts(depth, 0);
  for (std::size_t i = 0; i < depth; ++i) {
    const PassageSeat& seat = passages[i].seat;
    const auto next = by_seat.find({seat.part, seat.seat + 1});
    if (next == by_seat.end() || passages[next->second].seat.first != seat.first) continue;
    lifts[i] += weight * passages[next->second].score;
    lifts[next->second] += weight * passages[i].score;
  }
  for (std::size_t i = 0; i < depth; ++i) {
    passages[i].neighbours = lifts[i];
    passages[i].score += lifts[i];
  }
  std::stable_sort(
      passages.begin(), passages.begin() + static_cast<std::ptrdiff_t>(depth),
      [](const RankedPassage& a, const RankedPassage& b) { return a.score > b.score; });
  return passages;
}

}  // namespace mi
