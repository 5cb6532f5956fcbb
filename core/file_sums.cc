#include "core/file_sums.h"

#include <fmt/format.h>

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/json.h"
#include "core/mapped_file.h"
#include "core/open_file.h"
#include "core/schema.h"

namespace mi {

namespace fs = std::filesystem;

Expected<std::string> sum_of_file(const fs::path& file) {
  const Expected<OpenFile> open = OpenFile::open(file);
  if (!open) return tl::unexpected(open.error());
  const std::optional<std::uint32_t> sum = crc32_of(*open);
  if (!sum) return failure(fmt::format("cannot read all of {}", file.string()));
  return fmt::format("{:08x} {}", *sum, open->size());
}

std::vector<Error> check_sums(const fs::path& part_folder, const PartSums& sums) {
  std::vector<Error> problems;
  for (const auto& [name, sum] : sums) {
    const fs::path file = part_folder / name;
    const Expected<std::string> found = sum_of_file(file);
    if (!found) {
      problems.push_back(found.error());
    } else if (*found != sum) {
      problems.push_back(
          {fmt::format("{} is damaged: it is not what was written", file.string()), {}});
    }
  }
  return problems;
}

Expected<PartSums> read_sums(const fs::path& part_folder) {
  const fs::path file = part_folder / kInputsFile;
  const Expected<MappedFile> mapped = MappedFile::open(file);
  if (!mapped) return tl::unexpected(mapped.error());
  const std::string_view bytes = mapped->bytes();
  const Expected<Json> head = parse_json(bytes.substr(0, bytes.find('\n')));
  if (!head || !(*head)["fingerprint"].is_string())
    return failure(fmt::format("{} is damaged", file.string()));
  PartSums sums;
  for (const auto& [name, sum] : (*head)["sums"].as_object()) sums.emplace(name, sum.as_string());
  return sums;
}

}  // namespace mi
