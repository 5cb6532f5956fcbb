#include "indexer/bare_url.h"

#include <algorithm>
#include <array>

#include "core/ascii.h"
#include "core/unicode.h"

namespace mi {
namespace {

// What is written onto the end of an address without a space, as in "zoom-in/에서는".
constexpr std::array<std::string_view, 33> kParticles = {
    "은",   "는",     "이",     "가",     "을",   "를",     "의",   "에",   "로",
    "와",   "과",     "도",     "만",     "랑",   "에서",   "에는", "에도", "으로",
    "까지", "부터",   "처럼",   "보다",   "라고", "이라고", "이다", "인데", "라는",
    "참고", "에서는", "에서의", "으로는", "참조", "입니다"};

// Bytes of "http://" or "https://" at `at`, in any case; 0 where there is neither.
std::size_t scheme_at(std::string_view text, std::size_t at) {
  for (const std::string_view scheme : {"https://", "http://"}) {
    const std::string_view there = text.substr(at, scheme.size());
    const bool same =
        there.size() == scheme.size() && std::equal(scheme.begin(), scheme.end(), there.begin(),
                                                    [](char a, char b) { return a == lower(b); });
    if (same) return scheme.size();
  }
  return 0;
}

bool ends_address(char32_t code) {
  if (code <= U' ') return true;
  if (code >= 0x80) {
    const CharClass kind = class_of(code);
    return kind == CharClass::other || kind == CharClass::space;
  }
  constexpr std::u32string_view kNever = U"\"<>`|{}\x7f";
  return kNever.find(code) != std::u32string_view::npos;
}

// The end by the characters alone: the first that cannot stand in an address.
std::size_t longest_end(std::string_view text, std::size_t at) {
  int round = 0;
  int square = 0;
  while (at < text.size()) {
    std::size_t size = 1;
    const char32_t code = decode_utf8(text, at, size);
    if (ends_address(code)) break;
    if (code == U'(') ++round;
    if (code == U'[') ++square;
    if (code == U')' && --round < 0) break;
    if (code == U']' && --square < 0) break;
    at += size;
  }
  return at;
}

std::string_view without_particle(std::string_view address) {
  std::size_t begin = address.size();
  while (begin >= 3) {
    std::size_t size = 1;
    const char32_t code = decode_utf8(address, begin - 3, size);
    if (size != 3 || class_of(code) != CharClass::hangul) break;
    begin -= 3;
  }
  const std::string_view tail = address.substr(begin);
  const bool is_particle =
      std::find(kParticles.begin(), kParticles.end(), tail) != kParticles.end();
  return is_particle ? address.substr(0, begin) : address;
}

std::string_view without_sentence(std::string_view address) {
  while (true) {
    const std::string_view before = address;
    constexpr std::string_view kPunctuation = "?!.,:;*_~'\\";
    while (!address.empty() && kPunctuation.find(address.back()) != std::string_view::npos) {
      address.remove_suffix(1);
    }
    address = without_particle(address);
    if (address == before) return address;
  }
}

}  // namespace

std::size_t end_of_bare_url(std::string_view text, std::size_t begin) {
  const std::size_t scheme = scheme_at(text, begin);
  if (scheme == 0 || (begin > 0 && is_alphanumeric(text[begin - 1]))) return begin;
  const std::size_t end = longest_end(text, begin + scheme);
  const std::string_view address = without_sentence(text.substr(begin, end - begin));
  return address.size() > scheme ? begin + address.size() : begin;
}

std::vector<BareUrl> find_bare_urls(std::string_view text) {
  std::vector<BareUrl> found;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != 'h' && text[at] != 'H') continue;
    const std::size_t end = end_of_bare_url(text, at);
    if (end == at) continue;
    found.push_back({at, end});
    at = end - 1;
  }
  return found;
}

}  // namespace mi
