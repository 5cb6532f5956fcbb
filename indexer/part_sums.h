// The checksums of a part's files: what tells damage to, and loss of, files that do not tell it
// themselves. Xapian's tables have none, and a glossary with lines missing is still a glossary.
//
// Of every file below the part's folder but `text`, whose records have their own, and
// inputs.jsonl, which holds the sums.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "core/expected.h"

namespace mi {

// By the file's name below the part's folder: its CRC-32 in hexadecimal and its length in bytes.
using PartSums = std::map<std::string, std::string>;

// Reads every file (measured: 120 MB in a tenth of a second). A file that `known` names gets the
// sum that stands there and is not read: it came from an older version by its second name, and what
// has happened to it since must not become its truth.
Expected<PartSums> sum_part(const std::filesystem::path& part_folder, const PartSums& known);

// What differs from the sums, a problem for each file; nothing where all is as it was. Files
// without a sum are not looked at.
std::vector<Error> check_sums(const std::filesystem::path& part_folder, const PartSums& sums);

}  // namespace mi
