// The order in which the best matches are shown: neighbours lifted (searchd/neighbours.h), then
// what speaks of the same as the best (searchd/feedback.h), then documents varied
// (searchd/variety.h); ties settled by what was indexed.
#pragma once

#include <cstddef>
#include <vector>

#include "searchd/best_passages.h"
#include "searchd/neighbours.h"
#include "searchd/passage_index.h"

namespace mi {

struct LiftWeights {
  double neighbours = 0;
  double feedback = 0;
  double variety = 0;
};

// Their last order and scores: RankedPassage::place is an index into the matches, which come with
// the best first. Of those that score the same, the order of the documents and of their text
// decides (core/schema.h kOrderSlot), not that in which they were written: it is asked for where it
// decides which passages these two look at, and from the place `begin` up to `end`. Throws as
// PassageIndex does.
std::vector<RankedPassage> rank_matches(const std::vector<MatchedPassage>& matches,
                                        const PassageIndex& index, const LiftWeights& weights,
                                        std::size_t begin, std::size_t end);

// The same in the order that they are in.
std::vector<RankedPassage> seat_matches(const std::vector<MatchedPassage>& matches,
                                        const PassageIndex& index);

}  // namespace mi
