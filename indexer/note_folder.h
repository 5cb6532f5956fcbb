// The notes folder: which notes there are, without reading them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/expected.h"

namespace mi {

struct NoteFile {
  std::string id;              // path below the folder, '/' between, in NFC
  std::filesystem::path path;  // absolute, as the file system spells it
  std::uint64_t size = 0;      // bytes
  std::int64_t mtime_ns = 0;   // last change, nanoseconds since 1970

  friend bool operator==(const NoteFile&, const NoteFile&) = default;
};

struct NoteList {
  std::vector<NoteFile> files;  // by id
  std::vector<Error> problems;  // what could not be looked at; at most 100, the last saying so

  // Folders in which there is no note, as in a mount point without its disk, whatever else is there
  // (lost+found, .DS_Store): whoever knew notes of one before should not take them for deleted
  // without a word.
  std::vector<std::filesystem::path> empty_folders;
};

inline constexpr std::size_t kMaxNotes = 100'000;

// Lists the .md, .markdown and .txt files in the folder and below (any case of the extension),
// kMaxNotes at most. Not looked at: names that begin with '.' (.git, .obsidian) and node_modules.
//
// `folder` itself may be a symbolic link; links below it are not followed, so that a listing
// neither leaves the folder nor loops. One that leads out of it, or a note that another hides (two
// names that differ in NFC and NFD only), is a problem; one that leads to a file inside is left out
// silently, because that file is listed itself. What vanishes meanwhile is no problem.
//
// A folder that is not there or cannot be read gives no files and one problem. One without a
// note gives no files and stands in `empty_folders`.
NoteList list_notes(const std::filesystem::path& folder);

}  // namespace mi
