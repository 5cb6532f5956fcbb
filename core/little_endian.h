// Whole numbers as bytes, the lowest first, as the files of the index have them. As processors have
// them, too, on all that Debian's desktops run on: there it is one load.
#pragma once

#include <array>
#include <bit>
#include <cstring>
#include <string>

namespace mi {

static_assert(std::endian::native == std::endian::little);

template <class Number>
void append_little_endian(std::string& out, Number value) {
  std::array<char, sizeof(Number)> bytes{};
  std::memcpy(bytes.data(), &value, sizeof(Number));
  out.append(bytes.data(), bytes.size());
}

// Of sizeof(Number) bytes.
template <class Number>
Number read_little_endian(const char* bytes) {
  Number value = 0;
  std::memcpy(&value, bytes, sizeof(Number));
  return value;
}

}  // namespace mi
