// The bibliography of a paper's page: the works that it cites.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/document.h"
#include "indexer/html.h"

namespace mi {

inline constexpr std::size_t kMaxCitations = 10'000;

class Bibliography {
 public:
  Bibliography() = default;

  // Keeps the first work of each key; those without a key are all kept.
  explicit Bibliography(std::vector<Citation> works);

  // The work of that key; nullptr where there is none.
  const Citation* find(std::string_view key) const;

  const std::vector<Citation>& works() const { return works_; }

 private:
  std::vector<Citation> works_;
  std::unordered_map<std::string, std::size_t> by_key_;
};

// Reads the bibliography of a page from the first place that holds any:
// - scripts: JSON in d-bibliography ([[key, {fields}], ...]), BibTeX in d-bibliography or in
//   <script type="text/bibliography"> or "text/bibtex"; all of them together;
// - the rendered list (d-citation-list, a list of class "references");
// - <meta name="citation_reference">, which has no keys.
// Where the page's text cites by key, the works that it does not cite are left out: a BibTeX file
// is often shared. A BibTeX file beside the page is not read.
Bibliography read_bibliography(const HtmlTree& tree);

// The keys that a citation (d-cite, dt-cite) names: "a, b" -> "a", "b".
std::vector<std::string_view> keys_of_citation(const HtmlNode& citation);

// What stands in the text where keys are cited: "[Olah et al., 2020; Lee & Kim, 2019]". One author
// is named, or two, or the first "et al."; a work without authors is named by its title. Of more
// than five works the rest are counted: "...; 3 more]"; a name is cut at 40 bytes, a title at 60.
// Keys that the bibliography does not know are left out; empty where none is left.
std::string citation_mark(const Bibliography& bibliography,
                          const std::vector<std::string_view>& keys);

}  // namespace mi
