// Files: bounded reads, writes that are whole or not there, and the lock of a data folder.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "core/expected.h"

namespace mi {

// Reads a whole regular file. Fails when it is missing, unreadable, no regular file, or longer than
// `limit` bytes.
Expected<std::string> read_file(const std::filesystem::path& path, std::size_t limit);

// Takes the pieces of something long as they come, in order.
using TakePiece = std::function<Expected<void>(std::string_view piece)>;

// The same without holding the file: its bytes go to `take`, at most 64 KiB at a time. Fails as
// well when `take` does, with its error.
Expected<void> read_file_in_pieces(const std::filesystem::path& path, const TakePiece& take);

// How much of a write is to have reached the disk when it returns.
enum class Sync {
  file_and_folder,  // the new bytes outlive a power cut
  file,             // a power cut may bring the old file back, whole
  none,  // a power cut may leave anything: for what is checked when read, and replaceable
};

// Replaces a file so that a reader, and whoever looks after a power cut, sees the old bytes or the
// new ones: temporary file beside it, fsync, rename, fsync of the folder. The folder must exist.
// On failure the old file is untouched and the temporary file is gone; only where the last step,
// the fsync of the folder, fails, the new file is there and may not outlive a power cut.
// A link at `path` is replaced, not followed.
Expected<void> write_file_atomically(const std::filesystem::path& path, std::string_view bytes,
                                     Sync sync = Sync::file_and_folder);

// The same for bytes that come in pieces: `give` hands them to what it is given. Where it fails, so
// does the whole.
Expected<void> write_file_atomically(
    const std::filesystem::path& path,
    const std::function<Expected<void>(const TakePiece& take)>& give,
    Sync sync = Sync::file_and_folder);

// Overwrites bytes in the middle of a regular file, in place and without fsync: for a field of
// fixed size whose loss in a power cut costs nothing. Fails where the file is not there or ends
// before `offset + bytes.size()`. A link at `path` is not followed.
Expected<void> overwrite_in_file(const std::filesystem::path& path, std::size_t offset,
                                 std::string_view bytes);

// Makes a new file of the first `bytes` bytes of another, by copy_file_range: where the file system
// can, the two share their blocks. Fails where `to` is there already or `from` is shorter. Not
// synced.
Expected<void> copy_file(const std::filesystem::path& from, const std::filesystem::path& to,
                         std::size_t bytes);

// Gives a file that is never written again a second name; where the file system has no links, makes
// a copy. Fails where `to` is there already.
Expected<void> link_file(const std::filesystem::path& from, const std::filesystem::path& to);

// Adds bytes to the end of a file that is there. Not synced; on failure some may be there.
Expected<void> append_to_file(const std::filesystem::path& path, std::string_view bytes);

// Makes a folder and its parents. Succeeds when it is there already.
Expected<void> make_folder(const std::filesystem::path& path);

// Makes a folder that is not there yet, below one that is.
Expected<void> make_new_folder(const std::filesystem::path& path);

// fsync of one file, and of a folder so that names made in it survive a power cut.
Expected<void> sync_file(const std::filesystem::path& path);
Expected<void> sync_folder(const std::filesystem::path& path);

// Holds an exclusive flock until destroyed. A process that dies lets go by itself.
class FileLock {
 public:
  // Never waits: fails with ErrorKind::locked when another process holds it. Makes the file.
  static Expected<FileLock> acquire(const std::filesystem::path& path);

  FileLock(FileLock&& other) noexcept;
  FileLock& operator=(FileLock&& other) noexcept;
  ~FileLock();

 private:
  explicit FileLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

}  // namespace mi
