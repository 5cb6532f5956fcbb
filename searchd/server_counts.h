// What a Server counts while it runs. One thread writes, any may read.
#pragma once

#include <atomic>
#include <cstdint>

namespace mi {

struct ServerCounts {
  std::atomic<std::uint64_t> open = 0;      // connections now
  std::atomic<std::uint64_t> accepted = 0;  // connections, ever
  std::atomic<std::uint64_t> evicted = 0;   // closed to make room for others
  std::atomic<std::uint64_t> refused = 0;   // requests that never reached a handler: bad heads
};

}  // namespace mi
