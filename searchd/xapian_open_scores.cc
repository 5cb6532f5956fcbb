#include "searchd/xapian_open_scores.h"

#include <algorithm>
#include <map>

namespace mi {

void OpenScores::add(const IndexPart& part, PassageNumber number, const PartScorer& scorer) {
  least_.add({number, scorer.score()});
  if (scorer.open().empty()) return decided_.add({number, scorer.score()});
  const std::size_t nears = nears_.size();
  nears_.insert(nears_.end(), scorer.open().begin(), scorer.open().end());
  open_.push_back({&part, scorer.number(), number, scorer.score_without(), scorer.share(),
                   scorer.highest_score(), nears, nears_.size()});
  if (open_.size() < kMostOpen) return;
  decide();
  least_ = decided_;
}

std::vector<MatchedPassage> OpenScores::take(
    const std::function<PassageOrder(PassageNumber)>& order) {
  decide();
  return decided_.take(order);
}

// Those that may score most first; when they cannot score enough, the rest cannot.
void OpenScores::decide() {
  std::vector<const Passage*> in_order;
  in_order.reserve(open_.size());
  for (const Passage& passage : open_) {
    if (passage.highest > least_.threshold()) in_order.push_back(&passage);
  }
  std::sort(in_order.begin(), in_order.end(),
            [](const Passage* a, const Passage* b) { return a->highest > b->highest; });
  read_ahead(in_order);
  for (const Passage* passage : in_order) {
    if (passage->highest <= decided_.threshold()) break;
    decided_.add({passage->number, decided_score(*passage)});
  }
  open_.clear();
  nears_.clear();
}

// Of the first, of which as many will be asked for as are wanted. No more than are kept.
void OpenScores::read_ahead(const std::vector<const Passage*>& in_order) const {
  std::map<const IndexPart*, std::vector<std::uint32_t>> of_parts;
  for (std::size_t i = 0; i < std::min({wanted_, in_order.size(), KeptWords::kReadAhead}); ++i)
    of_parts[in_order[i]->part].push_back(in_order[i]->local);
  for (const auto& [part, numbers] : of_parts) part->words.read_ahead(numbers);
}

double OpenScores::decided_score(const Passage& passage) const {
  const WordCodeView words = passage.part->words.of(passage.local);
  double score = passage.score;
  for (std::size_t i = passage.nears; i < passage.end; ++i) {
    if (weighed_.stand_near(nears_[i].together, words)) score += nears_[i].score;
  }
  return score * passage.share;
}

}  // namespace mi
