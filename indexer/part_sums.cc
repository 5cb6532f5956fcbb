#include "indexer/part_sums.h"

#include <string>
#include <utility>
#include <vector>

#include "core/schema.h"
#include "indexer/part_files.h"

namespace mi {

namespace fs = std::filesystem;

Expected<PartSums> sum_part(const fs::path& part_folder, const PartSums& known) {
  const Expected<std::vector<fs::path>> files = files_of_part(part_folder);
  if (!files) return tl::unexpected(files.error());
  PartSums sums;
  for (const fs::path& file : *files) {
    const std::string name = file.lexically_relative(part_folder).string();
    if (name == kTextFile || name == kInputsFile) continue;
    const auto before = known.find(name);
    Expected<std::string> sum = before != known.end() ? before->second : sum_of_file(file);
    if (!sum) return tl::unexpected(sum.error());
    sums.emplace(name, std::move(*sum));
  }
  return sums;
}

}  // namespace mi
