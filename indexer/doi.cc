#include "indexer/doi.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "core/ascii.h"
#include "indexer/html_tag.h"
#include "indexer/white_space.h"

namespace mi {
namespace {

constexpr std::size_t kMaxDoiBytes = 256;

constexpr std::array<std::string_view, 8> kPrefixes = {"https://doi.org/",
                                                       "http://doi.org/",
                                                       "https://dx.doi.org/",
                                                       "http://dx.doi.org/",
                                                       "https://www.doi.org/",
                                                       "doi.org/",
                                                       "doi:",
                                                       "doi "};

bool is_doi_char(char c) {
  return c > ' ' && c < '\x7F' && c != '"' && c != '<' && c != '>' && c != '\\' && c != '{' &&
         c != '}';
}

}  // namespace

std::string doi_of(std::string_view text) {
  std::string doi = lower_case(collapse_white_space(text.substr(0, 2 * kMaxDoiBytes)));
  for (const std::string_view prefix : kPrefixes) {
    if (!doi.starts_with(prefix)) continue;
    doi.erase(0, prefix.size());
    doi.erase(0, doi.find_first_not_of(' '));
    break;
  }
  const std::size_t slash = doi.find('/');
  const bool is_doi = doi.starts_with("10.") && slash != std::string::npos && slash > 3 &&
                      slash + 1 < doi.size() && doi.size() <= kMaxDoiBytes &&
                      std::all_of(doi.begin(), doi.end(), is_doi_char);
  return is_doi ? doi : std::string();
}

}  // namespace mi
