#include "indexer/tags.h"

#include <cstddef>

#include "core/unicode.h"

namespace mi {

std::vector<std::string_view> find_tags(std::string_view text, char before) {
  std::vector<std::string_view> tags;
  for (std::size_t at = text.find('#'); at != std::string_view::npos; at = text.find('#', at + 1)) {
    const char last = at > 0 ? text[at - 1] : before;
    if (last != ' ' && last != '(') continue;
    std::size_t end = at + 1;
    std::size_t size = 1;
    for (; end < text.size(); end += size) {
      const char32_t code = decode_utf8(text, end, size);
      const CharClass kind = class_of(code);
      const bool joins = end > at + 1 &&
                         (code == U'-' || code == U'_' || code == U'/' || kind == CharClass::digit);
      if (!joins && kind != CharClass::letter && kind != CharClass::hangul &&
          kind != CharClass::mark)
        break;
    }
    if (end > at + 1) tags.push_back(text.substr(at + 1, end - at - 1));
  }
  return tags;
}

}  // namespace mi
