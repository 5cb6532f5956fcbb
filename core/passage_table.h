// The passages of an index part by their numbers in its database: where each one's record stands in
// the text file and its words in the file of words, how long it is, which passage of its document
// it is and what its section is for. Read by mmap.
//
// Ranking asks for these of thousands of passages a query. Xapian knows lengths and texts too, but
// each answer of its costs a descent through a tree: lengths alone were 60% of the time of a ranked
// OR.
//
//   "MIPASSG2"  count: 4 bytes  lengths, ordinals, word counts: 4 bytes each
//   texts, words: 8 bytes each  sections: 1 byte each                       (little endian)
//
// Of each column the first entry is of number 1; those of a number that no passage has are 0. There
// is no checksum here: mi-index --check compares the file's, and a wrong offset is found in the
// text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/expected.h"
#include "core/little_endian.h"
#include "core/mapped_file.h"

namespace mi {

// What the section is for that a passage stands in.
enum class SectionKind : std::uint8_t {
  body,
  back_matter,  // what a paper has beside what it says: references, acknowledgments, a licence
};

struct PassageEntry {
  std::uint64_t text = 0;        // offset of its record in the text file; 0: no such passage
  std::uint64_t words = 0;       // its first word in the file of words (core/word_codes.h)
  std::uint32_t word_count = 0;  // there
  std::uint32_t length = 0;      // of its words, each as often as it counts: the engine's length
  std::uint32_t ordinal = 0;     // within its document, from 0; its document's passages have
                                 // numbers in turn
  SectionKind section = SectionKind::body;

  friend bool operator==(const PassageEntry&, const PassageEntry&) = default;
};

// The bytes of the file: entry i is of number i + 1.
std::string encode_passage_table(const std::vector<PassageEntry>& entries);

// An open table; a copy is the same one. Const functions may run in several threads at once.
class PassageTable {
 public:
  // Fails where the file cannot be read or is no table.
  static Expected<PassageTable> open(const std::filesystem::path& path);

  // How many numbers it has entries for.
  std::uint32_t size() const { return size_; }

  // All zero for a number that it has no entry for.
  PassageEntry at(std::uint32_t number) const;

  std::uint32_t length_of(std::uint32_t number) const {
    if (number - 1 >= size_) return 0;
    const std::uint16_t length = glances_[number - 1] & kLong;
    return length < kLong ? length : long_length_of(number);
  }

  // Body for a number that it has no entry for, or for a byte that means nothing.
  SectionKind section_of(std::uint32_t number) const {
    return number - 1 < size_ && (glances_[number - 1] & kBackMatter) != 0
               ? SectionKind::back_matter
               : SectionKind::body;
  }

  // Its words in the file of words.
  struct Words {
    std::uint64_t begin = 0;
    std::uint32_t count = 0;
  };
  Words words_of(std::uint32_t number) const;

  std::vector<PassageEntry> entries() const;

 private:
  // Of a glance: the bits of the length, all of them where it needs more; and that of the section.
  static constexpr std::uint16_t kLong = 0x7fff;
  static constexpr std::uint16_t kBackMatter = 0x8000;

  PassageTable(MappedFile file, std::uint32_t size);
  std::uint32_t long_length_of(std::uint32_t number) const;

  std::shared_ptr<const MappedFile> file_;
  std::uint32_t size_;
  const char* lengths_;  // in the file
  // Length and section, in memory and in 2 bytes: a query asks for those of most passages.
  std::shared_ptr<const std::uint16_t[]> glances_;
};

}  // namespace mi
