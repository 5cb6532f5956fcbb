#include "core/file_pages.h"

#include <algorithm>

#include "core/little_endian.h"

namespace mi {

FilePages::FilePages(const OpenFile& file)
    : file_(file), pages_(std::make_unique<std::array<Page, kPages>>()) {}

std::uint32_t FilePages::u32(std::uint64_t offset) {
  const std::string_view four = bytes(offset, sizeof(std::uint32_t));
  return four.empty() ? 0 : read_little_endian<std::uint32_t>(four.data());
}

std::string_view FilePages::bytes(std::uint64_t offset, std::size_t count) {
  if (offset > file_.size() || count > file_.size() - offset) return {};
  const std::size_t begin = offset % kPageBytes;
  if (count <= kPageBytes - begin) {
    const Page& only = page(offset / kPageBytes);
    return only.size < begin + count ? std::string_view()
                                     : std::string_view(only.bytes.data() + begin, count);
  }
  joined_.resize(count);
  return file_.read(offset, count, joined_.data()) ? std::string_view(joined_) : std::string_view();
}

const FilePages::Page& FilePages::page(std::uint64_t number) {
  Page& page = (*pages_)[number % kPages];
  if (page.number == number) return page;
  const std::uint64_t begin = number * kPageBytes;
  page.number = number;
  page.size = static_cast<std::size_t>(std::min<std::uint64_t>(kPageBytes, file_.size() - begin));
  if (!file_.read(begin, page.size, page.bytes.data())) page.size = 0;
  return page;
}

}  // namespace mi
