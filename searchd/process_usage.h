// What this process uses of the machine, as Linux tells it.
#pragma once

#include <cstdint>

namespace mi {

struct ProcessUsage {
  std::uint64_t resident_bytes = 0;   // files that are mapped included
  std::uint64_t anonymous_bytes = 0;  // of them, what is its own: heap and stacks
  std::uint64_t virtual_bytes = 0;
  double cpu_seconds = 0;
  std::uint64_t open_descriptors = 0;
  std::uint64_t max_descriptors = 0;
};

// What cannot be read is 0.
ProcessUsage process_usage();

}  // namespace mi
