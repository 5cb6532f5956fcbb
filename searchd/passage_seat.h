// Where a passage sits among those of its part of the index: a document's passages sit side by
// side, in the order of its text.
#pragma once

#include <cstddef>
#include <cstdint>

namespace mi {

struct PassageSeat {
  std::size_t part = 0;
  std::uint32_t first = 0;  // where the first passage of its document sits
  std::uint32_t seat = 0;
};

}  // namespace mi
