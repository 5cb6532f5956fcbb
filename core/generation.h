// Generations: which parts of the index are published. The file CURRENT names them, a line each:
//
//   crc32 1b2c3d4e
//   notes notes-000042
//   papers papers-000017
//
// The first line sums up the others: a file that was cut behind a line would name half a
// generation.
//
// A published part is never written again. CURRENT changes by rename, so a reader sees the old
// generation or the new one, never a mixture; and whoever finds a part gone between reading CURRENT
// and opening it reads CURRENT again.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/expected.h"

namespace mi {

struct Part {
  std::string name;    // "papers" or "notes"
  std::string folder;  // "papers-000017", below the index folder

  friend bool operator==(const Part&, const Part&) = default;
};

// Sorted by name; each name once. Empty: nothing has been published.
struct Generation {
  std::vector<Part> parts;

  const Part* find(std::string_view name) const;
  std::string to_string() const;  // "notes-000042 papers-000017"

  friend bool operator==(const Generation&, const Generation&) = default;
};

// What CURRENT says; an empty generation where there is no CURRENT. Fails when it cannot be read or
// holds anything but names as above.
Expected<Generation> read_current(const std::filesystem::path& index_folder);

// A folder name for the next version of a part: one more than the highest number in the folder, so
// that no name that was ever published is used twice.
Expected<std::string> next_part_folder(const std::filesystem::path& index_folder,
                                       std::string_view name);

// Makes a generation the current one: CURRENT.tmp, fsync, rename, fsync of the folder. Every part
// must be complete and synced before.
Expected<void> publish(const std::filesystem::path& index_folder, const Generation& generation);

// Removes what interrupted runs left behind: part folders with a higher number than the published
// one. None of them was ever published.
void remove_leftovers(const std::filesystem::path& index_folder, const Generation& current);

// Removes part folders that neither `current` nor `previous` names. The previous
// generation stays for readers that are just opening it.
void remove_unused_parts(const std::filesystem::path& index_folder, const Generation& current,
                         const Generation& previous);

}  // namespace mi
