// Digests. SHA-256: names of stored pages, and the check that what is read is what was written.
// SHA-1: only because web archives are checked by it. HMAC: what is signed for browsers.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace mi {

// 64 lower-case hexadecimal digits (FIPS 180-4).
std::string sha256_hex(std::string_view bytes);

// The same of bytes that come in pieces.
class Sha256 {
 public:
  Sha256();
  void write(std::string_view piece);
  std::string hex();  // of what was written; call once, at the end

  Sha256(Sha256&&) noexcept;
  Sha256& operator=(Sha256&&) noexcept;
  ~Sha256();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// The digests themselves: 32 and 20 bytes.
std::string sha256(std::string_view bytes);
std::string sha1(std::string_view bytes);

// HMAC (RFC 2104) with SHA-256: 32 bytes that only who has the key can make of the text.
std::string hmac_sha256(std::string_view key, std::string_view text);

// Whether two texts are the same, in a time that tells nothing but whether their lengths are: for
// comparing what a stranger sent with a secret.
bool is_equal_in_constant_time(std::string_view a, std::string_view b);

// Lower-case hexadecimal digits, two a byte.
std::string to_hex(std::string_view bytes);

}  // namespace mi
