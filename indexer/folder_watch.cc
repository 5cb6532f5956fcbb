#include "indexer/folder_watch.h"

#include <fmt/format.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

namespace mi {
namespace {

namespace fs = std::filesystem;

// A note counts when it is closed or renamed into place, not while it is being written.
constexpr std::uint32_t kEvents = IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM |
                                  IN_MOVED_TO | IN_DELETE_SELF | IN_MOVE_SELF;

bool is_skipped(std::string_view name) { return name.starts_with('.') || name == "node_modules"; }

tl::unexpected<Error> cannot_watch(const fs::path& folder, int error) {
  const bool is_full = error == ENOSPC || error == EMFILE;
  return failure(fmt::format("cannot watch {}: {}", folder.string(),
                             is_full ? "the kernel's limit of watches is reached"
                                     : std::generic_category().message(error)),
                 is_full ? "Raise it: `sudo sysctl fs.inotify.max_user_watches=524288` (and "
                           "max_user_instances=512)."
                         : "");
}

struct Seen {
  bool something = false;  // may have changed
  bool folders = false;    // came, went, or events were lost: walk them again
};

// Looks through a buffer of events.
Seen look_at(std::string_view events) {
  Seen seen;
  while (events.size() >= sizeof(inotify_event)) {
    inotify_event event{};
    std::memcpy(&event, events.data(), sizeof event);
    const std::string_view padded = events.substr(sizeof event, event.len);
    const std::string_view name = padded.substr(0, padded.find('\0'));
    events.remove_prefix(std::min(events.size(), sizeof event + event.len));
    const bool of_folders =
        (event.mask & (IN_ISDIR | IN_Q_OVERFLOW | IN_DELETE_SELF | IN_MOVE_SELF)) != 0;
    if ((event.mask & IN_IGNORED) != 0 || (!name.empty() && is_skipped(name))) continue;
    seen.something = true;
    seen.folders = seen.folders || of_folders;
  }
  return seen;
}

}  // namespace

Expected<FolderWatch> FolderWatch::open(std::vector<fs::path> folders) {
  const int descriptor = ::inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
  if (descriptor < 0) return cannot_watch(folders.empty() ? "" : folders.front(), errno);
  FolderWatch watch(std::move(folders), descriptor);
  if (Expected<void> watched = watch.watch_all(); !watched) return tl::unexpected(watched.error());
  return watch;
}

Expected<bool> FolderWatch::take() {
  Seen all;
  alignas(inotify_event) std::array<char, 64U << 10U> buffer{};
  while (true) {
    const ssize_t size = ::read(descriptor_, buffer.data(), buffer.size());
    if (size < 0 && errno == EINTR) continue;
    if (size <= 0) break;
    const Seen seen = look_at({buffer.data(), static_cast<std::size_t>(size)});
    all.something = all.something || seen.something;
    all.folders = all.folders || seen.folders;
  }
  const bool was_incomplete = is_incomplete_;
  if (all.folders || was_incomplete) {
    if (Expected<void> watched = watch_all(); !watched) return tl::unexpected(watched.error());
  }
  return all.something || (was_incomplete && !is_incomplete_);
}

// Watching a folder again gives the number that it has, so a walk adds what is new; what it does
// not meet has gone or lies elsewhere now.
Expected<void> FolderWatch::watch_all() {
  is_incomplete_ = false;
  for (auto& [number, is_met] : watches_) is_met = false;
  for (const fs::path& top : folders_) {
    const Expected<bool> is_there = watch(top);
    if (!is_there) return tl::unexpected(is_there.error());
    is_incomplete_ = is_incomplete_ || !*is_there;
  }
  std::erase_if(watches_, [this](const auto& entry) {
    if (!entry.second) ::inotify_rm_watch(descriptor_, entry.first);
    return !entry.second;
  });
  return {};
}

// False where the folder is not there (any more). Each is watched before it is listed: a folder
// made meanwhile is seen by the one or the other.
Expected<bool> FolderWatch::watch(const fs::path& top) {
  std::vector<fs::path> to_do = {top};
  while (!to_do.empty()) {
    const fs::path next = std::move(to_do.back());
    to_do.pop_back();
    const bool is_top = next == top;
    const std::uint32_t follow = is_top ? 0 : IN_DONT_FOLLOW;
    const int number =
        ::inotify_add_watch(descriptor_, next.c_str(), kEvents | IN_ONLYDIR | follow);
    if (number < 0 && (errno == ENOSPC || errno == ENOMEM)) return cannot_watch(next, errno);
    if (number < 0 && is_top) return false;
    if (number < 0)
      continue;  // gone meanwhile, a link, or not to be read: list_notes tells of that
    watches_[number] = true;
    std::error_code error;
    for (fs::directory_iterator it(next, error), end; !error && it != end; it.increment(error)) {
      if (it->symlink_status(error).type() != fs::file_type::directory) continue;
      if (!is_skipped(it->path().filename().string())) to_do.push_back(it->path());
    }
  }
  return true;
}

FolderWatch::FolderWatch(FolderWatch&& other) noexcept
    : folders_(std::move(other.folders_)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      is_incomplete_(other.is_incomplete_),
      watches_(std::move(other.watches_)) {}

FolderWatch& FolderWatch::operator=(FolderWatch&& other) noexcept {
  FolderWatch taken(std::move(other));
  std::swap(folders_, taken.folders_);
  std::swap(descriptor_, taken.descriptor_);
  std::swap(is_incomplete_, taken.is_incomplete_);
  std::swap(watches_, taken.watches_);
  return *this;
}

FolderWatch::~FolderWatch() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace mi
