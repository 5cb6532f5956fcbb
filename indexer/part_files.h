// The files of a part's folder: copied, given second names, and synced, as whole folders.
//
// A published part is never written again, so its files may be shared by name with the part that
// follows it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "core/expected.h"

namespace mi {

// Copies a part's database into the folder of another, which must not have one yet. Not synced.
Expected<void> copy_database(const std::filesystem::path& from_part,
                             const std::filesystem::path& to_part);

// Makes the folder of a part that holds what another does, under the same files: all but
// inputs.jsonl. Synced.
Expected<void> link_part(const std::filesystem::path& from_part,
                         const std::filesystem::path& to_part);

// Brings everything below a part's folder to the disk.
Expected<void> sync_part(const std::filesystem::path& part_folder);

// The files below a part's folder, with the folder's path before them.
Expected<std::vector<std::filesystem::path>> files_of_part(
    const std::filesystem::path& part_folder);

// How many bytes the files below a part's folder are long.
std::uint64_t part_bytes(const std::filesystem::path& part_folder);

}  // namespace mi
