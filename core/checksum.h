// The checksum of what is kept beside the index: a flipped bit must be an error, not a wrong
// answer.
#pragma once

#include <cstdint>
#include <string_view>

namespace mi {

// CRC-32 as zlib, gzip and PNG have it; of bytes that stand behind others, going on from theirs.
std::uint32_t crc32_of(std::string_view bytes, std::uint32_t before = 0);

}  // namespace mi
