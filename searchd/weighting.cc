#include "searchd/weighting.h"

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
  return length == 0 ? 0 : std::log2(1 + kIneB2C * average_ / length);
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
  const double mean = spread.occurrences / passages;
  const double expected_passages = passages * (1 - std::exp(-mean));
  const double rarity = std::log2((passages + 1) / (expected_passages + 0.5));
  scale_ = rarity * (spread.occurrences + 1) / spread.passages;
}

}  // namespace mi
