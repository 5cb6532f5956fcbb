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

 private:
  // 512 KiB at most; of most passages 70.
  static constexpr std::size_t kPassages = 256;
  static constexpr std::uint32_t kMostWords = 1024;

  struct Passage {
    std::uint32_t number = 0;  // none
    std::string codes;
  };

  WordFile words_;
  PassageTable passages_;
  std::vector<Passage> kept_;  // each at its number's remainder; its room is used again
  std::string long_;           // of a passage that has too many to be kept
};

}  // namespace mi
