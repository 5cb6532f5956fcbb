#include "indexer/paragraph_ends.h"

#include <algorithm>

namespace mi {

ParagraphEnds::ParagraphEnds(std::string_view text) : text_(text) {
  int line = 1;
  for (std::size_t i = text.find('\n'); i != std::string_view::npos; i = text.find('\n', i + 1)) {
    if (is_blank_behind(i)) ends_.push_back({i, line});
    ++line;
  }
  ends_.push_back({text.size(), line});
  std::reverse(ends_.begin(), ends_.end());
}

bool ParagraphEnds::is_blank_behind(std::size_t newline) const {
  const std::size_t next = text_.find_first_not_of(" \t>", newline + 1);
  return next == std::string_view::npos || text_[next] == '\n';
}

bool ParagraphEnds::advance_to(std::size_t at) {
  const std::size_t before = ends_.size();
  while (ends_.back().at < at) ends_.pop_back();
  return ends_.size() < before;
}

std::size_t ParagraphEnds::find_closer(std::size_t from, std::string_view closer, std::size_t limit,
                                       std::size_t horizon) {
  const auto [found, is_new] = next_.try_emplace(closer, 0);
  if (is_new || found->second < from) found->second = text_.find(closer, from);
  const std::size_t begin = found->second;
  if (begin == std::string_view::npos || begin - from > limit) return std::string_view::npos;
  const std::size_t end = begin + closer.size();
  return end <= std::min(horizon, here().at) ? end : std::string_view::npos;
}

}  // namespace mi
