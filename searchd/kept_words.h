// KeptWords: the words of a part's passages, of which those that were read last are kept: what
// stands near what is asked of the same passages whose words feedback asks for next, and again at
// each key that is typed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "core/passage_table.h"
#include "core/word_codes.h"

namespace mi {

// Serves one thread at a time.
class KeptWords {
 public:
  KeptWords(WordFile words, PassageTable passages);

  // Of a passage by its number, by their codes: until the next call. None where they are not all
  // there.
  WordCodeView of(std::uint32_t number);

  // Reads those that will be asked for, kReadAhead at most, in any order: such as stand near each
  // other in the file with one call of the system, each of which costs a microsecond or two.
  void read_ahead(const std::vector<std::uint32_t>& numbers);

  static constexpr std::size_t kReadAhead = 64;

 private:
  // 512 KiB at most; of most passages 70.
  static constexpr std::size_t kPassages = 256;
  static constexpr std::uint32_t kMostWords = 1024;

  // What one read ahead takes at most, and what it takes along that nobody asked for: 8 and 2 KiB.
  static constexpr std::uint64_t kMostAtOnce = 4096;
  static constexpr std::uint64_t kMostBetween = 1024;

  // A query with conditions asks for the words of all that it finds, in the order of the file: what
  // is asked for so shortly behind what was read last is read with the 16 KiB behind it.
  static constexpr std::uint64_t kShortlyBehind = 4096;
  static constexpr std::uint64_t kWindow = 8192;

  struct Passage {
    std::uint32_t number = 0;  // none
    std::string codes;
  };

  // What is to be read for a passage.
  struct Wanted {
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
    std::uint32_t number = 0;
  };

  std::vector<Wanted> not_kept(const std::vector<std::uint32_t>& numbers) const;
  void read_together(const Wanted* first, const Wanted* last);
  bool is_in_window(const PassageTable::Words& words) const;
  void read_window(std::uint64_t begin);

  WordFile words_;
  PassageTable passages_;
  std::vector<Passage> kept_;  // each at its number's remainder; its room is used again
  std::string long_;           // of a passage that has too many to be kept
  std::string together_;       // of several that are read at once
  std::string window_;         // of one after the other
  std::uint64_t window_begin_ = 0;
  std::uint64_t last_end_ = 0;  // of what was read last
};

}  // namespace mi
