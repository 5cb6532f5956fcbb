#include "searchd/collection_statistics.h"

#include <algorithm>
#include <cmath>

namespace mi {

double rarity(const CollectionStatistics& statistics, const std::string& term) {
  const auto all = static_cast<double>(statistics.passages);
  const auto have = static_cast<double>(statistics.frequency(term));
  return std::max(0.01, std::log((all - have + 0.5) / (have + 0.5)));
}

double bm25_idf(std::uint64_t passages, std::uint64_t have) {
  const auto all = static_cast<double>(passages);
  const auto some = static_cast<double>(have);
  double odds = (all - some + 0.5) / (some + 0.5);
  if (odds < 2) odds = odds / 2 + 1;
  return std::log(odds);
}

}  // namespace mi
