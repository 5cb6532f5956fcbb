// Any bytes as an address and as a reference; what parses is written and parses again to the same.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/url.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  static const mi::Url kBase = *mi::parse_url("https://circuits.example/a/b?c#d");
  for (const auto& url : {mi::parse_url(text), mi::resolve_url(kBase, text)}) {
    if (!url) continue;
    const auto again = mi::parse_url(url->to_string());
    if (!again || *again != *url) std::abort();
  }
  return 0;
}
