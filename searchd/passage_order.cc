#include "searchd/passage_order.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

#include "searchd/feedback.h"
#include "searchd/variety.h"

namespace mi {
namespace {

// Settles the order of passages that are tied wherever such a run reaches into a range of places.
class Ties {
 public:
  Ties(const std::vector<MatchedPassage>& matches, const PassageIndex& index)
      : matches_(matches), index_(index) {}

  void settle(std::vector<RankedPassage>& passages, std::size_t begin, std::size_t end) const {
    end = std::min(end, passages.size());
    std::size_t first = std::min(begin, end);
    while (first > 0 && first < end && are_tied(passages[first - 1], passages[first])) --first;
    while (first < end) {
      std::size_t last = first + 1;
      while (last < passages.size() && are_tied(passages[first], passages[last])) ++last;
      if (last - first > 1) sort(passages, first, last);
      first = last;
    }
  }

 private:
  const MatchedPassage& match_of(const RankedPassage& passage) const {
    return matches_[passage.place];
  }

  bool are_tied(const RankedPassage& a, const RankedPassage& b) const {
    return a.score == b.score && match_of(a).score == match_of(b).score;
  }

  void sort(std::vector<RankedPassage>& passages, std::size_t first, std::size_t last) const {
    std::vector<std::pair<PassageOrder, RankedPassage>> tied;
    tied.reserve(last - first);
    for (std::size_t i = first; i < last; ++i)
      tied.emplace_back(index_.order_of(match_of(passages[i]).number), passages[i]);
    std::stable_sort(tied.begin(), tied.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    for (const auto& [order, passage] : tied) passages[first++] = passage;
  }

  const std::vector<MatchedPassage>& matches_;
  const PassageIndex& index_;
};

// The first kFeedbackDepth passages in the order that feedback gives them.
std::vector<RankedPassage> lift_by_feedback(std::vector<RankedPassage> passages,
                                            const std::vector<MatchedPassage>& matches,
                                            const PassageIndex& index, double weight) {
  if (weight <= 0) return passages;
  const auto depth = static_cast<std::ptrdiff_t>(std::min(passages.size(), kFeedbackDepth));
  std::vector<FeedbackPassage> best;
  std::vector<PassageNumber> numbers;
  best.reserve(static_cast<std::size_t>(depth));
  numbers.reserve(static_cast<std::size_t>(depth));
  for (auto it = passages.begin(); it != passages.begin() + depth; ++it) {
    numbers.push_back(matches[it->place].number);
    best.push_back({it->score, index.norm_of(numbers.back())});
  }
  index.read_words_ahead(numbers);
  const std::vector<double> lifts = feedback_lifts(
      best, [&](std::size_t i) { return index.words_of(numbers[i]); }, weight,
      [&](WordCode code) { return index.idf_of(code); });
  for (std::size_t i = 0; i < lifts.size(); ++i) {
    passages[i].feedback = lifts[i];
    passages[i].score += lifts[i];
  }
  std::stable_sort(
      passages.begin(), passages.begin() + depth,
      [](const RankedPassage& a, const RankedPassage& b) { return a.score > b.score; });
  return passages;
}

}  // namespace

std::vector<RankedPassage> seat_matches(const std::vector<MatchedPassage>& matches,
                                        const PassageIndex& index) {
  std::vector<RankedPassage> passages;
  passages.reserve(matches.size());
  for (std::size_t i = 0; i < matches.size(); ++i)
    passages.push_back({i, matches[i].score, index.seat_of(matches[i].number)});
  return passages;
}

std::vector<RankedPassage> rank_matches(const std::vector<MatchedPassage>& matches,
                                        const PassageIndex& index, const LiftWeights& weights,
                                        std::size_t begin, std::size_t end) {
  const Ties ties(matches, index);
  std::vector<RankedPassage> passages = seat_matches(matches, index);
  const std::size_t depth = kNeighbourDepth;
  if (passages.size() > depth) ties.settle(passages, depth - 1, depth);
  passages = lift_neighbours(std::move(passages), weights.neighbours);
  // Who is listened to, and who is lifted.
  for (const std::size_t last : {kFeedbackPassages, kFeedbackDepth})
    if (passages.size() > last) ties.settle(passages, last - 1, last);
  passages = lift_by_feedback(std::move(passages), matches, index, weights.feedback);
  passages = vary_documents(std::move(passages), weights.variety);
  ties.settle(passages, begin, end);
  return passages;
}

}  // namespace mi
