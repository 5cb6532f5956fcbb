// The passages that a ScoreSum scores, as a source for Xapian's matcher: for plans in which
// conditions decide what matches. A private header: only the files that docs/design.md names for
// Xapian include it.
#pragma once

#include <xapian.h>

#include <memory>
#include <optional>
#include <string>

#include "searchd/best_passages.h"
#include "searchd/xapian_index.h"
#include "searchd/xapian_scorer.h"

namespace mi {

class ScoreSource final : public Xapian::PostingSource {
 public:
  // The index must outlive it.
  ScoreSource(const PassageIndex::Impl& index, ScoreSum sum);

  Xapian::doccount get_termfreq_min() const override { return 0; }
  Xapian::doccount get_termfreq_est() const override;
  Xapian::doccount get_termfreq_max() const override { return passages_; }
  double get_weight() const override { return scorer_->score(); }
  Xapian::docid get_docid() const override { return scorer_->number(); }
  bool at_end() const override { return at_end_; }
  void next(double min_weight) override;
  void skip_to(Xapian::docid number, double min_weight) override;
  ScoreSource* clone() const override;  // for each part of the index
  void init(const Xapian::Database& part) override;

 private:
  // What the clones share.
  struct Search {
    const PassageIndex::Impl& index;
    WeighedSum weighed;
  };

  explicit ScoreSource(std::shared_ptr<Search> search) : search_(std::move(search)) {}

  std::shared_ptr<Search> search_;
  std::optional<PartScorer> scorer_;  // of the part
  Xapian::doccount passages_ = 0;     // of the part
  bool at_end_ = false;
};

}  // namespace mi
