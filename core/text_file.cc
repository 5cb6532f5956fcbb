#include "core/text_file.h"

#include <fmt/format.h>

#include <array>

#include "core/checksum.h"
#include "core/little_endian.h"
#include "core/open_file.h"

namespace mi {
namespace {

constexpr std::string_view kMagic = "MISTEXT1";
constexpr std::size_t kHeadBytes = 8;
constexpr const char* kHint =
    "Run `mi-index --rebuild`: it makes the index again from the notes and the pages.";

}  // namespace

struct TextFile::Open {
  std::filesystem::path path;
  OpenFile file;
};

TextFileWriter::TextFileWriter() : bytes_(kMagic) {}

TextFileWriter TextFileWriter::after(std::uint64_t size) {
  TextFileWriter writer;
  writer.begin_ = size;
  writer.bytes_.clear();
  return writer;
}

std::uint64_t TextFileWriter::append(std::string_view record) {
  const std::uint64_t offset = size();
  append_little_endian(bytes_, static_cast<std::uint32_t>(record.size()));
  append_little_endian(bytes_, crc32_of(record));
  bytes_ += record;
  return offset;
}

Expected<TextFile> TextFile::open(const std::filesystem::path& path) {
  Expected<OpenFile> file = OpenFile::open(path);
  if (!file) return failure(file.error().message, kHint);
  std::array<char, kMagic.size()> magic{};
  if (!file->read(0, magic.size(), magic.data()) ||
      std::string_view(magic.data(), magic.size()) != kMagic) {
    return failure(fmt::format("cannot read {}: it is no text file of an index", path.string()),
                   kHint);
  }
  return TextFile(std::make_shared<const Open>(Open{path, std::move(*file)}));
}

Expected<std::string> TextFile::record_at(std::uint64_t offset) const {
  FilePages only = pages();
  return record_at(offset, only);
}

Expected<std::string> TextFile::record_at(std::uint64_t offset, FilePages& pages) const {
  const auto damaged = [&] {
    pages.forget();  // the disk may give it the next time
    return failure(fmt::format("{} is damaged at byte {}", open_->path.string(), offset), kHint);
  };
  const std::string_view head = pages.bytes(offset, kHeadBytes);
  if (head.empty()) return damaged();
  const std::size_t size = read_little_endian<std::uint32_t>(head.data());
  const std::uint32_t sum = read_little_endian<std::uint32_t>(head.data() + 4);
  if (size > open_->file.size() - offset - kHeadBytes) return damaged();
  std::string record(size, '\0');
  if (!pages.read(offset + kHeadBytes, size, record.data()) || crc32_of(record) != sum)
    return damaged();
  return record;
}

// A passage's record has some 1,100 bytes.
FilePages TextFile::pages() const {
  constexpr std::size_t kPageBytes = 4096;
  return FilePages(open_->file, kPageBytes);
}

std::uint64_t TextFile::size() const { return open_->file.size(); }

std::uint64_t TextFile::first_offset() { return kMagic.size(); }

std::uint64_t TextFile::offset_after(std::uint64_t offset, std::string_view record) {
  return offset + kHeadBytes + record.size();
}

}  // namespace mi
