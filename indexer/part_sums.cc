#include "indexer/part_sums.h"

#include <fmt/format.h>

#include "core/checksum.h"
#include "core/mapped_file.h"
#include "core/schema.h"
#include "indexer/part_files.h"

namespace mi {
namespace {

namespace fs = std::filesystem;

Expected<std::string> sum_of(const fs::path& file) {
  const Expected<MappedFile> mapped = MappedFile::open(file);
  if (!mapped) return tl::unexpected(mapped.error());
  return fmt::format("{:08x} {}", crc32_of(mapped->bytes()), mapped->bytes().size());
}

}  // namespace

Expected<PartSums> sum_part(const fs::path& part_folder, const PartSums& known) {
  const Expected<std::vector<fs::path>> files = files_of_part(part_folder);
  if (!files) return tl::unexpected(files.error());
  PartSums sums;
  for (const fs::path& file : *files) {
    const std::string name = file.lexically_relative(part_folder).string();
    if (name == kTextFile || name == kInputsFile) continue;
    const auto before = known.find(name);
    Expected<std::string> sum = before != known.end() ? before->second : sum_of(file);
    if (!sum) return tl::unexpected(sum.error());
    sums.emplace(name, std::move(*sum));
  }
  return sums;
}

std::vector<Error> check_sums(const fs::path& part_folder, const PartSums& sums) {
  std::vector<Error> problems;
  for (const auto& [name, sum] : sums) {
    const fs::path file = part_folder / name;
    const Expected<std::string> found = sum_of(file);
    if (!found) {
      problems.push_back(found.error());
    } else if (*found != sum) {
      problems.push_back(
          {fmt::format("{} is damaged: it is not what was written", file.string()), {}});
    }
  }
  return problems;
}

}  // namespace mi
