// Candidates: the passages that the engine found, read from the text and put into their last order:
// ties settled by what was indexed, neighbours lifted (searchd/neighbours.h).
#pragma once

#include <vector>

#include "core/expected.h"
#include "searchd/neighbours.h"
#include "searchd/passage_index.h"
#include "searchd/passage_match.h"

namespace mi {

struct Candidate {
  PassageNumber number = 0;
  double score = 0;  // of the engine
  LoadedPassage loaded;
};

// In the order of the matches. Fails where the text is damaged.
Expected<std::vector<Candidate>> load_candidates(const PassageIndex& index,
                                                 const std::vector<MatchedPassage>& matches);

// Of those that score the same, the order of the documents and of their text decides
// (core/schema.h kOrderSlot), not that in which they were written.
void settle_ties(std::vector<Candidate>& candidates, const PassageIndex& index);

// Their last order and scores: RankedPassage::place is an index into the candidates.
std::vector<RankedPassage> rank_candidates(const std::vector<Candidate>& candidates,
                                           double neighbour_weight);

}  // namespace mi
