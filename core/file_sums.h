// The checksums of a part's files, as its inputs.jsonl holds them: what tells damage to, and loss
// of, files that do not tell it themselves. Xapian's tables have none, and a glossary with lines
// missing is still a glossary.
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

// The sum of one file; reads all of it (measured: a gigabyte a second).
Expected<std::string> sum_of_file(const std::filesystem::path& file);

// What differs from the sums, a problem for each file; nothing where all is as it was. Files
// without a sum are not looked at.
std::vector<Error> check_sums(const std::filesystem::path& part_folder, const PartSums& sums);

// The sums of a published part; none where it was written before there were any. Fails where
// inputs.jsonl cannot be read.
Expected<PartSums> read_sums(const std::filesystem::path& part_folder);

}  // namespace mi
