#include "fetch/warc_digest.h"

#include <cstdint>

#include "core/digest.h"

namespace mi {
namespace {

// Without padding: the digests here are multiples of 5 bytes, or are compared without it.
std::string base32(std::string_view bytes) {
  constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  std::string text;
  std::uint32_t bits = 0;
  unsigned count = 0;
  for (const char c : bytes) {
    bits = (bits << 8U) | static_cast<unsigned char>(c);
    for (count += 8; count >= 5; count -= 5) text += kAlphabet[(bits >> (count - 5)) & 31U];
  }
  if (count > 0) text += kAlphabet[(bits << (5 - count)) & 31U];
  return text;
}

std::string upper_case(std::string_view text) {
  std::string upper(text);
  for (char& c : upper) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return upper;
}

}  // namespace

std::string warc_digest(std::string_view bytes) { return "sha1:" + base32(sha1(bytes)); }

bool matches_digest(std::string_view digest, std::string_view bytes) {
  const std::size_t colon = digest.find(':');
  const std::string algorithm = upper_case(digest.substr(0, colon));
  const bool is_sha1 = algorithm == "SHA1" || algorithm == "SHA-1";
  const bool is_sha256 = algorithm == "SHA256" || algorithm == "SHA-256";
  if (colon == std::string_view::npos || (!is_sha1 && !is_sha256)) return true;
  std::string value = upper_case(digest.substr(colon + 1));
  value.resize(value.find_last_not_of('=') + 1);
  const std::string expected = is_sha1 ? sha1(bytes) : sha256(bytes);
  return value == base32(expected) || value == upper_case(to_hex(expected));
}

}  // namespace mi
