#include "searchd/xapian_spreads.h"

namespace mi {

TermSpreads::TermSpreads(const Xapian::Database& all_parts)
    : database_(all_parts),
      passages_(all_parts.get_doccount()),
      words_(passages_ * all_parts.get_avlength()) {}

std::uint64_t TermSpreads::passages_with(const std::string& term) { return known(term).passages; }

TermSpread TermSpreads::of(const std::string& term) {
  Spread& spread = known(term);
  if (!spread.occurrences) {
    spread.occurrences = spread.passages == 0 ? 0 : database_.get_collection_freq(term);
  }
  return {static_cast<double>(spread.passages), static_cast<double>(*spread.occurrences)};
}

TermSpreads::Spread& TermSpreads::known(const std::string& term) {
  const auto found = known_.find(term);
  if (found != known_.end()) return found->second;
  const Spread spread{database_.get_termfreq(term), {}};
  if (known_.size() >= kMostTerms) known_.clear();
  return known_.emplace(term, spread).first->second;
}

}  // namespace mi
