#include "searchd/page_markup.h"

#include <algorithm>

#include "core/ascii.h"

namespace mi {
namespace {

// "en", "ko", "zh-Hant".
bool is_language_tag(std::string_view tag) {
  return tag.size() >= 2 && tag.size() <= 16 && std::all_of(tag.begin(), tag.end(), [](char c) {
           return is_lower(c) || is_upper(c) || c == '-';
         });
}

}  // namespace

std::string grouped_number(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3;) digits.insert(at -= 3, 1, ',');
  return digits;
}

Html link(std::string_view address, std::string_view text) {
  Html out;
  if (address.empty()) return out.text(text);
  return out.raw("<a href=\"").text(address).raw("\">").text(text).raw("</a>");
}

Html open_with_language(Literal tag, std::string_view language) {
  Html out;
  out.raw(tag);
  if (is_language_tag(language)) out.raw(" lang=\"").text(language).raw("\"");
  return out.raw(">");
}

}  // namespace mi
