#include "searchd/passage_match.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "core/schema.h"
#include "searchd/score_sum.h"
#include "searchd/xapian_index.h"
#include "searchd/xapian_open_scores.h"
#include "searchd/xapian_query.h"
#include "searchd/xapian_score_source.h"
#include "searchd/xapian_scorer.h"

namespace mi {
namespace {

using Index = PassageIndex::Impl;

// A plan that is nothing but what scores: the parts are gone through here, without the engine's
// matcher.
Matches ranked(const Index& index, ScoreSum sum, std::size_t limit) {
  const WeighedSum weighed(std::move(sum), *index.spreads);
  OpenScores best(weighed, limit);
  std::uint64_t counted = 0;
  for (std::size_t part = 0; part < index.parts.size(); ++part) {
    const std::uint64_t to_count = kExactTotal - std::min<std::uint64_t>(counted, kExactTotal);
    const IndexPart& in = index.parts[part];
    PartScorer scorer(in, index.norms, weighed, to_count, Nearness::left_open);
    while (scorer.next(best.threshold())) best.add(in, index.global(part, scorer.number()), scorer);
    counted += scorer.counted();
  }
  Matches matches;
  matches.best = best.take([&](PassageNumber number) { return index.order_of(number); });
  matches.total_is_exact = counted <= kExactTotal;
  const auto expected = static_cast<std::uint64_t>(std::llround(weighed.expected_matches));
  matches.total = matches.total_is_exact ? counted : std::max(counted, expected);
  return matches;
}

Matches matches_of(const Xapian::MSet& found) {
  Matches matches;
  matches.total = found.get_matches_estimated();
  matches.total_is_exact = found.get_matches_lower_bound() == found.get_matches_upper_bound();
  matches.best.reserve(found.size());
  for (auto it = found.begin(); it != found.end(); ++it)
    matches.best.push_back({*it, it.get_weight()});
  return matches;
}

// Looking at that many matches makes every total that can be paged through exact.
Xapian::MSet best_of(const Xapian::Enquire& enquire, std::size_t limit,
                     const Xapian::MatchDecider* decider = nullptr) {
  return enquire.get_mset(0, static_cast<Xapian::doccount>(limit),
                          static_cast<Xapian::doccount>(kExactTotal + 1), nullptr, decider);
}

// Lets the first passage of each document pass. The matcher comes to the passages in the order of
// their numbers, which a document's have in turn; a passage that it does not ask about, because
// enough others come before it, would have stood before the rest of its document.
class FirstOfDocument : public Xapian::MatchDecider {
 public:
  bool operator()(const Xapian::Document& document) const override {
    std::string of_document = document.get_value(kOrderSlot).substr(0, kOrderDocumentBytes);
    if (of_document == last_) return false;
    last_ = std::move(of_document);
    return true;
  }

 private:
  mutable std::string last_;
};

// The newest documents, a passage of each.
Matches newest(const Index& index, const QueryPlan& plan, std::size_t limit) {
  Xapian::Enquire enquire(index.database);
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  enquire.set_query(to_xapian(plan));
  Xapian::MultiValueKeyMaker newest_first;
  newest_first.add_value(kDateSlot, true);
  newest_first.add_value(kOrderSlot);
  enquire.set_sort_by_key(&newest_first, false);
  const FirstOfDocument first_of_document;
  return matches_of(best_of(enquire, limit, &first_of_document));
}

// Sorts the later date before the earlier, what has none last, and documents of one date apart.
class NewestDocument : public Xapian::KeyMaker {
 public:
  std::string operator()(const Xapian::Document& document) const override {
    std::string key = document.get_value(kDateSlot);
    for (char& digit : key) digit = static_cast<char>('0' + '9' - digit);
    if (key.empty()) key = "~";
    return key + document.get_value(kOrderSlot).substr(0, kOrderDocumentBytes);
  }
};

// Conditions decide what matches, or dates what comes first: the engine asks for the score of what
// it looks at. Conditions have a factor of 0, so that whatever weights it has add nothing; without
// weights it would not ask.
Matches ranked_by_engine(const Index& index, const QueryPlan& plan, std::size_t limit,
                         MatchOrder order) {
  const QueryPlan& scoring = scoring_part(plan);
  ScoreSource source(index, score_sum(scoring));
  Xapian::Enquire enquire(index.database);
  enquire.set_query(to_xapian(plan, scoring, source));
  NewestDocument newest_document;
  Xapian::MultiValueKeyMaker settled;
  settled.add_value(kOrderSlot);
  if (order == MatchOrder::newest) {
    enquire.set_sort_by_key_then_relevance(&newest_document, false);
  } else {
    enquire.set_sort_by_relevance_then_key(&settled, false);
  }
  return matches_of(best_of(enquire, limit));
}

}  // namespace

Matches match(const PassageIndex& index, const PlannedQuery& planned, std::size_t limit,
              MatchOrder order) {
  const QueryPlan& plan = planned.plan;
  if (planned.unordered) return newest(index.impl(), plan, limit);
  if (&scoring_part(plan) != &plan || order == MatchOrder::newest)
    return ranked_by_engine(index.impl(), plan, limit, order);
  return ranked(index.impl(), score_sum(plan), limit);
}

std::uint64_t count_matches(const PassageIndex& index, const QueryPlan& plan,
                            const std::string& term) {
  Xapian::Enquire enquire(index.impl().database);
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  enquire.set_query({Xapian::Query::OP_FILTER, to_xapian(plan), Xapian::Query(term)});
  return enquire.get_mset(0, 0, static_cast<Xapian::doccount>(kExactTotal + 1))
      .get_matches_estimated();
}

LeafScores leaf_scores(const PassageIndex& index, const QueryPlan& leaf,
                       std::vector<PassageNumber> passages) {
  std::sort(passages.begin(), passages.end());
  QueryPlan unscaled = leaf;
  unscaled.factor = 1;
  const WeighedSum weighed(score_sum(unscaled), *index.impl().spreads);
  LeafScores scores;
  for (std::size_t part = 0; part < index.impl().parts.size(); ++part) {
    PartScorer scorer(index.impl().parts[part], index.impl().norms, weighed, 0);
    for (const PassageNumber number : passages) {
      const Xapian::docid local = index.impl().local(number);
      if (index.impl().part_of(number) != part) continue;
      if (!scorer.skip_to(local, BestPassages::kNone) || scorer.number() != local) continue;
      scores[number] = scorer.score();
    }
  }
  return scores;
}

}  // namespace mi
