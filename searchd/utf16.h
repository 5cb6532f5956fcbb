// Positions in a text as JavaScript counts them: in UTF-16 code units.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace mi {

// Counts the code units of a text in UTF-8, forwards only.
class Utf16Counter {
 public:
  explicit Utf16Counter(std::string_view text) : text_(text) {}

  // How many lie before a byte; at most as many as there are. Must not be asked for an earlier byte
  // than before.
  std::int64_t units_before(std::size_t byte);

 private:
  std::string_view text_;
  std::size_t at_ = 0;
  std::int64_t units_ = 0;
};

}  // namespace mi
