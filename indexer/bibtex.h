// Reads BibTeX, as papers' pages carry it in their scripts.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mi {

struct BibtexEntry {
  std::string type;  // lower case: "article"
  std::string key;   // as written
  std::vector<std::pair<std::string, std::string>>
      fields;  // name in lower case; value as written,
               // TeX's markup and braces inside included

  // The first field of that name; empty where there is none.
  std::string_view field(std::string_view name) const;

  friend bool operator==(const BibtexEntry&, const BibtexEntry&) = default;
};

inline constexpr std::size_t kMaxBibtexEntries = 10'000;
inline constexpr std::size_t kMaxBibtexFields = 100;
inline constexpr std::size_t kMaxBibtexValue = 65'536;  // bytes; what is longer is cut

// The entries of a BibTeX file in their order, repeated keys included. @string names are put in,
// @comment and @preamble skipped. Total, and linear in the text's length: an entry that is broken
// or never closed keeps the fields before the fault and ends, as in Biber, where a line begins the
// next one ("@article{"). An entry without a key is none.
std::vector<BibtexEntry> parse_bibtex(std::string_view text);

// "Olah, Chris and {van der Maaten}, Laurens and others" -> "Chris Olah", "Laurens van der Maaten",
// "et al.": plain text, in order. At most 500.
std::vector<std::string> split_bibtex_names(std::string_view names);

}  // namespace mi
