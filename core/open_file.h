// A file whose bytes are read where they are asked for (pread). Unlike what core/mapped_file.h
// shows, nothing of it stays in the process's memory; a read of a page or less costs half a
// microsecond more.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>

#include "core/expected.h"

namespace mi {

// Const functions may run in several threads at once. The file may be unlinked while open; it must
// not be changed.
class OpenFile {
 public:
  // The error names the file and why it cannot be read.
  static Expected<OpenFile> open(const std::filesystem::path& path);

  // How many bytes it had when it was opened.
  std::uint64_t size() const { return size_; }

  // Copies `count` bytes from `offset` on to `to`. False where they are not all there or the disk
  // does not give them.
  bool read(std::uint64_t offset, std::size_t count, char* to) const;

  OpenFile(OpenFile&& other) noexcept;
  OpenFile& operator=(OpenFile&& other) noexcept;
  ~OpenFile();

 private:
  OpenFile(int descriptor, std::uint64_t size) : descriptor_(descriptor), size_(size) {}
  int descriptor_;
  std::uint64_t size_;
};

// Of all of its bytes but the first ones; nothing where the disk does not give them.
std::optional<std::uint32_t> crc32_of(const OpenFile& file, std::uint64_t from = 0);

}  // namespace mi
