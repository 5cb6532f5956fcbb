#include "searchd/hit_parts.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "searchd/explain.h"
#include "searchd/passage_match.h"
#include "searchd/weighting.h"

namespace mi {
namespace {

// What leaf_scores() looks at of a leaf.
using LeafKey = std::tuple<PlanOp, std::vector<std::string>, std::uint32_t>;

LeafKey key_of(const QueryPlan& leaf) { return {leaf.op, leaf.terms, leaf.window}; }

void add_part(std::vector<ScorePart>& parts, const char* reason, double score) {
  if (score == 0) return;
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
  // A word that the query has twice is asked for once.
  std::map<LeafKey, LeafScores> scores;
  std::vector<PassageNumber> passages;
  passages.reserve(hits.size());
  for (const ScoredHit& hit : hits) passages.push_back(hit.number);
  for (const QueryPlan* leaf : leaves_of(plan)) {
    const auto [place, is_new] = scores.try_emplace(key_of(*leaf));
    if (is_new) place->second = leaf_scores(index, *leaf, passages);
  }
  for (std::size_t place = 0; place < hits.size(); ++place) {
    Hit& hit = results.hits[place];
    hit.parts = explain(plan, [&](const QueryPlan& leaf) -> std::optional<double> {
      const LeafScores& of_leaf = scores[key_of(leaf)];
      const auto score = of_leaf.find(hits[place].number);
      return score == of_leaf.end() ? std::nullopt : std::optional(score->second);
    });
    const FieldTerms terms = field_terms(results.documents[hit.document], hit.passage);
    for (ScorePart& part : hit.parts) part.fields = fields_of(part, terms);
    if (index.section_of(hits[place].number) == SectionKind::back_matter)
      tell_back_matter(hit.parts);
    add_part(hit.parts, "neighbours", hits[place].neighbours);
    add_part(hit.parts, "feedback", hits[place].feedback);
    add_part(hit.parts, "same document", hits[place].variety);
    std::stable_sort(hit.parts.begin(), hit.parts.end(),
                     [](const ScorePart& a, const ScorePart& b) { return a.score > b.score; });
  }
}

}  // namespace mi
