// The order in which the best matches are shown: ties settled by what was indexed, neighbours
// lifted (searchd/neighbours.h).
#pragma once

#include <vector>

#include "searchd/best_passages.h"
#include "searchd/neighbours.h"
#include "searchd/passage_index.h"

namespace mi {

// Of matches that score the same, the order of the documents and of their text decides
// (core/schema.h kOrderSlot), not that in which they were written. Throws as PassageIndex does.
void settle_ties(std::vector<MatchedPassage>& matches, const PassageIndex& index);

// Their last order and scores: RankedPassage::place is an index into the matches.
std::vector<RankedPassage> rank_matches(const std::vector<MatchedPassage>& matches,
                                        const PassageIndex& index, double neighbour_weight);

}  // namespace mi
