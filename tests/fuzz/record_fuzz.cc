// Any bytes as a record of the index's text; what decodes encodes to what decodes to the same.

#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "core/record.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view record(reinterpret_cast<const char*>(bytes), size);
  if (const auto document = mi::decode_document(record)) {
    if (mi::decode_document(mi::encode_document(*document)) != document) std::abort();
  }
  if (const auto relations = mi::decode_relations(record)) {
    if (mi::decode_relations(mi::encode_relations(*relations)) != relations) std::abort();
  }
  if (const auto passage = mi::decode_passage(record)) {
    if (mi::decode_passage(mi::encode_passage(*passage)) != passage) std::abort();
  }
  return 0;
}
