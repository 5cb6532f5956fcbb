// Where the words of passages stand: each passage's words in the order of its text, 2 bytes each.
// Read by passages, those that lie beside each other at once (core/open_file.h).
//
// Whether two words stand near each other is asked of a hundred passages a query. Xapian's lists of
// positions are right for phrases, but each answer of theirs costs a descent through a tree and a
// read of a block, some 2 microseconds; a passage's codes are looked through in a tenth of one.
//
// A code is a checksum of the term: of two different words one in 65,534 has the same, so that what
// is near by codes may once in a while not be near. Enough to rank by; nothing that a reader asked
// for is decided here.
//
//   "MIWORDS1"  code: 2 bytes ...                                             (little endian)
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/analyzer.h"
#include "core/expected.h"
#include "core/little_endian.h"
#include "core/open_file.h"

namespace mi {

using WordCode = std::uint16_t;

inline constexpr WordCode kFieldEnd = 0;    // between two fields: nothing is near across it
inline constexpr WordCode kNoWordHere = 1;  // something that is no word takes a place

// Of a term as the index has it (core/schema.h). Neither of the two above.
WordCode word_code(std::string_view term);

// The codes of a field as analyze() gives it, with an end: its words, numbers and Hangul words at
// their places, then the symbols of its formulas at theirs. Compounds and 2-grams have none.
void append_word_codes(std::vector<WordCode>& codes, const std::vector<Token>& field);

// Codes in their order, in bytes that must outlive it.
class WordCodeView {
 public:
  WordCodeView() = default;
  explicit WordCodeView(std::string_view bytes) : bytes_(bytes) {}

  std::size_t size() const { return bytes_.size() / sizeof(WordCode); }
  WordCode operator[](std::size_t i) const {
    return read_little_endian<WordCode>(bytes_.data() + sizeof(WordCode) * i);
  }

  // Whether so many places in a row of one field have all the words, in any order: "a b" stand in a
  // window of 2.
  bool has_in_window(const std::vector<WordCode>& words, std::uint32_t window) const;

 private:
  bool stand_within(WordCode one, WordCode other, std::uint32_t window) const;
  std::size_t find(WordCode code, std::size_t from) const;

  std::string_view bytes_;
};

// How a file of words begins, and what is appended to it for more.
std::string word_file_head();
std::string encode_word_codes(const std::vector<WordCode>& codes);

// How many bytes a file of so many codes has.
std::uint64_t word_file_bytes(std::uint64_t codes);

// An open file; a copy is the same one. Const functions may run in several threads at once.
class WordFile {
 public:
  // Fails where the file cannot be read or is none of words.
  static Expected<WordFile> open(const std::filesystem::path& path);

  std::uint64_t size() const;  // codes

  // So many codes from a place on, as encode_word_codes() wrote them: to be read by a WordCodeView.
  // None where they are not all there. read(): in the place of what `codes` held.
  std::string at(std::uint64_t begin, std::uint32_t count) const;
  void read(std::uint64_t begin, std::uint32_t count, std::string& codes) const;

 private:
  explicit WordFile(OpenFile file) : file_(std::make_shared<const OpenFile>(std::move(file))) {}

  std::shared_ptr<const OpenFile> file_;
};

}  // namespace mi
