#include "searchd/hit_parts.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "searchd/explain.h"
#include "searchd/passage_match.h"
#include "searchd/weighting.h"

namespace mi {
namespace {

void add_part(std::vector<ScorePart>& parts, const char* reason, double score) {
  if (score <= 0) return;
  ScorePart part;
  part.reason = reason;
  part.score = score;
  parts.push_back(std::move(part));
}

// The leaves' scores are those of the passage where it stands: what they would be elsewhere, and
// what that place costs.
void tell_back_matter(std::vector<ScorePart>& parts) {
  ScorePart loss;
  loss.reason = "back matter";
  loss.weight = kBackMatterShare;
  for (ScorePart& part : parts) {
    part.score /= kBackMatterShare;
    loss.score -= (1 - kBackMatterShare) * part.score;
  }
  parts.push_back(std::move(loss));
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
    if (index.section_of(hits[place].number) == SectionKind::back_matter)
      tell_back_matter(hit.parts);
    add_part(hit.parts, "neighbours", hits[place].neighbours);
    add_part(hit.parts, "feedback", hits[place].feedback);
    std::stable_sort(hit.parts.begin(), hit.parts.end(),
                     [](const ScorePart& a, const ScorePart& b) { return a.score > b.score; });
  }
}

}  // namespace mi
