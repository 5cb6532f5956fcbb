#include "fetch/message_head.h"

#include <algorithm>

#include "core/ascii.h"

namespace mi {
namespace {

constexpr std::string_view kBlanks = " \t\r";

// The next line, which is taken off `text`.
std::string_view take_line(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return line;
}

}  // namespace

std::string_view MessageHead::field(std::string_view name) const {
  const auto found = fields.find(std::string(name));
  return found == fields.end() ? std::string_view() : std::string_view(found->second);
}

std::size_t message_head_size(std::string_view text) {
  for (std::size_t at = text.find('\n'); at != std::string_view::npos;
       at = text.find('\n', at + 1)) {
    const std::string_view rest = text.substr(at + 1);
    if (rest.starts_with('\n')) return at + 2;
    if (rest.starts_with("\r\n")) return at + 3;
  }
  return 0;
}

MessageHead parse_message_head(std::string_view text) {
  MessageHead head;
  head.first_line = trim(take_line(text), kBlanks);
  auto last = head.fields.end();
  while (!text.empty()) {
    const std::string_view line = take_line(text);
    const bool is_folded = line.starts_with(' ') || line.starts_with('\t');
    const std::size_t colon = line.find(':');
    if (is_folded && last != head.fields.end()) {
      last->second.append(" ").append(trim(line, kBlanks));
    } else if (!is_folded && colon != std::string_view::npos) {
      const auto [entry, is_new] = head.fields.try_emplace(
          lower_case(trim(line.substr(0, colon), kBlanks)), trim(line.substr(colon + 1), kBlanks));
      last = is_new ? entry : head.fields.end();
    }
  }
  return head;
}

}  // namespace mi
