// SHA-256: names of stored pages, and the check that what is read is what was written.
#pragma once

#include <string>
#include <string_view>

namespace mi {

// 64 lower-case hexadecimal digits (FIPS 180-4).
std::string sha256_hex(std::string_view bytes);

}  // namespace mi
