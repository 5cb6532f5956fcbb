#include "searchd/candidates.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

namespace mi {
namespace {

void settle_range(std::vector<Candidate>& candidates, std::size_t begin, std::size_t end,
                  const PassageIndex& index) {
  std::vector<std::pair<std::string, Candidate>> tied;
  for (std::size_t i = begin; i < end; ++i)
    tied.emplace_back(index.order_of(candidates[i].number), std::move(candidates[i]));
  std::stable_sort(tied.begin(), tied.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  for (std::size_t i = begin; i < end; ++i) candidates[i] = std::move(tied[i - begin].second);
}

}  // namespace

Expected<std::vector<Candidate>> load_candidates(const PassageIndex& index,
                                                 const std::vector<MatchedPassage>& matches) {
  std::vector<Candidate> candidates;
  candidates.reserve(matches.size());
  for (const MatchedPassage& matched : matches) {
    Expected<LoadedPassage> loaded = index.passage(index.place_of(matched.number));
    if (!loaded) return tl::unexpected(loaded.error());
    candidates.push_back({matched.number, matched.score, std::move(*loaded)});
  }
  return candidates;
}

void settle_ties(std::vector<Candidate>& candidates, const PassageIndex& index) {
  for (std::size_t begin = 0; begin < candidates.size();) {
    std::size_t end = begin + 1;
    while (end < candidates.size() && candidates[end].score == candidates[begin].score) ++end;
    if (end - begin > 1) settle_range(candidates, begin, end, index);
    begin = end;
  }
}

std::vector<RankedPassage> rank_candidates(const std::vector<Candidate>& candidates,
                                           double neighbour_weight) {
  std::vector<RankedPassage> passages;
  passages.reserve(candidates.size());
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const auto& [number, score, loaded] = candidates[i];
    passages.push_back(
        {i, score, loaded.place.part, loaded.record.document, loaded.place.offset, loaded.end});
  }
  return lift_neighbours(std::move(passages), neighbour_weight);
}

}  // namespace mi
