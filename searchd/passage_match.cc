#include "searchd/passage_match.h"

#include "core/schema.h"
#include "searchd/xapian_index.h"
#include "searchd/xapian_query.h"

namespace mi {
namespace {

// IneB2 (Amati and van Rijsbergen 2002) with this c. BM25 (1.2, 0.5) leads by .02 on our own
// field's 53 queries and trails on four of five public sets, which have 1,591 (docs/ranking.md).
constexpr double kIneB2C = 1.5;

void use_weights(Xapian::Enquire& enquire) {
  enquire.set_weighting_scheme(Xapian::IneB2Weight(kIneB2C));
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

}  // namespace

Matches match(const PassageIndex& index, const PlannedQuery& planned, std::size_t limit,
              MatchOrder order) {
  Xapian::Enquire enquire(index.impl().database);
  use_weights(enquire);
  enquire.set_query(to_xapian(planned.plan));
  Xapian::MultiValueKeyMaker newest_first;
  newest_first.add_value(kDateSlot, true);
  newest_first.add_value(kOrderSlot);
  NewestDocument newest_document;
  if (planned.unordered) {
    enquire.set_sort_by_key(&newest_first, false);
  } else if (order == MatchOrder::newest) {
    enquire.set_sort_by_key_then_relevance(&newest_document, false);
  }
  // Looking at that many matches makes every total that can be paged through exact.
  const Xapian::MSet found = enquire.get_mset(0, static_cast<Xapian::doccount>(limit),
                                              static_cast<Xapian::doccount>(kExactTotal + 1));
  Matches matches;
  matches.total = found.get_matches_estimated();
  matches.total_is_exact = found.get_matches_lower_bound() == found.get_matches_upper_bound();
  matches.best.reserve(found.size());
  for (auto it = found.begin(); it != found.end(); ++it)
    matches.best.push_back({*it, it.get_weight()});
  return matches;
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
                       const std::vector<std::string>& terms) {
  const Xapian::Query beside(Xapian::Query::OP_OR, terms.begin(), terms.end());
  Xapian::Enquire enquire(index.impl().database);
  use_weights(enquire);
  enquire.set_query({Xapian::Query::OP_FILTER, unscaled_xapian(leaf), beside});
  const Xapian::MSet found = enquire.get_mset(0, index.impl().database.get_doccount());
  LeafScores scores;
  for (auto it = found.begin(); it != found.end(); ++it) scores[*it] = it.get_weight();
  return scores;
}

}  // namespace mi
