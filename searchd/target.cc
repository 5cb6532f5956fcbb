#include "searchd/target.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/ascii.h"

namespace mi {
namespace {

enum class Plus { itself, space };

// The value of a hexadecimal digit, or -1.
int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::optional<std::string> decode(std::string_view text, Plus plus) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out += text[i] == '+' && plus == Plus::space ? ' ' : text[i];
      continue;
    }
    if (i + 2 >= text.size()) return {};
    const int high = hex_value(text[i + 1]);
    const int low = hex_value(text[i + 2]);
    if (high < 0 || low < 0) return {};
    out += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return out;
}

}  // namespace

std::optional<Target> parse_target(std::string_view target) {
  if (target.size() > kMaxTargetBytes || !target.starts_with('/')) return {};
  const std::size_t mark = std::min(target.find('?'), target.size());
  Target result;
  for (std::string_view path = target.substr(0, mark); !path.empty();) {
    path.remove_prefix(1);
    const std::string_view segment = path.substr(0, path.find('/'));
    path.remove_prefix(segment.size());
    std::optional<std::string> decoded = decode(segment, Plus::itself);
    if (!decoded) return {};
    result.path += "/" + *decoded;
    result.segments.push_back(std::move(*decoded));
  }
  std::string_view rest = target.substr(std::min(mark + 1, target.size()));
  while (!rest.empty()) {
    const std::string_view pair = rest.substr(0, rest.find('&'));
    rest.remove_prefix(std::min(pair.size() + 1, rest.size()));
    if (pair.empty()) continue;
    const std::size_t equals = std::min(pair.find('='), pair.size());
    const auto name = decode(pair.substr(0, equals), Plus::space);
    const auto value = decode(pair.substr(std::min(equals + 1, pair.size())), Plus::space);
    if (!name || !value || result.parameters.size() == kMaxParameters) return {};
    result.parameters.emplace_back(*name, *value);
  }
  return result;
}

std::string encode_component(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool plain = is_alphanumeric(c) || c == '.' || c == '_' || c == '~';
    if (plain) {
      out += c;
    } else {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return out;
}

}  // namespace mi
