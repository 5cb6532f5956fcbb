// Feedback: a passage that speaks of what the best ones speak of is better than one that only has
// the words of the query.
//
// Pseudo-relevance feedback (Rocchio 1971; Lavrenko and Croft's relevance models, 2001) asks the
// index a second time, with the words that mark the first answers. Here the best passages are only
// put in another order, by their words as core/word_codes.h has them: it costs a tenth of a
// millisecond, and nothing that the query's own words did not find comes in. Measured: +.010
// nDCG@10 on our own field, +.005 on cranfield, +.007 on cacm (docs/ranking.md).
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "core/word_codes.h"

namespace mi {

// The passages that are listened to, and how many of their words.
inline constexpr std::size_t kFeedbackPassages = 5;
inline constexpr std::size_t kFeedbackWords = 20;

// How many of the best passages it puts in another order. What stands behind them is too far off to
// come before the tenth: from 20 on the first ten are the same on all sets as with 50, and each one
// costs a read of its words (docs/ranking.md).
inline constexpr std::size_t kFeedbackDepth = 20;

struct FeedbackPassage {
  double score = 0;
  double norm = 0;  // of its length (searchd/weighting.h)
};

// The words of a passage, by its place among those given: until the next call.
using WordsOfPassage = std::function<WordCodeView(std::size_t)>;

// How rare a word is: its idf.
using CodeRarity = std::function<double(WordCode)>;

// What to add to the score of each of the best passages, which are given best first: up to
// `weight` of the best one's score, where the passage is full of all the words.
std::vector<double> feedback_lifts(const std::vector<FeedbackPassage>& best,
                                   const WordsOfPassage& words, double weight,
                                   const CodeRarity& rarity);

}  // namespace mi
