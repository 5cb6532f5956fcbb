// How terms are spread over an index, remembered: planning, weighing and explaining a query ask for
// the same few terms again and again, and each answer of Xapian's costs a descent through a tree. A
// private header: only the files that docs/design.md names for Xapian include it.
#pragma once

#include <xapian.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>

#include "searchd/weighting.h"

namespace mi {

// Serves one thread at a time.
class TermSpreads {
 public:
  // Of all parts of an index as one. It must not change.
  explicit TermSpreads(const Xapian::Database& all_parts);

  double passages() const { return passages_; }
  double words() const { return words_; }  // the length of all passages

  std::uint64_t passages_with(const std::string& term);
  TermSpread of(const std::string& term);

 private:
  // Beyond it, all are forgotten: some 2 MB.
  static constexpr std::size_t kMostTerms = 10'000;

  struct Spread {
    Xapian::doccount passages = 0;
    std::optional<Xapian::termcount> occurrences;  // not asked for yet
  };

  Spread& known(const std::string& term);

  Xapian::Database database_;
  double passages_;
  double words_;
  std::unordered_map<std::string, Spread> known_;
};

}  // namespace mi
