// Records: how a document's description and a passage are laid down in bytes beside the index.
//
// A record is a sequence of fields in a fixed order: numbers as LEB128 varints, strings as a varint
// length and their bytes, lists as a varint count and their elements. docs/design.md has the
// layout. Decoding is total: bytes of any kind give a value or nothing, in time linear in their
// number.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/document.h"

namespace mi {

// In the text file, a document is its DocumentRecord, its Relations, and its PassageRecords in
// turn.
struct DocumentRecord {
  DocumentInfo info;
  std::uint32_t passages = 0;  // how many PassageRecords follow

  friend bool operator==(const DocumentRecord&, const DocumentRecord&) = default;
};

struct PassageRecord {
  std::uint64_t document = 0;  // offset of its DocumentRecord in the text file
  Passage passage;

  friend bool operator==(const PassageRecord&, const PassageRecord&) = default;
};

std::string encode_document(const DocumentRecord& record);
std::optional<DocumentRecord> decode_document(std::string_view bytes);

std::string encode_relations(const Relations& relations);
std::optional<Relations> decode_relations(std::string_view bytes);

std::string encode_passage(const PassageRecord& record);
std::optional<PassageRecord> decode_passage(std::string_view bytes);

}  // namespace mi
