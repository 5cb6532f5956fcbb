#include "searchd/part_checks.h"

#include <fmt/format.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/file_sums.h"
#include "core/schema.h"
#include "core/text_file.h"
#include "searchd/passage_index.h"

namespace mi {
namespace {

namespace fs = std::filesystem;

// Each record has a checksum of its own.
Expected<void> read_all_records(const fs::path& file) {
  const Expected<TextFile> text = TextFile::open(file);
  if (!text) return tl::unexpected(text.error());
  FilePages pages = text->pages();
  for (std::uint64_t at = TextFile::first_offset(); at < text->size();) {
    const Expected<std::string> record = text->record_at(at, pages);
    if (!record)
      return failure(fmt::format("{} is damaged: {}", file.string(), record.error().message));
    at = TextFile::offset_after(at, *record);
  }
  return {};
}

Expected<void> look_at(const fs::path& part_folder) {
  const Expected<PartSums> sums = read_sums(part_folder);
  if (!sums) return failure(sums.error().message, std::string(kRebuildHint));
  const std::vector<Error> problems = check_sums(part_folder, *sums);
  if (!problems.empty()) return failure(problems.front().message, std::string(kRebuildHint));
  if (Expected<void> read = read_all_records(part_folder / kTextFile); !read)
    return failure(read.error().message, std::string(kRebuildHint));
  return {};
}

}  // namespace

Expected<void> PartChecks::check(const fs::path& part_folder) {
  const std::lock_guard lock(mutex_);
  const auto now = std::chrono::steady_clock::now();
  std::erase_if(found_, [&](const auto& entry) {
    const bool is_gone = !fs::exists(entry.first);
    return now >= entry.second.until || is_gone;
  });
  const auto known = found_.find(part_folder);
  if (known != found_.end()) return known->second.result;
  Expected<void> result = look_at(part_folder);
  const auto until = result ? std::chrono::steady_clock::time_point::max() : now + kAgain;
  return found_.emplace(part_folder, Found{std::move(result), until}).first->second.result;
}

}  // namespace mi
