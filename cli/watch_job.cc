#include "cli/watch_job.h"

#include <fmt/format.h>
#include <poll.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <system_error>
#include <utility>
#include <vector>

#include "cli/index_job.h"
#include "cli/program.h"
#include "cli/sizes.h"
#include "core/file.h"
#include "core/paths.h"
#include "indexer/folder_watch.h"

namespace mi {
namespace {

using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

constexpr milliseconds kQuiet{100};            // a save is several events, some milliseconds apart
constexpr milliseconds kLongestWait{400};      // and a busy folder must not put it off for ever
constexpr milliseconds kBetweenTries{100};     // for the lock
constexpr milliseconds kIdle{60'000};          // then it looks by itself
constexpr milliseconds kIdleIncomplete{1000};  // a folder is not there: nothing tells when it is

// SIGINT and SIGTERM as something to wait for.
class EndSignals {
 public:
  EndSignals() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    ::sigprocmask(SIG_BLOCK, &set, nullptr);
    descriptor_ = ::signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
  }
  EndSignals(const EndSignals&) = delete;
  EndSignals& operator=(const EndSignals&) = delete;
  ~EndSignals() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }

  bool ok() const { return descriptor_ >= 0; }
  int descriptor() const { return descriptor_; }
  bool have_come() const { return wait(-1, milliseconds{0}) == Woken::signal; }

  enum class Woken { signal, other, nothing };

  // Waits for a signal, for another descriptor (-1: none), or for the time to pass.
  Woken wait(int other, milliseconds time) const {
    std::array<pollfd, 2> wanted = {pollfd{descriptor_, POLLIN, 0}, pollfd{other, POLLIN, 0}};
    const int count = ::poll(wanted.data(), wanted.size(), static_cast<int>(time.count()));
    if (count > 0 && wanted[0].revents != 0) return Woken::signal;
    return count > 0 ? Woken::other : Woken::nothing;
  }

 private:
  int descriptor_ = -1;
};

using Woken = EndSignals::Woken;

class Watch {
 public:
  Watch(const Config& config, const std::function<void(const std::string&)>& say,
        FolderWatch folders)
      : config_(config), say_(say), folders_(std::move(folders)) {}

  // Until a signal comes.
  void run() {
    bool goes_on = update();
    if (goes_on) {
      say_(fmt::format("Watching {}. End it with Ctrl-C.\n",
                       counted(config_.notes.size(), "folder of notes")));
    }
    while (goes_on) {
      const milliseconds idle = folders_.is_incomplete() ? kIdleIncomplete : kIdle;
      const Woken woken = signals_.wait(folders_.descriptor(), idle);
      goes_on = woken != Woken::signal && (!has_changed(woken) || (settle() && update()));
    }
  }

  bool can_run() const { return signals_.ok(); }

 private:
  // Whether it is time to look. Nothing has happened for a minute: then, too.
  bool has_changed(Woken woken) {
    const bool was_incomplete = folders_.is_incomplete();
    const Expected<bool> changed = folders_.take();
    if (!changed) {
      tell_problem(changed.error());
      return true;
    }
    return *changed || (woken == Woken::nothing && !was_incomplete);
  }

  // Waits until nothing more happens, or for long enough. False where a signal came.
  bool settle() {
    const Clock::time_point end = Clock::now() + kLongestWait;
    while (Clock::now() < end) {
      const Woken woken = signals_.wait(folders_.descriptor(), kQuiet);
      if (woken == Woken::signal) return false;
      if (woken == Woken::nothing) return true;
      static_cast<void>(has_changed(woken));
    }
    return true;
  }

  // Waits for the lock, and updates. False where a signal came.
  bool update() {
    Expected<FileLock> lock = lock_data_folder(config_);
    while (!lock && lock.error().kind == ErrorKind::locked) {
      if (signals_.wait(-1, kBetweenTries) == Woken::signal) return false;
      lock = lock_data_folder(config_);
    }
    if (!lock) {
      tell_problem(lock.error());
      return true;
    }
    const Expected<IndexJob> job =
        run_index_job(config_, IndexMode::update, [this] { return signals_.have_come(); });
    if (signals_.have_come()) return false;
    job ? tell(*job) : tell_problem(job.error());
    return true;
  }

  void tell(const IndexJob& job) {
    const std::string problems = describe_problems(job);
    const bool has_new_problems = !problems.empty() && problems != last_problems_;
    if (is_first_) {
      say_(describe(job));
    } else if (job.report.changed() || has_new_problems) {
      say_(describe_outcome(job) + (has_new_problems ? problems : ""));
    }
    last_problems_ = problems;
    is_first_ = false;
  }

  // A problem that lasts is told once.
  void tell_problem(const Error& error) {
    if (error.message != last_problems_) say_(error.message + "\n" + error.hint + "\n");
    last_problems_ = error.message;
  }

  const Config& config_;
  const std::function<void(const std::string&)>& say_;
  FolderWatch folders_;
  EndSignals signals_;
  std::string last_problems_;
  bool is_first_ = true;
};

Expected<FileLock> be_the_only_one(const Config& config) {
  if (Expected<void> made = make_folder(index_folder(config)); !made)
    return tl::unexpected(made.error());
  Expected<FileLock> lock = FileLock::acquire(watch_lock_file(config));
  if (lock || lock.error().kind != ErrorKind::locked) return lock;
  return tl::unexpected(
      Error{fmt::format("another mi-index --watch is watching for {}", config.data.string()),
            "One is enough: end that one first, or let it go on.", ErrorKind::locked});
}

}  // namespace

Expected<void> watch(const Config& config, const std::function<void(const std::string&)>& say) {
  if (config.notes.empty()) {
    return usage_error(
        "no folder of notes is set",
        "Name one with --notes FOLDER, or as notes = [\"FOLDER\"] in mi-search.toml.");
  }
  const Expected<FileLock> only = be_the_only_one(config);
  if (!only) return tl::unexpected(only.error());
  std::vector<std::filesystem::path> folders = config.notes;
  folders.push_back(pages_folder(config));
  if (Expected<void> made = make_folder(pages_folder(config)); !made) return made;
  Expected<FolderWatch> watched = FolderWatch::open(std::move(folders));
  if (!watched) return tl::unexpected(watched.error());
  Watch watch(config, say, std::move(*watched));
  if (!watch.can_run()) return failure("cannot wait for signals");
  watch.run();
  return {};
}

}  // namespace mi
