// How much a request to the daemon may say; the links of its pages keep to it.
#pragma once

#include <cstddef>

namespace mi {

// Expansions that are left out (drop=), and the longest one.
inline constexpr std::size_t kMaxDrops = 16;
inline constexpr std::size_t kMaxDropBytes = 200;

// Filters (kind=, site=, ...), and the longest value.
inline constexpr std::size_t kMaxFilters = 16;
inline constexpr std::size_t kMaxFilterBytes = 200;

}  // namespace mi
