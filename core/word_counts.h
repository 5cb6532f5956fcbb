// How many passages of an index part have each word, by the words' codes (core/word_codes.h): how
// rare a word is of which only the code is known. Read by mmap.
//
//   "MIWCNTS1"  count: 4 bytes, of each code from 0 on                        (little endian)
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/expected.h"
#include "core/little_endian.h"
#include "core/mapped_file.h"
#include "core/word_codes.h"

namespace mi {

inline constexpr std::size_t kWordCodes = 1U << 16U;

// The codes of words, each once, in their order.
std::vector<WordCode> different_words(const WordCodeView& words);

// While a part is being written.
class WordCounter {
 public:
  void add(const WordCodeView& passage);
  void remove(const WordCodeView& passage);  // that was added before

  // The bytes of the file.
  std::string encode() const;

 private:
  friend class WordCounts;
  std::vector<std::uint32_t> counts_ = std::vector<std::uint32_t>(kWordCodes);
};

// An open file; a copy is the same one. Const functions may run in several threads at once.
class WordCounts {
 public:
  // Fails where the file cannot be read or is none of counts.
  static Expected<WordCounts> open(const std::filesystem::path& path);

  std::uint32_t of(WordCode code) const {
    return read_little_endian<std::uint32_t>(counts_ + sizeof(std::uint32_t) * code);
  }

  // To go on counting from.
  WordCounter counter() const;

 private:
  explicit WordCounts(MappedFile file);

  std::shared_ptr<const MappedFile> file_;
  const char* counts_;  // in the file
};

}  // namespace mi
