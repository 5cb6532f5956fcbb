// FolderWatch: notices that something in folders, or anywhere below them, was saved, renamed or
// removed (inotify).
//
// It says that something may have changed, not what: whoever asks looks for himself, so that
// nothing is lost where events are. New folders are watched before it returns; where the kernel
// dropped events, everything is watched anew and counts as changed. As in indexer/note_folder.h,
// names that begin with '.' and node_modules are left out, and links below the folders are not
// followed.
#pragma once

#include <filesystem>
#include <map>
#include <vector>

#include "core/expected.h"

namespace mi {

class FolderWatch {
 public:
  // Fails where the kernel gives no more watches; the hint says how to raise their number. A folder
  // that is not there is watched once it is.
  static Expected<FolderWatch> open(std::vector<std::filesystem::path> folders);

  // Readable (as poll has it) when something happened.
  int descriptor() const { return descriptor_; }

  // Takes what happened since the last call, without waiting. True where something may have
  // changed.
  Expected<bool> take();

  // Whether one of the folders is not watched: it is not there. Nothing tells when it is again, so
  // take() is to be called from time to time.
  bool is_incomplete() const { return is_incomplete_; }

  FolderWatch(FolderWatch&& other) noexcept;
  FolderWatch& operator=(FolderWatch&& other) noexcept;
  ~FolderWatch();

 private:
  FolderWatch(std::vector<std::filesystem::path> folders, int descriptor)
      : folders_(std::move(folders)), descriptor_(descriptor) {}

  Expected<void> watch_all();
  Expected<bool> watch(const std::filesystem::path& top);

  std::vector<std::filesystem::path> folders_;
  int descriptor_;
  bool is_incomplete_ = false;
  std::map<int, bool> watches_;  // by the kernel's number: whether it was met in the last walk
};

}  // namespace mi
