// A file read through mmap: its bytes without a copy.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string_view>

#include "core/expected.h"

namespace mi {

// The file may be unlinked while open; it must not be changed. The bytes live as long as the
// MappedFile, also when that is moved.
class MappedFile {
 public:
  // An empty file has no bytes. The error names the file and why it cannot be read.
  static Expected<MappedFile> open(const std::filesystem::path& path);

  std::string_view bytes() const { return {static_cast<const char*>(address_), size_}; }

  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  ~MappedFile();

 private:
  MappedFile(void* address, std::size_t size) : address_(address), size_(size) {}
  void* address_;
  std::size_t size_;
};

}  // namespace mi
