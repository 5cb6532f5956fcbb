#include "searchd/hit_parts.h"

#include <cstddef>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "searchd/explain.h"
#include "searchd/passage_match.h"

namespace mi {
namespace {

ScorePart part_of_neighbours(double lift) {
  ScorePart part;
  part.reason = "neighbours";
  part.score = lift;
  return part;
}

}  // namespace

void add_parts(const PassageIndex& index, const QueryPlan& plan, const std::vector<ScoredHit>& hits,
               Results& results) {
  std::map<const QueryPlan*, LeafScores> scores;
  std::vector<PassageNumber> passages;
  passages.reserve(hits.size());
  for (const ScoredHit& hit : hits) passages.push_back(hit.number);
  for (const QueryPlan* leaf : leaves_of(plan)) scores[leaf] = leaf_scores(index, *leaf, passages);
  for (std::size_t place = 0; place < hits.size(); ++place) {
    Hit& hit = results.hits[place];
    hit.parts = explain(plan, [&](const QueryPlan& leaf) -> std::optional<double> {
      const LeafScores& of_leaf = scores[&leaf];
      const auto score = of_leaf.find(hits[place].number);
      return score == of_leaf.end() ? std::nullopt : std::optional(score->second);
    });
    for (ScorePart& part : hit.parts)
      part.fields = fields_of(part, results.documents[hit.document], hit.passage);
    if (hits[place].lift > 0) hit.parts.push_back(part_of_neighbours(hits[place].lift));
  }
}

}  // namespace mi
