#include "searchd/neighbours.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace mi {

std::vector<RankedPassage> lift_neighbours(std::vector<RankedPassage> passages, double weight) {
  const std::size_t depth = std::min(passages.size(), kNeighbourDepth);
  if (weight <= 0) return passages;
  std::vector<std::size_t> by_seat(depth);
  std::iota(by_seat.begin(), by_seat.end(), 0);
  std::sort(by_seat.begin(), by_seat.end(), [&](std::size_t a, std::size_t b) {
    return std::pair(passages[a].seat.part, passages[a].seat.seat) <
           std::pair(passages[b].seat.part, passages[b].seat.seat);
  });
  std::vector<double> lifts(depth, 0);
  for (std::size_t i = 1; i < depth; ++i) {
    const RankedPassage& one = passages[by_seat[i - 1]];
    const RankedPassage& next = passages[by_seat[i]];
    const bool are_neighbours = one.seat.part == next.seat.part &&
                                one.seat.seat + 1 == next.seat.seat &&
                                one.seat.first == next.seat.first;
    if (!are_neighbours) continue;
    lifts[by_seat[i - 1]] += weight * next.score;
    lifts[by_seat[i]] += weight * one.score;
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
