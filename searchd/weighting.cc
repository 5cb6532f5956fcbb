#include "searchd/weighting.h"

#include <algorithm>
#include <cmath>

namespace mi {
namespace {

// Longer passages are rare: a whole code listing, a footnote of references.
constexpr std::uint32_t kKnownLengths = 2048;

}  // namespace

LengthNorms::LengthNorms(double average_length) : average_(average_length) {
  std::vector<double> known(kKnownLengths);
  for (std::uint32_t length = 1; length < kKnownLengths; ++length) known[length] = computed(length);
  known_ = std::move(known);
}

double LengthNorms::computed(std::uint32_t length) const {
  if (length == 0) return 0;
  return 1 / (kBm25K1 * (1 - kBm25B + kBm25B * length / average_));
}

TermSpread spread_of_any(const std::vector<TermSpread>& terms, double passages, double words) {
  TermSpread any;
  for (const TermSpread& term : terms) {
    any.passages += term.passages - any.passages * term.passages / passages;
    any.occurrences += term.occurrences - any.occurrences * term.occurrences / words;
  }
  return any;
}

TermWeight::TermWeight(const TermSpread& spread, double passages) {
  if (spread.passages <= 0) return;
  const double idf = std::log(1 + (passages - spread.passages + 0.5) / (spread.passages + 0.5));
  // Names and years count as words of no occurrences.
  const double mean = std::max(1.0, spread.occurrences / spread.passages);
  scale_ = (kBm25K1 + 1) * idf * std::pow(mean, kMeanOccurrencesPower);
}

}  // namespace mi
