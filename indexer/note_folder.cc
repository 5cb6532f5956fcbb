#include "indexer/note_folder.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <system_error>
#include <utility>

#include "core/ascii.h"
#include "core/unicode.h"

namespace mi {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxProblems = 100;

bool is_note_name(const fs::path& name) {
  constexpr std::array<std::string_view, 3> kExtensions = {".md", ".markdown", ".txt"};
  const std::string extension = lower_case(name.extension().string());
  return std::find(kExtensions.begin(), kExtensions.end(), extension) != kExtensions.end();
}

bool is_skipped(const std::string& name) { return name.starts_with('.') || name == "node_modules"; }

bool is_below(const fs::path& path, const fs::path& folder) {
  const auto [end, unused] = std::mismatch(folder.begin(), folder.end(), path.begin(), path.end());
  return end == folder.end();
}

class Lister {
 public:
  explicit Lister(fs::path folder) : folder_(std::move(folder)) {}
  NoteList run();

 private:
  void list(const fs::path& folder);
  void look_at(const fs::path& path);
  void look_at_link(const fs::path& path);
  void add_file(const fs::path& path, const struct stat& info);
  void drop_twins();
  void report(std::string message, std::string hint = {});

  const fs::path folder_;  // without symbolic links
  std::vector<fs::path> to_do_;
  bool full_ = false;
  NoteList list_;
};

NoteList Lister::run() {
  to_do_.push_back(folder_);
  while (!to_do_.empty() && !full_) {
    const fs::path next = std::move(to_do_.back());
    to_do_.pop_back();
    list(next);
  }
  drop_twins();
  return std::move(list_);
}

void Lister::list(const fs::path& folder) {
  std::error_code error;
  fs::directory_iterator entry(folder, error);
  while (!error && entry != fs::directory_iterator() && !full_) {
    if (!is_skipped(entry->path().filename().string())) look_at(entry->path());
    entry.increment(error);
  }
  if (!error || (error == std::errc::no_such_file_or_directory && folder != folder_)) return;
  report(fmt::format("cannot list {}: {}", folder.string(), error.message()),
         "Its notes are left out; check the folder's permissions.");
}

void Lister::look_at(const fs::path& path) {
  struct stat info {};
  if (::lstat(path.c_str(), &info) != 0) {
    if (errno == ENOENT || errno == ENOTDIR) return;
    report(fmt::format("cannot look at {}: {}", path.string(),
                       std::generic_category().message(errno)));
  } else if (S_ISDIR(info.st_mode)) {
    to_do_.push_back(path);
  } else if (S_ISLNK(info.st_mode)) {
    look_at_link(path);
  } else if (S_ISREG(info.st_mode) && is_note_name(path.filename())) {
    add_file(path, info);
  }
}

void Lister::look_at_link(const fs::path& path) {
  std::error_code error;
  const fs::path target = fs::canonical(path, error);
  if (error || is_below(target, folder_)) return;
  if (!fs::is_directory(target, error) && !is_note_name(path.filename())) return;
  report(fmt::format("{} leads out of the notes folder and is left out", path.string()),
         fmt::format("To include it, add {} to `notes` in the configuration.", target.string()));
}

void Lister::add_file(const fs::path& path, const struct stat& info) {
  if (list_.files.size() == kMaxNotes) {
    full_ = true;
    report(fmt::format("{} holds more than {} notes: the rest is left out", folder_.string(),
                       kMaxNotes),
           "Point `notes` in the configuration at a smaller folder.");
    return;
  }
  constexpr std::int64_t kNanoseconds = 1'000'000'000;
  list_.files.push_back({to_nfc(path.lexically_relative(folder_).generic_string()), path,
                         static_cast<std::uint64_t>(info.st_size),
                         info.st_mtim.tv_sec * kNanoseconds + info.st_mtim.tv_nsec});
}

// Of files with one id, the first by its bytes stays.
void Lister::drop_twins() {
  std::vector<NoteFile>& files = list_.files;
  std::sort(files.begin(), files.end(), [](const NoteFile& a, const NoteFile& b) {
    return std::pair(std::string_view(a.id), std::string_view(a.path.native())) <
           std::pair(std::string_view(b.id), std::string_view(b.path.native()));
  });
  std::vector<NoteFile> kept;
  kept.reserve(files.size());
  for (NoteFile& file : files) {
    if (!kept.empty() && kept.back().id == file.id) {
      report(fmt::format("{} is left out: another note has the same name", file.path.string()),
             "The names differ only in how Unicode composes their letters; rename one.");
    } else {
      kept.push_back(std::move(file));
    }
  }
  files = std::move(kept);
}

void Lister::report(std::string message, std::string hint) {
  if (list_.problems.size() < kMaxProblems - 1) {
    list_.problems.push_back({std::move(message), std::move(hint)});
  } else if (list_.problems.size() == kMaxProblems - 1) {
    list_.problems.push_back({"more problems like these are not listed", ""});
  }
}

}  // namespace

NoteList list_notes(const fs::path& folder) {
  std::error_code error;
  const fs::path root = fs::canonical(folder, error);
  if (error) {
    NoteList none;
    none.problems.push_back(
        {fmt::format("cannot list the notes folder {}: {}", folder.string(), error.message()),
         "Check `notes` in the configuration."});
    return none;
  }
  NoteList list = Lister(root).run();
  if (list.files.empty() && list.problems.empty()) list.empty_folders.push_back(folder);
  return list;
}

}  // namespace mi
