#include "indexer/masked_markdown.h"

#include <utility>

#include "core/unicode.h"

namespace mi {
namespace {

constexpr char32_t kHighPlane = 0xF0000;  // the upper 16 bits of a mask's number
constexpr char32_t kLowPlane = 0x100000;  // the lower 16 bits

enum class Side { raw, shown };

std::string unmask(const MaskedMarkdown& masked, std::string_view text, Side side) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const Mask* mask = masked.find(text, i);
    if (mask == nullptr) {
      out += text[i++];
    } else {
      out += side == Side::raw ? mask->raw : mask->shown;
      i += kMaskBytes;
    }
  }
  return out;
}

}  // namespace

void MaskedMarkdown::add(Mask mask) {
  const auto number = static_cast<char32_t>(masks.size());
  append_utf8(text, kHighPlane + (number >> 16U));
  append_utf8(text, kLowPlane + (number & 0xFFFFU));
  masks.push_back(std::move(mask));
}

const Mask* MaskedMarkdown::find(std::string_view masked, std::size_t at) const {
  if (static_cast<unsigned char>(masked[at]) < 0xF3 || masked.size() - at < kMaskBytes)
    return nullptr;
  std::size_t size = 1;
  const char32_t high = decode_utf8(masked, at, size) - kHighPlane;
  const char32_t low = decode_utf8(masked, at + size, size) - kLowPlane;
  const std::size_t number = (static_cast<std::size_t>(high) << 16U) + low;
  return high <= 0xFFFF && low <= 0xFFFF && number < masks.size() ? &masks[number] : nullptr;
}

std::string MaskedMarkdown::raw(std::string_view masked) const {
  return unmask(*this, masked, Side::raw);
}

std::string MaskedMarkdown::shown(std::string_view masked) const {
  return unmask(*this, masked, Side::shown);
}

// The bytes F3 B0 and up begin a code point of plane 15 or 16.
std::string without_private_planes(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = static_cast<unsigned char>(text[i]);
    std::size_t size = 1;
    if (byte >= 0xF3 && decode_utf8(text, i, size) >= kHighPlane) {
      out += "\uFFFD";
    } else {
      out.append(text, i, size);
    }
    i += size;
  }
  return out;
}

}  // namespace mi
