#include "searchd/shared_index.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <utility>

#include "core/schema.h"

namespace mi {
namespace {

namespace fs = std::filesystem;

// Tells a file that was made anew from one that was there.
std::string version_of(const fs::path& file) {
  struct stat info {};
  if (::stat(file.c_str(), &info) != 0) return {};
  return fmt::format("{} {} {}.{}", info.st_dev, info.st_ino, info.st_mtim.tv_sec,
                     info.st_mtim.tv_nsec);
}

}  // namespace

Expected<PartFiles> PartFiles::open(const fs::path& part_folder) {
  Expected<TextFile> text = TextFile::open(part_folder / kTextFile);
  if (!text) return tl::unexpected(text.error());
  Expected<PassageTable> passages = PassageTable::open(part_folder / kPassagesFile);
  if (!passages) return tl::unexpected(passages.error());
  Expected<WordFile> words = WordFile::open(part_folder / kWordsFile);
  if (!words) return tl::unexpected(words.error());
  Expected<WordCounts> word_counts = WordCounts::open(part_folder / kWordCountsFile);
  if (!word_counts) return tl::unexpected(word_counts.error());
  return PartFiles{std::move(*text), std::move(*passages), std::move(*words),
                   std::move(*word_counts), std::make_shared<KeptPostings>()};
}

Expected<std::shared_ptr<const PartFiles>> SharedIndex::part(const fs::path& part_folder) {
  const std::string key =
      fmt::format("{}: {}", part_folder.string(), version_of(part_folder / kTextFile));
  return parts_.get(key, [&]() -> Expected<std::shared_ptr<const PartFiles>> {
    Expected<PartFiles> opened = PartFiles::open(part_folder);
    if (!opened) return tl::unexpected(opened.error());
    return std::make_shared<const PartFiles>(std::move(*opened));
  });
}

std::shared_ptr<GenerationReading> SharedIndex::reading(const std::string& key) {
  return *readings_.get(key, [] { return std::make_shared<GenerationReading>(); });
}

std::shared_ptr<const Glossary> SharedIndex::glossary(const std::string& key,
                                                      const std::function<Glossary()>& read) {
  return *glossaries_.get(key, [&] { return std::make_shared<const Glossary>(read()); });
}

}  // namespace mi
