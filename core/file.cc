#include "core/file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

namespace mi {
namespace {

// Owns a file descriptor.
class Descriptor {
 public:
  explicit Descriptor(int descriptor) : descriptor_(descriptor) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  int get() const { return descriptor_; }
  bool ok() const { return descriptor_ >= 0; }

 private:
  int descriptor_;
};

using GivePieces = std::function<Expected<void>(const TakePiece& take)>;

std::string reason(int error) { return std::generic_category().message(error); }

tl::unexpected<Error> cannot(std::string_view verb, const std::filesystem::path& path, int error) {
  const std::string hint = error == ENOSPC || error == EDQUOT
                               ? "The disk is full: free some space and run it again."
                               : "";
  return failure(fmt::format("cannot {} {}: {}", verb, path.string(), reason(error)), hint);
}

Expected<void> write_all(const Descriptor& file, std::string_view bytes,
                         const std::filesystem::path& path) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file.get(), bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return cannot("write", path, errno);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

// The file is a new one: a link left under its name is not followed.
Expected<void> write_new(const std::filesystem::path& path, const GivePieces& give, Sync sync) {
  ::unlink(path.c_str());
  const Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644));
  if (!file.ok()) return cannot("write", path, errno);
  Expected<void> written =
      give([&](std::string_view bytes) { return write_all(file, bytes, path); });
  if (!written) return written;
  if (sync != Sync::none && ::fsync(file.get()) != 0) return cannot("write", path, errno);
  return {};
}

std::filesystem::path folder_of(const std::filesystem::path& path) {
  return path.has_parent_path() ? path.parent_path() : ".";
}

Expected<void> sync_descriptor(const std::filesystem::path& path, int flags) {
  const Descriptor file(::open(path.c_str(), flags | O_CLOEXEC));
  if (!file.ok()) return cannot("open", path, errno);
  if (::fsync(file.get()) != 0) return cannot("sync", path, errno);
  return {};
}

Descriptor open_to_read(const std::filesystem::path& path) {
  // O_NONBLOCK: a FIFO among the notes must not hang the program before it is refused.
  return Descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
}

// Fails where there is no file, or it is none that can be read.
Expected<std::size_t> size_of(const Descriptor& file, const std::filesystem::path& path) {
  struct stat info {};
  if (!file.ok() || ::fstat(file.get(), &info) != 0) return cannot("read", path, errno);
  if (!S_ISREG(info.st_mode)) {
    return failure(fmt::format("cannot read {}: not a file", path.string()));
  }
  return static_cast<std::size_t>(info.st_size);
}

}  // namespace

