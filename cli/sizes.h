// Numbers as people read them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace mi {

// "1 page", "3 pages".
std::string counted(std::size_t count, std::string_view noun);

// "512 bytes", "14.7 MB" (1 MB = 1,000,000 bytes).
std::string readable_size(std::uint64_t bytes);

}  // namespace mi
