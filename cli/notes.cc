#include "cli/notes.h"

#include <fmt/format.h>

#include <filesystem>
#include <set>
#include <system_error>

#include "core/file.h"
#include "indexer/note.h"

namespace mi {

Expected<NoteList> list_all_notes(const Config& config) {
  if (config.notes.empty()) {
    return usage_error(
        "no folder of notes is set",
        "Name one with --notes FOLDER, or as notes = [\"FOLDER\"] in mi-search.toml.");
  }
  NoteList all;
  std::set<std::string> ids;
  std::set<std::string> files;
  for (const std::filesystem::path& folder : config.notes) {
    std::error_code error;
    if (!std::filesystem::is_directory(folder, error)) {
      return failure(fmt::format("there is no folder of notes at {}", folder.string()),
                     "Mend the path, or mount the disk that it is on.");
    }
    NoteList listed = list_notes(folder);
    for (NoteFile& file : listed.files) {
      // Folders may overlap, or one be a link to another: a file is one note. list_notes gives
      // paths without links.
      if (!files.insert(file.path.string()).second) continue;
      if (ids.contains(file.id)) file.id = folder.filename().string() + "/" + file.id;
      if (ids.insert(file.id).second) {
        all.files.push_back(std::move(file));
      } else {
        all.problems.push_back(
            {fmt::format("{} is left out: another note has its name", file.path.string()),
             "Rename one of the two folders."});
      }
    }
    for (Error& problem : listed.problems) all.problems.push_back(std::move(problem));
    for (std::filesystem::path& empty : listed.empty_folders)
      all.empty_folders.push_back(std::move(empty));
  }
  return all;
}

Expected<Document> read_note_file(const NoteFile& file, const Config& config) {
  const Expected<std::string> bytes = read_file(file.path, config.index.max_note_bytes);
  if (!bytes) return tl::unexpected(bytes.error());
  return read_note(*bytes, file.id, file.path.string());
}

std::vector<NoteLink> links_of(NoteList& notes, const Config& config) {
  std::vector<NoteLink> links;
  for (const NoteFile& file : notes.files) {
    Expected<Document> note = read_note_file(file, config);
    if (!note) {
      notes.problems.push_back(note.error());
      continue;
    }
    for (Link& link : note->links) links.push_back({file.id, std::move(link)});
  }
  return links;
}

}  // namespace mi
