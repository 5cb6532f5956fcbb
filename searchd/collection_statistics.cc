#include "searchd/collection_statistics.h"

#include <algorithm>
#include <cmath>

#include "core/schema.h"

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

double rarity_among_korean(const CollectionStatistics& statistics, const std::string& term) {
  const std::uint64_t have = statistics.frequency(term);
  const std::uint64_t korean = statistics.frequency(prefixed_term(kLanguagePrefix, "ko"));
  if (korean <= have || korean >= statistics.passages) return 1;
  return std::min(1.0, bm25_idf(korean, have) / bm25_idf(statistics.passages, have));
}

double idf_of_word(const CollectionStatistics& statistics, const std::string& term,
                   bool is_hangul) {
  const double idf = bm25_idf(statistics.passages, statistics.frequency(term));
  return is_hangul ? idf * rarity_among_korean(statistics, term) : idf;
}

}  // namespace mi
