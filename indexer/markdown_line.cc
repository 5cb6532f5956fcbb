#include "indexer/markdown_line.h"

#include <algorithm>
#include <string>

namespace mi {
namespace {

constexpr std::size_t kNone = std::string_view::npos;

}  // namespace

bool is_rule(std::string_view line) {
  const auto mark = line.find_first_not_of(" \t");
  return mark != kNone && std::string_view("*-_").find(line[mark]) != kNone &&
         line.find_first_not_of(std::string{' ', '\t', line[mark]}) == kNone;
}

std::size_t table_columns(std::string_view line) {
  if (line.find('-') == kNone || line.find_first_not_of(" \t|:-") != kNone) return 0;
  return static_cast<std::size_t>(std::count(line.begin(), line.end(), '|')) + 1;
}

std::string_view footnote_label(std::string_view text) {
  if (!text.starts_with("[^")) return {};
  const std::size_t end = text.substr(0, kMaxLabel).find_first_of("[] \t\n", 1);
  return end != kNone && end > 2 && text[end] == ']' ? text.substr(1, end - 1) : std::string_view();
}

std::size_t callout_size(std::string_view text) {
  if (!text.starts_with("[!")) return 0;
  const std::size_t close = text.substr(0, kMaxLabel).find_first_of(" ]");
  if (close == kNone || text[close] != ']') return 0;
  const std::string_view behind = text.substr(close + 1, 1);
  return close + (behind == "-" || behind == "+" ? 2 : 1);
}

CodeFence opened_fence(std::string_view content) {
  if (!content.starts_with("```") && !content.starts_with("~~~")) return {};
  const std::size_t size = std::min(content.find_first_not_of(content[0]), content.size());
  const bool is_span = content[0] == '`' && content.find('`', size) != kNone;
  return is_span ? CodeFence{} : CodeFence{content[0], size};
}

bool closes_fence(std::string_view content, CodeFence fence) {
  const std::size_t last = content.find_last_not_of(" \t");
  content = content.substr(0, last == kNone ? 0 : last + 1);
  return content.size() >= fence.size && content.find_first_not_of(fence.mark) == kNone;
}

}  // namespace mi
