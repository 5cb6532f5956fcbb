// The text beside an index part: records one after another, found by their offset, read one by one.
//
//   "MISTEXT1"  { length: 4 bytes, crc32: 4 bytes, record: length bytes } ...      (little endian)
//
// Kept out of Xapian so that a snippet costs one read (measured: a tenth of MSet::snippet); and not
// read by mmap, since a daemon that has answered a thousand queries would hold nearly all of it.
// The checksum (zlib's crc32) makes a flipped bit an error instead of a wrong answer.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "core/expected.h"
#include "core/file_pages.h"

namespace mi {

// Collects records in memory, in order; the caller writes bytes() out.
class TextFileWriter {
 public:
  TextFileWriter();  // a whole file

  // Goes on behind the first `size` bytes of a file that is there: bytes() is what to append.
  static TextFileWriter after(std::uint64_t size);

  // Appends a record; returns its offset. A record may be at most 2^32-1 bytes.
  std::uint64_t append(std::string_view record);

  const std::string& bytes() const { return bytes_; }

  // How long the file will be, and where the next record will stand.
  std::uint64_t size() const { return begin_ + bytes_.size(); }

 private:
  std::uint64_t begin_ = 0;  // where bytes() will stand
  std::string bytes_;
};

// An open text file; a copy is the same one. Const functions may run in several threads at once.
// The file may be unlinked while open; it must not be changed.
class TextFile {
 public:
  static Expected<TextFile> open(const std::filesystem::path& path);

  // The record at an offset that append() returned. Fails on an offset that is none, and on damage.
  // Of many that stand near each other, or are asked for again, the reads are fewer through pages()
  // of this file, which are one thread's.
  Expected<std::string> record_at(std::uint64_t offset) const;
  Expected<std::string> record_at(std::uint64_t offset, FilePages& pages) const;
  FilePages pages() const;

  std::uint64_t size() const;

  // Where the first record stands.
  static std::uint64_t first_offset();

  // Where the record after one of record_at() begins: records that were appended in turn are read
  // in turn; behind the last one that is size().
  static std::uint64_t offset_after(std::uint64_t offset, std::string_view record);

 private:
  struct Open;
  explicit TextFile(std::shared_ptr<const Open> open) : open_(std::move(open)) {}
  std::shared_ptr<const Open> open_;
};

}  // namespace mi
