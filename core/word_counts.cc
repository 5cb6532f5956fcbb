#include "core/word_counts.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

namespace mi {
namespace {

constexpr std::string_view kMagic = "MIWCNTS1";

}  // namespace

std::vector<WordCode> different_words(const WordCodeView& words) {
  std::vector<WordCode> codes;
  codes.reserve(words.size());
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] > kNoWordHere) codes.push_back(words[i]);
  }
  std::sort(codes.begin(), codes.end());
  codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
  return codes;
}

void WordCounter::add(const WordCodeView& passage) {
  for (const WordCode code : different_words(passage)) ++counts_[code];
}

void WordCounter::remove(const WordCodeView& passage) {
  for (const WordCode code : different_words(passage)) {
    if (counts_[code] > 0) --counts_[code];
  }
}

std::string WordCounter::encode() const {
  std::string bytes(kMagic);
  for (const std::uint32_t count : counts_) append_little_endian(bytes, count);
  return bytes;
}

Expected<WordCounts> WordCounts::open(const std::filesystem::path& path) {
  constexpr const char* kHint =
      "Run `mi-index --rebuild`: it makes the index again from the notes and the pages.";
  Expected<MappedFile> file = MappedFile::open(path);
  if (!file) return failure(file.error().message, kHint);
  const std::string_view bytes = file->bytes();
  if (!bytes.starts_with(kMagic) ||
      bytes.size() != kMagic.size() + kWordCodes * sizeof(std::uint32_t)) {
    return failure(fmt::format("cannot read {}: it does not count an index's words", path.string()),
                   kHint);
  }
  return WordCounts(std::move(*file));
}

WordCounter WordCounts::counter() const {
  WordCounter counter;
  for (std::size_t code = 0; code < kWordCodes; ++code)
    counter.counts_[code] = of(static_cast<WordCode>(code));
  return counter;
}

WordCounts::WordCounts(MappedFile file)
    : file_(std::make_shared<const MappedFile>(std::move(file))),
      counts_(file_->bytes().data() + kMagic.size()) {}

}  // namespace mi
