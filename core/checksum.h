// The checksum of what is kept beside the index: a flipped bit must be an error, not a wrong
// answer.
#pragma once

#include <cstdint>
#include <string_view>

namespace mi {

// CRC-32 as zlib, gzip and PNG have it.
std::uint32_t crc32_of(std::string_view bytes);

}  // namespace mi
