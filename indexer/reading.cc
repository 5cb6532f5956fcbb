#include "indexer/reading.h"

#include <cstdint>
#include <utility>

#include "core/record.h"

namespace mi {
namespace {

constexpr char kDocumentTag = 'D';
constexpr char kErrorTag = 'E';
constexpr std::size_t kLengthBytes = 8;

// A piece is its length, little endian, and its bytes.
void append_piece(std::string& out, std::string_view piece) {
  for (std::size_t i = 0; i < kLengthBytes; ++i)
    out += static_cast<char>(static_cast<std::uint64_t>(piece.size()) >> (8 * i) & 0xffU);
  out += piece;
}

// Takes the next piece off the front; nothing where there is no whole one.
std::optional<std::string_view> take_piece(std::string_view& bytes) {
  if (bytes.size() < kLengthBytes) return {};
  std::uint64_t size = 0;
  for (std::size_t i = 0; i < kLengthBytes; ++i)
    size |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[i])) << (8 * i);
  bytes.remove_prefix(kLengthBytes);
  if (size > bytes.size()) return {};
  const std::string_view piece = bytes.substr(0, static_cast<std::size_t>(size));
  bytes.remove_prefix(piece.size());
  return piece;
}

std::optional<Reading> decode_error(std::string_view bytes) {
  const auto kind = take_piece(bytes);
  const auto message = take_piece(bytes);
  const auto hint = take_piece(bytes);
  if (!kind || !message || !hint || !bytes.empty() || kind->size() != 1) return {};
  const auto number = static_cast<unsigned char>(kind->front());
  if (number > static_cast<unsigned>(ErrorKind::locked)) return {};
  return failure(Error{std::string(*message), std::string(*hint), static_cast<ErrorKind>(number)});
}

std::optional<Reading> decode_indexed(std::string_view bytes) {
  const auto document_bytes = take_piece(bytes);
  const auto relations_bytes = take_piece(bytes);
  if (!document_bytes || !relations_bytes) return {};
  std::optional<DocumentRecord> document = decode_document(*document_bytes);
  std::optional<Relations> relations = decode_relations(*relations_bytes);
  if (!document || !relations) return {};
  IndexedDocument indexed{std::move(document->info), std::move(*relations), {}};
  for (std::uint32_t i = 0; i < document->passages; ++i) {
    const auto passage_bytes = take_piece(bytes);
    if (!passage_bytes) return {};
    std::optional<PassageRecord> passage = decode_passage(*passage_bytes);
    if (!passage) return {};
    indexed.passages.push_back(std::move(passage->passage));
  }
  if (!bytes.empty()) return {};
  return Reading(std::move(indexed));
}

}  // namespace

std::string encode_reading(const Reading& reading) {
  if (!reading) {
    std::string out(1, kErrorTag);
    append_piece(out, std::string(1, static_cast<char>(reading.error().kind)));
    append_piece(out, reading.error().message);
    append_piece(out, reading.error().hint);
    return out;
  }
  std::string out(1, kDocumentTag);
  const auto passages = static_cast<std::uint32_t>(reading->passages.size());
  append_piece(out, encode_document({reading->info, passages}));
  append_piece(out, encode_relations(reading->relations));
  for (const Passage& passage : reading->passages) append_piece(out, encode_passage({0, passage}));
  return out;
}

std::optional<Reading> decode_reading(std::string_view bytes) {
  if (bytes.empty()) return {};
  const char tag = bytes.front();
  bytes.remove_prefix(1);
  if (tag == kErrorTag) return decode_error(bytes);
  if (tag == kDocumentTag) return decode_indexed(bytes);
  return {};
}

}  // namespace mi
