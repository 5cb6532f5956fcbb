#include "searchd/current_index.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <string>
#include <string_view>
#include <utility>

#include "core/generation.h"
#include "core/glossary_files.h"
#include "core/paths.h"
#include "core/schema.h"
#include "searchd/free_memory.h"
#include "searchd/index_statistics.h"

namespace mi {
namespace {

namespace fs = std::filesystem;

Expected<PassageIndex> open_what_current_names(const fs::path& folder, SharedIndex* shared) {
  const Expected<Generation> generation = read_current(folder);
  if (!generation) return tl::unexpected(generation.error());
  if (generation->parts.empty()) {
    return failure(fmt::format("there is no index in {}", folder.string()),
                   "Run `mi-update --notes FOLDER` to make one from your notes.");
  }
  for (const Part& part : generation->parts) {
    if (shared == nullptr) break;
    if (Expected<void> checked = shared->checks().check(folder / part.folder); !checked)
      return tl::unexpected(checked.error());
  }
  return PassageIndex::open(folder, *generation, shared);
}

SpellingIndex spelling_of(const std::vector<Completions>& parts) {
  std::string texts;
  std::vector<std::pair<std::size_t, std::uint32_t>> ends;  // of the texts, and their frequencies
  for (const Completions& part : parts) {
    part.for_each_word([&](std::string_view text, std::uint32_t frequency) {
      texts += text;
      ends.emplace_back(texts.size(), frequency);
    });
  }
  std::vector<KnownWord> words;
  words.reserve(ends.size());
  std::size_t begin = 0;
  for (const auto& [end, frequency] : ends) {
    words.push_back({std::string_view(texts).substr(begin, end - begin), frequency});
    begin = end;
  }
  return SpellingIndex(words);
}

}  // namespace

Expected<CurrentIndex> CurrentIndex::open(const Config& config,
                                          std::shared_ptr<SharedIndex> shared) {
  CurrentIndex index(config, std::move(shared));
  if (Expected<void> opened = index.open_published(); !opened)
    return tl::unexpected(opened.error());
  return index;
}

void CurrentIndex::refresh() {
  if (!(stamp_of(glossary_file_) == user_glossary_)) read_glossary();
  const FileStamp stamp = stamp_of(current_file_);
  const auto time = std::chrono::steady_clock::now();
  if (stamp == current_ || time < next_attempt_) return;
  constexpr std::chrono::seconds kBetweenAttempts{1};
  if (Expected<void> opened = open_published(); !opened) {
    problem_ = std::move(opened.error());
    next_attempt_ = time + kBetweenAttempts;
  }
}

// Completions are a convenience: a part whose file is damaged or missing does without.
const std::vector<Completions>& CurrentIndex::completions() {
  return reading_->completions.get([this] {
    std::vector<Completions> completions;
    for (const Part& part : index_.generation().parts) {
      Expected<Completions> opened =
          Completions::open(index_folder(config_) / part.folder / kCompletionsFile);
      if (opened) completions.push_back(std::move(*opened));
    }
    return completions;
  });
}

const SpellingIndex& CurrentIndex::spelling() {
  return reading_->spelling.get([this] {
    SpellingIndex spelling = spelling_of(completions());
    give_back_free_memory();
    return spelling;
  });
}

const Shelf& CurrentIndex::shelf() {
  return reading_->shelf.get([this] { return shelve(index_); });
}

CollectionStatistics CurrentIndex::statistics() {
  return statistics_of(
      index_, [this]() -> const Shelf& { return shelf(); },
      [this]() -> const SpellingIndex& { return spelling(); });
}

CurrentIndex::CurrentIndex(Config config, std::shared_ptr<SharedIndex> shared)
    : config_(std::move(config)),
      current_file_(index_folder(config_) / "CURRENT"),
      glossary_file_(user_glossary_file(config_)),
      shared_(std::move(shared)) {}

CurrentIndex::FileStamp CurrentIndex::stamp_of(const fs::path& file) {
  struct stat info {};
  if (::stat(file.c_str(), &info) != 0) return {};
  return {info.st_ino, info.st_mtim.tv_sec, info.st_mtim.tv_nsec};
}

// Between reading CURRENT and opening its parts a writer may have moved on twice and removed them:
// then CURRENT says something else by now, and is read again.
Expected<void> CurrentIndex::open_published() {
  const fs::path folder = index_folder(config_);
  for (int attempt = 0;; ++attempt) {
    const FileStamp stamp = stamp_of(current_file_);
    Expected<PassageIndex> opened = open_what_current_names(folder, shared_.get());
    if (opened) {
      use(std::move(*opened), stamp);
      return {};
    }
    const bool moved_on = !(stamp_of(current_file_) == stamp);
    if (!moved_on || attempt == 3) return tl::unexpected(opened.error());
  }
}

void CurrentIndex::use(PassageIndex index, FileStamp current) {
  index_ = std::move(index);
  current_ = current;
  problem_.reset();
  reading_ = shared_ ? shared_->reading(key_of(current)) : std::make_shared<GenerationReading>();
  read_glossary();
  if (shared_) give_back_free_memory();
}

std::string CurrentIndex::key_of(FileStamp stamp) const {
  return fmt::format("{} {} {}.{}", index_.generation().to_string(), stamp.inode, stamp.seconds,
                     stamp.nanoseconds);
}

// What is wrong in the files is told by mi-index --status.
void CurrentIndex::read_glossary() {
  std::vector<fs::path> folders;
  for (const std::string_view name : {kNotesPart, kPapersPart}) {
    const Part* part = index_.generation().find(name);
    if (part != nullptr) folders.push_back(index_folder(config_) / part->folder);
  }
  user_glossary_ = stamp_of(glossary_file_);
  const auto read = [&] { return load_glossary(config_, folders).glossary; };
  glossary_ = shared_ ? shared_->glossary(key_of(current_) + key_of(user_glossary_), read)
                      : std::make_shared<const Glossary>(read());
}

}  // namespace mi
