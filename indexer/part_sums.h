// Takes the checksums of a part that was written (core/file_sums.h).
#pragma once

#include <filesystem>

#include "core/expected.h"
#include "core/file_sums.h"

namespace mi {

// Reads every file (measured: 120 MB in a tenth of a second). A file that `known` names gets the
// sum that stands there and is not read: it came from an older version by its second name, and what
// has happened to it since must not become its truth.
Expected<PartSums> sum_part(const std::filesystem::path& part_folder, const PartSums& known);

}  // namespace mi
