#include "core/open_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <string>
#include <system_error>
#include <utility>

#include "core/checksum.h"

namespace mi {

Expected<OpenFile> OpenFile::open(const std::filesystem::path& path) {
  const auto cannot = [&](int error) {
    return failure(
        fmt::format("cannot read {}: {}", path.string(), std::generic_category().message(error)));
  };
  OpenFile file(::open(path.c_str(), O_RDONLY | O_CLOEXEC), 0);
  if (file.descriptor_ < 0) return cannot(errno);
  struct stat info {};
  if (::fstat(file.descriptor_, &info) != 0) return cannot(errno);
  if (!S_ISREG(info.st_mode)) return cannot(EISDIR);
  file.size_ = static_cast<std::uint64_t>(info.st_size);
  return file;
}

bool OpenFile::read(std::uint64_t offset, std::size_t count, char* to) const {
  if (offset > size_ || count > size_ - offset) return false;
  while (count > 0) {
    const ssize_t got = ::pread(descriptor_, to, count, static_cast<off_t>(offset));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    to += got;
    count -= static_cast<std::size_t>(got);
    offset += static_cast<std::uint64_t>(got);
  }
  return true;
}

OpenFile::OpenFile(OpenFile&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), size_(std::exchange(other.size_, 0)) {}

OpenFile& OpenFile::operator=(OpenFile&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  std::swap(size_, other.size_);
  return *this;
}

OpenFile::~OpenFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

std::optional<std::uint32_t> crc32_of(const OpenFile& file, std::uint64_t from) {
  constexpr std::uint64_t kPiece = std::uint64_t{64} << 10U;
  std::string piece;
  std::uint32_t sum = 0;
  for (std::uint64_t at = from; at < file.size(); at += piece.size()) {
    piece.resize(static_cast<std::size_t>(std::min(kPiece, file.size() - at)));
    if (!file.read(at, piece.size(), piece.data())) return {};
    sum = crc32_of(piece, sum);
  }
  return sum;
}

}  // namespace mi
