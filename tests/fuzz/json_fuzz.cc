// Any bytes as JSON; what parses is written and parses again to the same.

#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "core/json.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const auto json = mi::parse_json({reinterpret_cast<const char*>(bytes), size});
  if (!json) return 0;
  const std::string written = mi::write_json(*json);
  const auto again = mi::parse_json(written);
  if (!again || mi::write_json(*again) != written) std::abort();
  return 0;
}
