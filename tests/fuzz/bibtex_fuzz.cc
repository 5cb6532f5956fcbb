// Any bytes as BibTeX: read, names split, TeX made plain.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "indexer/bibtex.h"
#include "indexer/tex_text.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  for (const mi::BibtexEntry& entry : mi::parse_bibtex(text)) {
    mi::plain_text_of_tex(entry.field("title"));
    mi::split_bibtex_names(entry.field("author"));
  }
  mi::plain_text_of_tex(text);
  mi::split_bibtex_names(text);
  return 0;
}
