#include "indexer/spacing.h"

#include <cstddef>

namespace mi {
namespace {

// Bytes of the white space that begins at `at`; 0 where there is none.
std::size_t space_at(std::string_view text, std::size_t at) {
  const char c = text[at];
  if (c == ' ' || (c >= '\t' && c <= '\r')) return 1;
  for (const std::string_view wide : {"\u00a0", "\u3000"}) {
    if (text.substr(at, wide.size()) == wide) return wide.size();
  }
  return 0;
}

}  // namespace

std::string single_spaced(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t space = space_at(text, at);
    if (space == 0) {
      out += text[at++];
      continue;
    }
    if (!out.empty() && out.back() != ' ') out += ' ';
    at += space;
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

}  // namespace mi
