// FilePages: small pieces of a file, read through the pages that were read last: for a walk through
// a table that jumps about in it, and that must not leave the table in memory.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/open_file.h"

namespace mi {

// Takes 64 KiB. Serves one thread. The file must outlive it.
class FilePages {
 public:
  // Pages for a walk that jumps, and for one that goes through the file in its order: fewer reads
  // there, each of which costs a microsecond or two.
  static constexpr std::size_t kToJump = 2048;
  static constexpr std::size_t kToWalk = 16384;

  // A page has 32 KiB at most.
  explicit FilePages(const OpenFile& file, std::size_t page_bytes = kToJump);

  // Four bytes, little endian. 0 where they are not there or the disk does not give them.
  std::uint32_t u32(std::uint64_t offset);

  // So many bytes, good until the next question; empty where they are not all there. read(): copies
  // them, whatever their number; false where they are not all there.
  std::string_view bytes(std::uint64_t offset, std::size_t count);
  bool read(std::uint64_t offset, std::size_t count, char* to);

  // Reads everything anew: a page that the disk did not give is not asked for again otherwise.
  void forget();

 private:
  static constexpr std::size_t kAllBytes = std::size_t{64} << 10U;

  struct Page {
    std::uint64_t number = UINT64_MAX;
    std::size_t size = 0;  // of the last one less
    char* bytes = nullptr;
  };

  // A page is in the place of its number's rest, and two are in each: a walk through two columns
  // of a table at once must not read a page anew at each row.
  struct Place {
    std::array<Page, 2> pages;
    std::size_t last = 0;  // which was asked for last
  };

  const Page& page(std::uint64_t number);
  void read_page(std::uint64_t number, Page& page) const;

  const OpenFile& file_;
  std::size_t page_bytes_;
  std::unique_ptr<char[]> bytes_;  // of all pages
  std::vector<Place> places_;
  std::string joined_;  // of two pages
};

}  // namespace mi
