// FilePages: small pieces of a file, read through the pages that were read last: for a walk through
// a table that jumps about in it, and that must not leave the table in memory.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "core/open_file.h"

namespace mi {

// Takes 64 KiB. Serves one thread. The file must outlive it.
class FilePages {
 public:
  explicit FilePages(const OpenFile& file);

  // Four bytes, little endian. 0 where they are not there or the disk does not give them.
  std::uint32_t u32(std::uint64_t offset);

  // So many bytes, good until the next question; empty where they are not all there.
  std::string_view bytes(std::uint64_t offset, std::size_t count);

 private:
  static constexpr std::size_t kPageBytes = 2048;
  static constexpr std::size_t kPages = 32;

  struct Page {
    std::uint64_t number = UINT64_MAX;
    std::size_t size = 0;  // of the last one less
    std::array<char, kPageBytes> bytes;
  };

  const Page& page(std::uint64_t number);

  const OpenFile& file_;
  std::unique_ptr<std::array<Page, kPages>> pages_;  // each in the place of its number's rest
  std::string joined_;                               // of several pages
};

}  // namespace mi
