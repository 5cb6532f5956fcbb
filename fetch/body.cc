#include "fetch/body.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <system_error>

namespace mi {

class SpillFile {
 public:
  explicit SpillFile(int descriptor) : descriptor_(descriptor) {}
  SpillFile(const SpillFile&) = delete;
  SpillFile& operator=(const SpillFile&) = delete;
  ~SpillFile() { ::close(descriptor_); }
  int descriptor() const { return descriptor_; }

 private:
  int descriptor_;
};

namespace {

tl::unexpected<Error> cannot(std::string_view verb, int error) {
  return failure(
      fmt::format("cannot {} a temporary file: {}", verb, std::generic_category().message(error)),
      error == ENOSPC ? "The disk is full: free some space and run it again." : "");
}

// A file without a name. Some file systems know no such files: there it has one for a moment.
int open_nameless(const std::filesystem::path& folder) {
  const int descriptor = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (descriptor >= 0 || (errno != EOPNOTSUPP && errno != EISDIR)) return descriptor;
  std::string name = folder / "body.XXXXXX";
  const int named = ::mkostemp(name.data(), O_CLOEXEC);
  if (named >= 0) ::unlink(name.c_str());
  return named;
}

Expected<std::shared_ptr<SpillFile>> make_spill_file(const std::filesystem::path& folder) {
  if (Expected<void> made = make_folder(folder); !made) return failure(made.error());
  const int descriptor = open_nameless(folder);
  if (descriptor < 0) return cannot("make", errno);
  return std::make_shared<SpillFile>(descriptor);
}

}  // namespace

Expected<void> Body::read(const TakePiece& take) const {
  if (Expected<void> taken = take(beginning_); !taken || !spilled_) return taken;
  std::string piece(64U << 10U, '\0');
  for (std::uint64_t at = 0; at < spilled_bytes_;) {
    const std::size_t wanted = std::min<std::uint64_t>(piece.size(), spilled_bytes_ - at);
    const ssize_t got =
        ::pread(spilled_->descriptor(), piece.data(), wanted, static_cast<off_t>(at));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return cannot("read", got < 0 ? errno : EIO);
    at += static_cast<std::uint64_t>(got);
    Expected<void> taken = take({piece.data(), static_cast<std::size_t>(got)});
    if (!taken) return taken;
  }
  return {};
}

Expected<void> BodyWriter::write(std::string_view piece) {
  const std::size_t room = kBodyBytesInMemory - body_.beginning_.size();
  const std::string_view kept = piece.substr(0, room);
  body_.beginning_ += kept;
  piece.remove_prefix(kept.size());
  return piece.empty() ? Expected<void>() : spill(piece);
}

Expected<void> BodyWriter::spill(std::string_view piece) {
  if (!file_) {
    Expected<std::shared_ptr<SpillFile>> made = make_spill_file(folder_);
    if (!made) return failure(made.error());
    body_.spilled_ = file_ = std::move(*made);
  }
  while (!piece.empty()) {
    const ssize_t written = ::write(file_->descriptor(), piece.data(), piece.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return cannot("write", errno);
    piece.remove_prefix(static_cast<std::size_t>(written));
    body_.spilled_bytes_ += static_cast<std::uint64_t>(written);
  }
  return {};
}

}  // namespace mi
