// The passages of an answer by year, as a small picture to click.
#pragma once

#include <cstddef>
#include <vector>

#include "core/results.h"
#include "searchd/html.h"
#include "searchd/messages.h"
#include "searchd/searcher.h"

namespace mi {

// Passages of documents of the years from `first` to `last`.
struct YearBin {
  int first = 0;
  int last = 0;
  std::size_t passages = 0;

  friend bool operator==(const YearBin&, const YearBin&) = default;
};

// Bins of equal width, at most `most`, that hold every year of the facet; empty ones among them.
// What is no year from 1 to 9999 is not counted.
std::vector<YearBin> year_bins(const Facet& years, std::size_t most);

// One bar a bin, each a link to the answer of its years alone; the bar whose years are chosen leads
// back to all. Nothing for fewer than two bins, unless a year is chosen.
Html year_histogram(const Messages& words, const Facet& years, const SearchRequest& request);

}  // namespace mi
