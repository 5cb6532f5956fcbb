#include "bench/ranking_metrics.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace mi {
namespace {

double discounted_gain(const std::vector<double>& gains) {
  double sum = 0;
  for (std::size_t i = 0; i < std::min(gains.size(), kMetricDepth); ++i) {
    sum += gains[i] / std::log2(static_cast<double>(i) + 2);
  }
  return sum;
}

}  // namespace

RankingMetrics measure(const JudgedRanking& ranking) {
  RankingMetrics metrics;
  std::vector<double> ideal = ranking.all_gains;
  std::sort(ideal.begin(), ideal.end(), std::greater<>());
  const double best = discounted_gain(ideal);
  metrics.ndcg = best > 0 ? discounted_gain(ranking.gains) / best : 0;
  const auto first = std::find(ranking.is_relevant.begin(), ranking.is_relevant.end(), true);
  const auto rank = static_cast<std::size_t>(first - ranking.is_relevant.begin()) + 1;
  if (first != ranking.is_relevant.end() && rank <= kMetricDepth) {
    metrics.mrr = 1 / static_cast<double>(rank);
    metrics.success1 = rank == 1 ? 1 : 0;
    metrics.success5 = rank <= 5 ? 1 : 0;
  }
  if (ranking.all_relevant > 0) {
    metrics.recall =
        static_cast<double>(ranking.found_relevant) / static_cast<double>(ranking.all_relevant);
  }
  return metrics;
}

RankingMetrics mean_of(const std::vector<RankingMetrics>& queries) {
  RankingMetrics mean;
  if (queries.empty()) return mean;
  for (double RankingMetrics::*metric :
       {&RankingMetrics::ndcg, &RankingMetrics::mrr, &RankingMetrics::success1,
        &RankingMetrics::success5, &RankingMetrics::recall}) {
    for (const RankingMetrics& query : queries) mean.*metric += query.*metric;
    mean.*metric /= static_cast<double>(queries.size());
  }
  return mean;
}

}  // namespace mi
