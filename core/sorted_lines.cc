#include "core/sorted_lines.h"

#include <algorithm>
#include <cstddef>

namespace mi {

std::string_view line_with_key(std::string_view text, std::string_view key) {
  while (!text.empty() && !key.empty()) {
    const std::size_t middle = text.size() / 2;
    const std::size_t before = middle == 0 ? std::string_view::npos : text.rfind('\n', middle - 1);
    const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
    const std::size_t end = std::min(text.find('\n', middle), text.size());
    const std::string_view line = text.substr(begin, end - begin);
    const std::string_view line_key = line.substr(0, line.find('\t'));
    if (line_key == key) return line;
    if (line_key < key) {
      text.remove_prefix(std::min(end + 1, text.size()));
    } else {
      text = text.substr(0, begin);
    }
  }
  return {};
}

}  // namespace mi
