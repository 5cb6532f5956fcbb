// Ranking metrics: how good an ordered list of results is, given what each is worth.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace mi {

inline constexpr std::size_t kMetricDepth = 10;

struct RankingMetrics {
  double ndcg = 0;      // nDCG@10 (Järvelin and Kekäläinen 2002), discount log2(rank + 1)
  double mrr = 0;       // 1 / rank of the first relevant result in the first ten, else 0
  double success1 = 0;  // 1 where the first result is relevant
  double success5 = 0;  // 1 where one of the first five is
  double recall = 0;    // relevant documents among the first ten, of all of them
};

// A query's results and judgments, told in numbers.
struct JudgedRanking {
  std::vector<double> gains;       // of each result, in order of rank
  std::vector<double> all_gains;   // of everything that was judged, in any order
  std::vector<bool> is_relevant;   // of each result
  std::size_t found_relevant = 0;  // relevant documents among the first ten results
  std::size_t all_relevant = 0;    // relevant documents
};

RankingMetrics measure(const JudgedRanking& ranking);

// Of several queries; nothing but zeros for none.
RankingMetrics mean_of(const std::vector<RankingMetrics>& queries);

}  // namespace mi
