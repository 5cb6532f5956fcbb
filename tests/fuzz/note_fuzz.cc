// Any bytes as a note, front matter and all, cut into passages.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/config.h"
#include "indexer/note.h"
#include "indexer/passages.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view note(reinterpret_cast<const char*>(bytes), size);
  mi::split_passages(mi::read_note(note, "a.md", "/a.md"), mi::IndexConfig());
  return 0;
}
