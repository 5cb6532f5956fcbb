// Bare addresses: "https://..." in running text, in English and in Korean.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace mi {

struct BareUrl {
  std::size_t begin = 0;  // bytes of the text
  std::size_t end = 0;

  friend bool operator==(const BareUrl&, const BareUrl&) = default;
};

// Where the address that begins at `begin` ends; `begin` itself where none begins there.
// An address begins with http:// or https:// and not inside a word. It ends before white space,
// quotes, '<', '>', '|', '`', braces, punctuation that is not ASCII, and a bracket that it did not
// open. Punctuation at its end belongs to the sentence, and so does a Korean particle
// ("https://distill.pub/2020/을 읽었다"), while other Hangul may be part of the address.
std::size_t end_of_bare_url(std::string_view text, std::size_t begin);

// All of them, in order. Takes time linear in the text.
std::vector<BareUrl> find_bare_urls(std::string_view text);

}  // namespace mi
