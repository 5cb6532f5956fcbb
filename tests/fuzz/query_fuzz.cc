// Any bytes as a query, and as a passage that a snippet is made of.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/unicode.h"
#include "searchd/query_parser.h"
#include "searchd/snippet.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  if (const auto query = mi::parse_query(text)) mi::to_string(*query);
  const std::string passage = mi::to_valid_utf8(text);
  const mi::Snippet snippet = mi::make_snippet(passage, {{"a", 1.0}, {"중첩", 2.0}}, 64);
  if (!mi::is_valid_utf8(snippet.text)) std::abort();
  return 0;
}
