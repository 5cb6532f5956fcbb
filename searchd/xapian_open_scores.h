// OpenScores: the best passages of scorers that leave open whether words stand near each other.
// Reading a passage's words costs more than all of its postings; while the threshold still rises,
// most of the passages that may be among the best are not. So the threshold is of what they score
// without, and words are read at the end, of those first that may score most. A private header:
// only the files that docs/design.md names for Xapian include it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "searchd/best_passages.h"
#include "searchd/passage_index.h"
#include "searchd/xapian_index.h"
#include "searchd/xapian_scorer.h"

namespace mi {

class OpenScores {
 public:
  // The sum must outlive it, as the parts must of which passages are added.
  OpenScores(const WeighedSum& weighed, std::size_t wanted)
      : weighed_(weighed), wanted_(wanted), least_(wanted), decided_(wanted) {}

  // Only what may score more may be among the best. Never becomes lower.
  double threshold() const { return least_.threshold(); }

  // The passage that a scorer of a part stands at, by its number among all parts.
  void add(const IndexPart& part, PassageNumber number, const PartScorer& scorer);

  // As BestPassages::take().
  std::vector<MatchedPassage> take(const std::function<PassageOrder(PassageNumber)>& order);

 private:
  // Then the words are read of what is open: so many passages take little memory, and exact scores
  // are a better threshold.
  static constexpr std::size_t kMostOpen = 512;

  struct Passage {
    const IndexPart* part = nullptr;
    Xapian::docid local = 0;  // there
    PassageNumber number = 0;
    double score = 0;  // PartScorer::score_without()
    double share = 1;
    double highest = 0;
    std::size_t nears = 0;  // nears_ from there on
    std::size_t end = 0;
  };

  void decide();
  void read_ahead(const std::vector<const Passage*>& in_order) const;
  double decided_score(const Passage& passage) const;

  const WeighedSum& weighed_;
  std::size_t wanted_;
  BestPassages least_;    // by what they score at least
  BestPassages decided_;  // of which all is known
  std::vector<Passage> open_;
  std::vector<NearScore> nears_;  // of open_
};

}  // namespace mi
