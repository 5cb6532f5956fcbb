#include "core/file_pages.h"

#include <algorithm>

#include "core/little_endian.h"

namespace mi {

FilePages::FilePages(const OpenFile& file, std::size_t page_bytes)
    : file_(file),
      page_bytes_(page_bytes),
      bytes_(std::make_unique_for_overwrite<char[]>(kAllBytes)),
      places_(kAllBytes / page_bytes / 2) {
  char* bytes = bytes_.get();
  for (Place& place : places_) {
    for (Page& page : place.pages) {
      page.bytes = bytes;
      bytes += page_bytes;
    }
  }
}

std::uint32_t FilePages::u32(std::uint64_t offset) {
  const std::string_view four = bytes(offset, sizeof(std::uint32_t));
  return four.empty() ? 0 : read_little_endian<std::uint32_t>(four.data());
}

std::string_view FilePages::bytes(std::uint64_t offset, std::size_t count) {
  if (offset > file_.size() || count > file_.size() - offset) return {};
  const std::size_t begin = offset % page_bytes_;
  if (count <= page_bytes_ - begin) {
    const Page& only = page(offset / page_bytes_);
    return only.size < begin + count ? std::string_view()
                                     : std::string_view(only.bytes + begin, count);
  }
  joined_.resize(count);
  return file_.read(offset, count, joined_.data()) ? std::string_view(joined_) : std::string_view();
}

bool FilePages::read(std::uint64_t offset, std::size_t count, char* to) {
  if (offset > file_.size() || count > file_.size() - offset) return false;
  if (count > page_bytes_ - offset % page_bytes_) return file_.read(offset, count, to);
  const std::string_view there = bytes(offset, count);
  std::copy(there.begin(), there.end(), to);
  return there.size() == count;
}

void FilePages::forget() {
  for (Place& place : places_)
    for (Page& page : place.pages) page.number = UINT64_MAX;
}

const FilePages::Page& FilePages::page(std::uint64_t number) {
  Place& place = places_[number % places_.size()];
  if (place.pages[place.last].number == number) return place.pages[place.last];
  place.last = 1 - place.last;
  Page& page = place.pages[place.last];
  if (page.number != number) read_page(number, page);
  return page;
}

void FilePages::read_page(std::uint64_t number, Page& page) const {
  const std::uint64_t begin = number * page_bytes_;
  page.number = number;
  page.size = static_cast<std::size_t>(std::min<std::uint64_t>(page_bytes_, file_.size() - begin));
  if (!file_.read(begin, page.size, page.bytes)) page.size = 0;
}

}  // namespace mi
