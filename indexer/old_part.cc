#include "indexer/old_part.h"

#include <utility>

#include "core/record.h"
#include "core/schema.h"
#include "indexer/index_writer.h"

namespace mi {
namespace {

// Takes records off a text file, one after another.
class Walk {
 public:
  Walk(const TextFile& text, std::uint64_t at) : text_(text), pages_(text.pages()), at_(at) {}

  // The next record, decoded; nothing where it is damaged or of another kind.
  template <class Decode>
  auto next(Decode decode) -> decltype(decode(std::string_view())) {
    const Expected<std::string> bytes = text_.record_at(at_, pages_);
    if (!bytes) return {};
    at_ = TextFile::offset_after(at_, *bytes);
    return decode(*bytes);
  }

 private:
  const TextFile& text_;
  FilePages pages_;
  std::uint64_t at_;
};

}  // namespace

OldPart::OldPart(std::filesystem::path folder, Inputs inputs, TextFile text)
    : folder_(std::move(folder)), inputs_(std::move(inputs)), text_(std::move(text)) {}

std::optional<OldPart> OldPart::open(const std::filesystem::path& index_folder,
                                     const Generation& generation, std::string_view name,
                                     std::string_view fingerprint) {
  const Part* part = generation.find(name);
  if (part == nullptr) return {};
  std::filesystem::path folder = index_folder / part->folder;
  Expected<Inputs> inputs = read_inputs(folder);
  if (!inputs || inputs->fingerprint != fingerprint) return {};
  Expected<TextFile> text = TextFile::open(folder / kTextFile);
  if (!text || !check_part(folder)) return {};
  return OldPart{std::move(folder), std::move(*inputs), std::move(*text)};
}

const InputRecord* OldPart::record(const std::string& id) const {
  const auto found = inputs_.records.find(id);
  return found == inputs_.records.end() ? nullptr : &found->second;
}

std::optional<IndexedDocument> OldPart::find(const std::string& id) const {
  const InputRecord* known = record(id);
  if (known == nullptr || known->passages == 0) return {};
  Walk walk(text_, known->document);
  std::optional<DocumentRecord> document = walk.next(decode_document);
  if (!document || document->info.id != id || document->passages != known->passages) return {};
  std::optional<Relations> relations = walk.next(decode_relations);
  if (!relations) return {};
  IndexedDocument indexed{std::move(document->info), std::move(*relations), {}};
  for (std::uint32_t i = 0; i < document->passages; ++i) {
    std::optional<PassageRecord> passage = walk.next(decode_passage);
    if (!passage) return {};
    indexed.passages.push_back(std::move(passage->passage));
  }
  return indexed;
}

std::optional<DocumentInfo> OldPart::find_info(const std::string& id) const {
  const InputRecord* known = record(id);
  if (known == nullptr || known->passages == 0) return {};
  std::optional<DocumentRecord> document = Walk(text_, known->document).next(decode_document);
  if (!document || document->info.id != id) return {};
  return std::move(document->info);
}

bool OldPart::is_sound() const {
  return check_sums(folder_, inputs_.sums).empty() && text_is_whole();
}

bool OldPart::text_is_whole() const {
  FilePages pages = text_.pages();
  std::uint64_t at = TextFile::first_offset();
  while (at < text_.size()) {
    const Expected<std::string> record = text_.record_at(at, pages);
    if (!record) return false;
    at = TextFile::offset_after(at, *record);
  }
  return true;
}

std::uint64_t OldPart::live_bytes() const {
  std::uint64_t bytes = TextFile::first_offset();
  for (const auto& [id, record] : inputs_.records) bytes += record.bytes;
  return bytes;
}

std::uint64_t OldPart::dead_bytes() const {
  const std::uint64_t live = live_bytes();
  return text_.size() > live ? text_.size() - live : 0;
}

}  // namespace mi