Expected<std::string> read_file(const std::filesystem::path& path, std::size_t limit) {
  const Descriptor file = open_to_read(path);
  const Expected<std::size_t> file_size = size_of(file, path);
  if (!file_size) return failure(file_size.error());
  limit = std::min(limit, std::string().max_size() - 1);  // one byte more is asked for below
  std::string bytes;
  bytes.resize(std::min(*file_size, limit) + 1);
  std::size_t size = 0;
  while (true) {
    if (size == bytes.size()) bytes.resize(std::min(size * 2, limit + 1));
    if (size > limit) {
      return failure(fmt::format("cannot read {}: longer than {} bytes", path.string(), limit));
    }
    const ssize_t got = ::read(file.get(), bytes.data() + size, bytes.size() - size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return cannot("read", path, errno);
    if (got == 0) break;
    size += static_cast<std::size_t>(got);
  }
  bytes.resize(size);
  return bytes;
}

Expected<void> read_file_in_pieces(const std::filesystem::path& path, const TakePiece& take) {
  const Descriptor file = open_to_read(path);
  if (const Expected<std::size_t> size = size_of(file, path); !size) return failure(size.error());
  std::string piece(64U << 10U, '\0');
  while (true) {
    const ssize_t got = ::read(file.get(), piece.data(), piece.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return cannot("read", path, errno);
    if (got == 0) return {};
    Expected<void> taken = take({piece.data(), static_cast<std::size_t>(got)});
    if (!taken) return taken;
  }
}

Expected<void> write_file_atomically(const std::filesystem::path& path, std::string_view bytes,
                                     Sync sync) {
  return write_file_atomically(
      path, [&](const TakePiece& take) { return take(bytes); }, sync);
}

Expected<void> write_file_atomically(const std::filesystem::path& path, const GivePieces& give,
                                     Sync sync) {
  // Opened before anything is changed: a folder that cannot be synced is found out in time.
  const Descriptor folder(::open(folder_of(path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder.ok()) return cannot("write", path, errno);
  // The process number keeps two writers apart; within one process a folder has one writer.
  std::filesystem::path temporary = path;
  temporary += fmt::format(".{}.tmp", ::getpid());
  Expected<void> written = write_new(temporary, give, sync);
  if (written && ::rename(temporary.c_str(), path.c_str()) != 0) {
    written = cannot("replace", path, errno);
  }
  if (!written) {
    ::unlink(temporary.c_str());
    return written;
  }
  const bool syncs_folder = sync == Sync::file_and_folder;
  if (syncs_folder && ::fsync(folder.get()) != 0) return cannot("sync the folder of", path, errno);
  return {};
}

Expected<void> overwrite_in_file(const std::filesystem::path& path, std::size_t offset,
                                 std::string_view bytes) {
  const Descriptor file(::open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  if (!file.ok()) return cannot("write", path, errno);
  struct stat info {};
  if (::fstat(file.get(), &info) != 0) return cannot("write", path, errno);
  const auto size = static_cast<std::size_t>(info.st_size);
  if (!S_ISREG(info.st_mode) || offset > size || bytes.size() > size - offset) {
    return failure(fmt::format("cannot write {}: not a file of that size", path.string()));
  }
  const ssize_t written =
      ::pwrite(file.get(), bytes.data(), bytes.size(), static_cast<off_t>(offset));
  if (written < 0) return cannot("write", path, errno);
  if (static_cast<std::size_t>(written) != bytes.size()) return cannot("write", path, ENOSPC);
  return {};
}

Expected<void> copy_file(const std::filesystem::path& from, const std::filesystem::path& to,
                         std::size_t bytes) {
  const Descriptor in(::open(from.c_str(), O_RDONLY | O_CLOEXEC));
  if (!in.ok()) return cannot("read", from, errno);
  const Descriptor out(::open(to.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644));
  if (!out.ok()) return cannot("write", to, errno);
  std::string buffer;  // for file systems that do not copy by themselves
  while (bytes > 0) {
    ssize_t copied = buffer.empty()
                         ? ::copy_file_range(in.get(), nullptr, out.get(), nullptr, bytes, 0)
                         : ::read(in.get(), buffer.data(), std::min(bytes, buffer.size()));
    if (copied < 0 && errno == EINTR) continue;
    const bool is_unable =
        errno == EXDEV || errno == EINVAL || errno == EOPNOTSUPP || errno == ENOSYS;
    if (copied < 0 && buffer.empty() && is_unable) {
      buffer.resize(std::size_t{1} << 20U);
      continue;
    }
    if (copied < 0) return cannot("copy", from, errno);
    if (copied == 0) return failure(fmt::format("cannot copy {}: it is too short", from.string()));
    const auto size = static_cast<std::size_t>(copied);
    if (!buffer.empty()) {
      const std::string_view piece = std::string_view(buffer).substr(0, size);
      if (Expected<void> written = write_all(out, piece, to); !written) return written;
    }
    bytes -= size;
  }
  return {};
}

Expected<void> link_file(const std::filesystem::path& from, const std::filesystem::path& to) {
  if (::link(from.c_str(), to.c_str()) == 0) return {};
  if (errno == EEXIST) return cannot("write", to, errno);
  std::error_code error;
  const std::uintmax_t size = std::filesystem::file_size(from, error);
  if (error) return cannot("read", from, error.value());
  return copy_file(from, to, size);
}

Expected<void> append_to_file(const std::filesystem::path& path, std::string_view bytes) {
  const Descriptor file(::open(path.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC | O_NOFOLLOW));
  if (!file.ok()) return cannot("write", path, errno);
  return write_all(file, bytes, path);
}

Expected<void> make_folder(const std::filesystem::path& path) {
  std::error_code error;
  std::filesystem::create_directories(path, error);
  if (error) {
    return failure(fmt::format("cannot make the folder {}: {}", path.string(), error.message()),
                   "Choose another place with --data, or mend the permissions.");
  }
  return {};
}

Expected<void> make_new_folder(const std::filesystem::path& path) {
  if (::mkdir(path.c_str(), 0755) != 0) return cannot("make the folder", path, errno);
  return {};
}

Expected<void> sync_file(const std::filesystem::path& path) {
  return sync_descriptor(path, O_RDONLY);
}

Expected<void> sync_folder(const std::filesystem::path& path) {
  return sync_descriptor(path, O_RDONLY | O_DIRECTORY);
}

Expected<FileLock> FileLock::acquire(const std::filesystem::path& path) {
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (descriptor < 0) return cannot("open", path, errno);
  if (::flock(descriptor, LOCK_EX | LOCK_NB) == 0) return FileLock(descriptor);
  const int error = errno;
  ::close(descriptor);
  if (error != EWOULDBLOCK) return cannot("lock", path, error);
  return tl::unexpected(
      Error{fmt::format("another mi-search program is writing to {}", folder_of(path).string()),
            "Wait until it is done and run this again.", ErrorKind::locked});
}

FileLock::FileLock(FileLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

FileLock& FileLock::operator=(FileLock&& other) noexcept {
  FileLock taken(std::move(other));  // and lets go of what this one held
  std::swap(descriptor_, taken.descriptor_);
  return *this;
}

FileLock::~FileLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace mi
