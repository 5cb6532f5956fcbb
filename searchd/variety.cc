#include "searchd/variety.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <utility>

namespace mi {

std::vector<RankedPassage> vary_documents(std::vector<RankedPassage> passages, double weight) {
  if (weight <= 0) return passages;
  const auto end =
      passages.begin() + static_cast<std::ptrdiff_t>(std::min(passages.size(), kNeighbourDepth));
  std::map<std::pair<std::size_t, std::uint32_t>, std::uint32_t> before;  // of each document
  for (auto passage = passages.begin(); passage != end; ++passage) {
    const std::uint32_t better = before[{passage->seat.part, passage->seat.first}]++;
    passage->variety = -passage->score * std::min(1.0, weight * better);
    passage->score += passage->variety;
  }
  std::stable_sort(passages.begin(), end, [](const RankedPassage& a, const RankedPassage& b) {
    return a.score > b.score;
  });
  return passages;
}

}  // namespace mi
