#include "searchd/passage_order.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

namespace mi {
namespace {

using Range = std::vector<MatchedPassage>::iterator;

void settle_range(Range begin, Range end, const PassageIndex& index) {
  std::vector<std::pair<std::string, MatchedPassage>> tied;
  for (Range it = begin; it != end; ++it) tied.emplace_back(index.order_of(it->number), *it);
  std::stable_sort(tied.begin(), tied.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  for (const auto& [order, match] : tied) *begin++ = match;
}

}  // namespace

void settle_ties(std::vector<MatchedPassage>& matches, const PassageIndex& index) {
  for (Range begin = matches.begin(); begin != matches.end();) {
    const Range end = std::find_if(begin, matches.end(), [&](const MatchedPassage& match) {
      return match.score != begin->score;
    });
    if (end - begin > 1) settle_range(begin, end, index);
    begin = end;
  }
}

std::vector<RankedPassage> rank_matches(const std::vector<MatchedPassage>& matches,
                                        const PassageIndex& index, double neighbour_weight) {
  std::vector<RankedPassage> passages;
  passages.reserve(matches.size());
  for (std::size_t i = 0; i < matches.size(); ++i)
    passages.push_back({i, matches[i].score, index.seat_of(matches[i].number)});
  return lift_neighbours(std::move(passages), neighbour_weight);
}

}  // namespace mi
