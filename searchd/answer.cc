#include "searchd/answer.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "searchd/hit_parts.h"
#include "searchd/mentions.h"
#include "searchd/passage_match.h"
#include "searchd/passage_order.h"
#include "searchd/result_counts.h"
#include "searchd/snippet.h"

namespace mi {
namespace {

// Fills in hits, and each document that they belong to once.
class HitList {
 public:
  HitList(const PassageIndex& index, const TermWeights& marks, std::size_t snippet_bytes)
      : index_(index), marks_(marks), snippet_bytes_(snippet_bytes) {}

  Expected<void> add(Results& results, std::size_t rank, double score, PassageNumber number) {
    Expected<LoadedPassage> loaded = index_.passage(index_.place_of(number));
    if (!loaded) return tl::unexpected(loaded.error());
    const Expected<std::size_t> document = document_of(results, loaded->document());
    if (!document) return tl::unexpected(document.error());
    Passage& passage = loaded->record.passage;
    Snippet snippet = make_snippet(passage.text, marks_, snippet_bytes_);
    results.hits.push_back({rank, score, *document, std::move(passage), std::move(snippet)});
    return {};
  }

 private:
  Expected<std::size_t> document_of(Results& results, RecordPlace place) {
    const auto known = known_.find(place);
    if (known != known_.end()) return known->second;
    Expected<DocumentRecord> document = index_.document(place);
    if (!document) return tl::unexpected(document.error());
    results.documents.push_back(std::move(document->info));
    return known_[place] = results.documents.size() - 1;
  }

  const PassageIndex& index_;
  const TermWeights& marks_;
  std::size_t snippet_bytes_;
  std::map<RecordPlace, std::size_t> known_;
};

// The first kPassagesOfNewest of each document, in their order.
std::vector<RankedPassage> few_of_each(const std::vector<RankedPassage>& passages) {
  std::vector<RankedPassage> few;
  std::map<std::pair<std::size_t, std::uint32_t>, std::size_t> taken;
  for (const RankedPassage& passage : passages) {
    if (++taken[{passage.seat.part, passage.seat.first}] <= kPassagesOfNewest)
      few.push_back(passage);
  }
  return few;
}

struct Ranking {
  Matches matches;
  std::vector<RankedPassage> passages;  // whose places are of matches.best
};

// Goes through so many matches that enough of them are shown.
Ranking rank_newest(const PassageIndex& index, const PlannedQuery& planned, std::size_t wanted) {
  constexpr std::size_t kMoreEachTime = 8;
  Ranking ranking;
  for (std::size_t looked_at = kExactTotal;; looked_at *= kMoreEachTime) {
    ranking.matches = match(index, planned, looked_at, MatchOrder::newest);
    ranking.passages = few_of_each(seat_matches(ranking.matches.best, index));
    const bool are_all = ranking.matches.best.size() < looked_at;
    if (are_all || ranking.passages.size() >= wanted) return ranking;
  }
}

// The first passages in their last order, up to `end` at least where there are so many.
Ranking rank(const PassageIndex& index, const PlannedQuery& planned, const AnswerOptions& options) {
  const std::size_t end = options.offset + options.limit;
  if (options.newest_first && !planned.unordered) return rank_newest(index, planned, end);
  Ranking ranking;
  ranking.matches = match(index, planned, std::max(end, kNeighbourDepth));
  const std::vector<MatchedPassage>& best = ranking.matches.best;
  LiftWeights lifts = options.lifts;
  if (!planned.is_keyword) lifts.variety = 0;
  ranking.passages = planned.unordered ? seat_matches(best, index)
                                       : rank_matches(best, index, lifts, options.offset, end);
  return ranking;
}

}  // namespace

Expected<Results> answer_plan(const PassageIndex& index, const PlannedQuery& planned,
                              const AnswerOptions& options) {
  Results results;
  if (planned.plan.op == PlanOp::nothing || options.limit == 0) return results;
  const std::size_t end = options.offset + options.limit;
  const auto [matches, ranked] = rank(index, planned, options);
  results.estimated_total = matches.total;
  results.total_is_exact = matches.total_is_exact;
  results.counts_documents = planned.unordered;
  HitList list(index, planned.marks, options.snippet_bytes);
  std::vector<ScoredHit> hits;
  for (std::size_t i = options.offset; i < std::min(end, ranked.size()); ++i) {
    const MatchedPassage& matched = matches.best[ranked[i].place];
    const RankedPassage& passage = ranked[i];
    hits.push_back({matched.number, passage.neighbours, passage.feedback, passage.variety});
    const Expected<void> added = list.add(results, i + 1, ranked[i].score, matched.number);
    if (!added) return tl::unexpected(added.error());
  }
  if (options.explain) add_parts(index, planned.plan, hits, results);
  if (options.counts) add_document_counts(index, planned.plan, results);
  if (options.notes) add_note_counts(index, results);
  if (options.mentions) {
    if (Expected<void> added = add_mentions(index, results); !added)
      return tl::unexpected(added.error());
  }
  if (options.facets) {
    if (Expected<void> added = add_facets(index, planned, results); !added)
      return tl::unexpected(added.error());
  }
  return results;
}

}  // namespace mi
