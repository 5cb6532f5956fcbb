#include "searchd/xapian_score_source.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace mi {
namespace {

// A threshold that lets the weight itself through: while the matcher wants everything, it says 0.
double below(double min_weight) {
  return min_weight > 0 ? std::nextafter(min_weight, 0) : BestPassages::kNone;
}

}  // namespace

ScoreSource::ScoreSource(const PassageIndex::Impl& index, ScoreSum sum)
    : search_(std::make_shared<Search>(Search{index, WeighedSum(std::move(sum), *index.spreads)})) {
}

Xapian::doccount ScoreSource::get_termfreq_est() const {
  const double share = search_->weighed.expected_matches / search_->index.database.get_doccount();
  return static_cast<Xapian::doccount>(std::lround(share * passages_));
}

void ScoreSource::next(double min_weight) { at_end_ = !scorer_->next(below(min_weight)); }

void ScoreSource::skip_to(Xapian::docid number, double min_weight) {
  at_end_ = !scorer_->skip_to(number, below(min_weight));
}

ScoreSource* ScoreSource::clone() const { return new ScoreSource(search_); }

void ScoreSource::init(const Xapian::Database& part) {
  const std::vector<IndexPart>& parts = search_->index.parts;
  const std::string uuid = part.get_uuid();
  const auto own = std::find_if(parts.begin(), parts.end(),
                                [&](const IndexPart& each) { return each.uuid == uuid; });
  if (own == parts.end()) throw Xapian::InvalidOperationError("a part of another index");
  passages_ = part.get_doccount();
  scorer_.emplace(*own, search_->index.norms, search_->weighed, 0);
  at_end_ = false;
  set_maxweight(scorer_->bound());
}

}  // namespace mi
