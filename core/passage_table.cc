#include "core/passage_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

namespace mi {
namespace {

constexpr std::string_view kMagic = "MIPASSG2";
constexpr std::size_t kHeadBytes = kMagic.size() + 4;
constexpr std::size_t kEntryBytes = 3 * 4 + 2 * 8 + 1;  // in all columns

template <class Number>
void append_column(std::string& bytes, const std::vector<PassageEntry>& entries,
                   Number PassageEntry::*column) {
  for (const PassageEntry& entry : entries) append_little_endian(bytes, entry.*column);
}

}  // namespace

std::string encode_passage_table(const std::vector<PassageEntry>& entries) {
  std::string bytes(kMagic);
  append_little_endian(bytes, static_cast<std::uint32_t>(entries.size()));
  append_column(bytes, entries, &PassageEntry::length);
  append_column(bytes, entries, &PassageEntry::ordinal);
  append_column(bytes, entries, &PassageEntry::word_count);
  append_column(bytes, entries, &PassageEntry::text);
  append_column(bytes, entries, &PassageEntry::words);
  for (const PassageEntry& entry : entries) bytes += static_cast<char>(entry.section);
  return bytes;
}

Expected<PassageTable> PassageTable::open(const std::filesystem::path& path) {
  constexpr const char* kHint =
      "Run `mi-index --rebuild`: it makes the index again from the notes and the pages.";
  Expected<MappedFile> file = MappedFile::open(path);
  if (!file) return failure(file.error().message, kHint);
  const std::string_view bytes = file->bytes();
  const bool has_head = bytes.size() >= kHeadBytes && bytes.starts_with(kMagic);
  const auto size = has_head ? read_little_endian<std::uint32_t>(bytes.data() + kMagic.size()) : 0;
  if (!has_head || bytes.size() - kHeadBytes != size * kEntryBytes) {
    return failure(
        fmt::format("cannot read {}: it is no table of an index's passages", path.string()), kHint);
  }
  return PassageTable(std::move(*file), size);
}

PassageEntry PassageTable::at(std::uint32_t number) const {
  if (number - 1 >= size_) return {};
  const std::size_t entry = number - 1;
  const std::size_t count = size_;
  const char* const texts = lengths_ + 12 * count;  // behind three columns of 4 bytes
  PassageEntry found;
  found.length = read_little_endian<std::uint32_t>(lengths_ + 4 * entry);
  found.ordinal = read_little_endian<std::uint32_t>(lengths_ + 4 * (count + entry));
  found.word_count = read_little_endian<std::uint32_t>(lengths_ + 4 * (2 * count + entry));
  found.text = read_little_endian<std::uint64_t>(texts + 8 * entry);
  found.words = read_little_endian<std::uint64_t>(texts + 8 * (count + entry));
  found.section = section_of(number);
  return found;
}

PassageTable::Words PassageTable::words_of(std::uint32_t number) const {
  if (number - 1 >= size_) return {};
  const std::size_t count = size_;
  const std::size_t entry = number - 1;
  return {read_little_endian<std::uint64_t>(lengths_ + 12 * count + 8 * (count + entry)),
          read_little_endian<std::uint32_t>(lengths_ + 4 * (2 * count + entry))};
}

std::vector<PassageEntry> PassageTable::entries() const {
  std::vector<PassageEntry> entries;
  entries.reserve(size_);
  for (std::uint32_t number = 1; number <= size_; ++number) entries.push_back(at(number));
  return entries;
}

PassageTable::PassageTable(MappedFile file, std::uint32_t size)
    : file_(std::make_shared<const MappedFile>(std::move(file))),
      size_(size),
      lengths_(file_->bytes().data() + kHeadBytes) {
  const char* const sections = lengths_ + (kEntryBytes - 1) * std::size_t{size};
  const auto glances = std::make_shared<std::uint16_t[]>(size);
  for (std::uint32_t i = 0; i < size; ++i) {
    const std::uint32_t length = std::min<std::uint32_t>(long_length_of(i + 1), kLong);
    const std::uint32_t section = sections[i] == char{1} ? kBackMatter : 0U;
    glances[i] = static_cast<std::uint16_t>(length | section);
  }
  glances_ = glances;
}

std::uint32_t PassageTable::long_length_of(std::uint32_t number) const {
  return read_little_endian<std::uint32_t>(lengths_ + 4 * std::size_t{number - 1});
}

}  // namespace mi
