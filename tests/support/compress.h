// Bodies as servers encode them.
#pragma once

#include <string>
#include <string_view>

namespace mi {

std::string gzip(std::string_view bytes);
std::string brotli(std::string_view bytes);

}  // namespace mi
