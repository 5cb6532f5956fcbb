// Small pieces that all pages are written with: numbers, links, languages.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "searchd/html.h"

namespace mi {

// 1234567 -> "1,234,567"
std::string grouped_number(std::uint64_t number);

// A link with this text; the text alone where there is no address.
Html link(std::string_view address, std::string_view text);

// "<p" and "ko" -> "<p lang="ko">". What is no language tag is left out.
Html open_with_language(Literal tag, std::string_view language);

}  // namespace mi
