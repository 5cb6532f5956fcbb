// WantedTerms: tells of most words, by two letters, that they become none of some terms. What is
// read for a few terms alone, a snippet, need not stem the rest.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace mi {

class WantedTerms {
 public:
  // A term as the analyzer makes it; the empty one is no word's.
  void add(std::string_view term) {
    if (term.empty()) return;
    std::uint32_t& seconds = seconds_[static_cast<unsigned char>(term[0])];
    if (term.size() == 1) {
      seconds = ~std::uint32_t{0};  // "aed" becomes "a"
    } else if (term[1] == 'y' || term[1] == 'i') {
      seconds |= bit_of('y') | bit_of('i');  // "dying" becomes "die"
    } else {
      seconds |= bit_of(term[1]);
    }
  }

  // Whether a word that begins so, in lower case, may become one of the terms. Stemming changes no
  // first letter, and of second ones only a y.
  bool may_begin(char first) const { return seconds_[static_cast<unsigned char>(first)] != 0; }
  bool may_begin(char first, char second) const {
    return (seconds_[static_cast<unsigned char>(first)] & bit_of(second)) != 0;
  }
  bool may_be(std::string_view word) const {
    if (word.empty()) return false;
    return word.size() == 1 ? may_begin(word[0]) : may_begin(word[0], word[1]);
  }

 private:
  // Letters have bits of their own; what else there is shares them.
  static std::uint32_t bit_of(char second) {
    return std::uint32_t{1} << (static_cast<unsigned char>(second) % 32U);
  }

  std::array<std::uint32_t, 256> seconds_{};  // by the first byte
};

}  // namespace mi
