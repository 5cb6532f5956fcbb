// Digests. SHA-256: names of stored pages, and the check that what is read is what was written.
// SHA-1: only because web archives are checked by it.
#pragma once

#include <string>
#include <string_view>

namespace mi {

// 64 lower-case hexadecimal digits (FIPS 180-4).
std::string sha256_hex(std::string_view bytes);

// The digests themselves: 32 and 20 bytes.
std::string sha256(std::string_view bytes);
std::string sha1(std::string_view bytes);

// Lower-case hexadecimal digits, two a byte.
std::string to_hex(std::string_view bytes);

}  // namespace mi
