#include "indexer/part_files.h"

#include <fmt/format.h>

#include <system_error>
#include <vector>

#include "core/file.h"
#include "core/schema.h"

namespace mi {
namespace {

namespace fs = std::filesystem;

// Xapian's lock: of whoever writes, and no part of what is written.
constexpr std::string_view kXapianLock = "flintlock";

Expected<std::vector<fs::path>> files_in(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code error;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    if (it->is_regular_file(error) && it->path().filename() != kXapianLock)
      files.push_back(it->path());
  }
  if (error) return failure(fmt::format("cannot list {}: {}", folder.string(), error.message()));
  return files;
}

}  // namespace

Expected<void> copy_database(const fs::path& from_part, const fs::path& to_part) {
  const Expected<std::vector<fs::path>> files = files_in(from_part / kXapianFolder);
  if (!files) return tl::unexpected(files.error());
  const fs::path to = to_part / kXapianFolder;
  if (Expected<void> made = make_new_folder(to); !made) return made;
  for (const fs::path& file : *files) {
    std::error_code error;
    const std::uintmax_t size = fs::file_size(file, error);
    if (error) return failure(fmt::format("cannot read {}: {}", file.string(), error.message()));
    if (Expected<void> copied = copy_file(file, to / file.filename(), size); !copied) return copied;
  }
  return {};
}

Expected<void> link_part(const fs::path& from_part, const fs::path& to_part) {
  const Expected<std::vector<fs::path>> files = files_in(from_part / kXapianFolder);
  if (!files) return tl::unexpected(files.error());
  const fs::path to = to_part / kXapianFolder;
  if (Expected<void> made = make_new_folder(to_part); !made) return made;
  if (Expected<void> made = make_new_folder(to); !made) return made;
  for (const fs::path& file : *files) {
    if (Expected<void> linked = link_file(file, to / file.filename()); !linked) return linked;
  }
  for (const auto& name : {kTextFile, kPassagesFile, kWordsFile, kWordCountsFile}) {
    if (Expected<void> linked = link_file(from_part / name, to_part / name); !linked) return linked;
  }
  return sync_part(to_part);
}

Expected<void> sync_part(const fs::path& part_folder) {
  for (const fs::path& folder : {part_folder / kXapianFolder, part_folder}) {
    const Expected<std::vector<fs::path>> files = files_in(folder);
    if (!files) return tl::unexpected(files.error());
    for (const fs::path& file : *files) {
      if (Expected<void> synced = sync_file(file); !synced) return synced;
    }
    if (Expected<void> synced = sync_folder(folder); !synced) return synced;
  }
  return {};
}

Expected<std::vector<fs::path>> files_of_part(const fs::path& part_folder) {
  Expected<std::vector<fs::path>> files = files_in(part_folder);
  const Expected<std::vector<fs::path>> tables = files_in(part_folder / kXapianFolder);
  if (!files || !tables) return files ? tables : files;
  files->insert(files->end(), tables->begin(), tables->end());
  return files;
}

std::uint64_t part_bytes(const fs::path& part_folder) {
  std::uint64_t bytes = 0;
  for (const fs::path& folder : {part_folder / kXapianFolder, part_folder}) {
    const Expected<std::vector<fs::path>> files = files_in(folder);
    if (!files) continue;
    for (const fs::path& file : *files) {
      std::error_code error;
      const std::uintmax_t size = fs::file_size(file, error);
      if (!error) bytes += size;
    }
  }
  return bytes;
}

}  // namespace mi
