// Any text as Markdown.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/unicode.h"
#include "indexer/markdown.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  mi::parse_markdown(mi::to_valid_utf8({reinterpret_cast<const char*>(bytes), size}));
  return 0;
}
