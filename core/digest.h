// Digests. SHA-256: names of stored pages, and the check that what is read is what was written.
// SHA-1: only because web archives are checked by it.
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

// Lower-case hexadecimal digits, two a byte.
std::string to_hex(std::string_view bytes);

}  // namespace mi
