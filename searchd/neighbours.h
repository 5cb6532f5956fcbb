// Neighbours: a passage between good passages is better than one that stands alone.
//
// Where a paper treats a matter over several passages, each says only a part of the words. Of the
// best passages, each gets a share of the scores of those before and behind it in its document.
// Measured: +.045 nDCG@10 on our own field, nothing where documents are one passage each
// (docs/ranking.md).
#pragma once

#include <cstddef>
#include <vector>

#include "searchd/passage_seat.h"

namespace mi {

// How many of the best passages are looked at.
inline constexpr std::size_t kNeighbourDepth = 50;

struct RankedPassage {
  std::size_t place = 0;  // in the engine's order
  double score = 0;
  PassageSeat seat{};
  // What of the score is from these, from searchd/feedback.h, and from searchd/variety.h (0 or
  // less).
  double neighbours = 0;
  double feedback = 0;
  double variety = 0;
};

// The same passages, best first; those that rank the same stay in their order. Only the first
// kNeighbourDepth change their scores and places.
std::vector<RankedPassage> lift_neighbours(std::vector<RankedPassage> passages, double weight);

}  // namespace mi
