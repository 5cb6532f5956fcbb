#include "core/text_file.h"

#include <fmt/format.h>

#include "core/checksum.h"
#include "core/little_endian.h"
#include "core/mapped_file.h"

namespace mi {
namespace {

constexpr std::string_view kMagic = "MISTEXT1";
constexpr std::size_t kHeadBytes = 8;

}  // namespace

struct TextFile::Mapping {
  std::filesystem::path path;
  MappedFile file;
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
  constexpr const char* kHint =
      "Run `mi-index --rebuild`: it makes the index again from the notes and the pages.";
  Expected<MappedFile> file = MappedFile::open(path);
  if (!file) return failure(file.error().message, kHint);
  if (!file->bytes().starts_with(kMagic)) {
    return failure(fmt::format("cannot read {}: it is no text file of an index", path.string()),
                   kHint);
  }
  return TextFile(std::make_shared<const Mapping>(Mapping{path, std::move(*file)}));
}

Expected<std::string_view> TextFile::record_at(std::uint64_t offset) const {
  const std::string_view bytes = mapping_->file.bytes();
  const auto damaged = [&] {
    return failure(
        fmt::format("{} is damaged at byte {}", mapping_->path.string(), offset),
        "Run `mi-index --rebuild`: it makes the index again from the notes and the pages.");
  };
  if (offset > bytes.size() || bytes.size() - offset < kHeadBytes) return damaged();
  const std::string_view head = bytes.substr(offset, kHeadBytes);
  const std::string_view rest = bytes.substr(offset + kHeadBytes);
  const std::uint32_t size = read_little_endian<std::uint32_t>(head.data());
  if (size > rest.size()) return damaged();
  const std::string_view record = rest.substr(0, size);
  if (crc32_of(record) != read_little_endian<std::uint32_t>(head.data() + 4)) return damaged();
  return record;
}

std::uint64_t TextFile::size() const { return mapping_->file.bytes().size(); }

std::uint64_t TextFile::first_offset() { return kMagic.size(); }

std::uint64_t TextFile::offset_after(std::uint64_t offset, std::string_view record) {
  return offset + kHeadBytes + record.size();
}

void TextFile::let_go() const { mapping_->file.let_go(); }

TextFile::TextFile(std::shared_ptr<const Mapping> mapping) : mapping_(std::move(mapping)) {}

}  // namespace mi
