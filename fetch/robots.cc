#include "fetch/robots.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "core/ascii.h"

namespace mi {
namespace {

int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  const char small = lower(c);
  return small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
}

// RFC 3986, section 2.3.
bool is_unreserved(char c) {
  return is_alphanumeric(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

// What a query may hold plain or encoded with one meaning: RFC 9309 gives
// "?baz=https://foo.bar" and "?baz=https%3A%2F%2Ffoo.bar" as one address.
bool is_plain_in_query(char c) { return c == ':' || c == '/' || c == '?' || c == '@'; }

enum class Side { pattern, address };

// One spelling for all: letters that need no encoding are decoded, what must be encoded is, and hex
// digits are upper case. A '*' and a '$' that are no wildcards are encoded.
std::string normalise(std::string_view text, Side side) {
  std::string out;
  out.reserve(text.size());
  bool in_query = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const int high = c == '%' && i + 2 < text.size() ? hex_value(text[i + 1]) : -1;
    const int low = high >= 0 ? hex_value(text[i + 2]) : -1;
    if (low >= 0) {
      const char decoded = static_cast<char>(high * 16 + low);
      if (is_unreserved(decoded) || (in_query && is_plain_in_query(decoded))) {
        out += decoded;
      } else {
        out += fmt::format("%{:02X}", static_cast<unsigned char>(decoded));
      }
      i += 2;
      continue;
    }
    in_query = in_query || c == '?';
    const auto byte = static_cast<unsigned char>(c);
    const bool is_wildcard = side == Side::pattern && (c == '*' || i + 1 == text.size());
    const bool is_literal = (c == '*' || c == '$') && !is_wildcard;
    if (byte <= 0x20 || byte >= 0x7f || is_literal) {
      out += fmt::format("%{:02X}", byte);
    } else {
      out += c;
    }
  }
  return out;
}

// Takes what is before the next line break off `text`: CR, LF or both (RFC 9309, section 2.2).
std::string_view take_line(std::string_view& text) {
  const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return line;
}

struct Record {
  std::string_view key;
  std::string_view value;
};

// "key: value # comment"; an empty key where the line is none.
Record record_of(std::string_view line) {
  line = line.substr(0, line.find('#'));
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return {};
  return {trim(line.substr(0, colon)), trim(line.substr(colon + 1))};
}

// The product token at the beginning of a value: "mi-search/1.0 (research)" -> "mi-search".
std::string_view token_of(std::string_view value) {
  const auto is_token = [](char c) {
    return (lower(c) >= 'a' && lower(c) <= 'z') || c == '-' || c == '_';
  };
  const auto end = std::find_if_not(value.begin(), value.end(), is_token);
  return value.substr(0, static_cast<std::size_t>(end - value.begin()));
}

bool is_for_everyone(std::string_view value) {
  return value.starts_with('*') && (value.size() == 1 || value[1] == ' ' || value[1] == '\t');
}

std::optional<double> seconds_of(std::string_view value) {
  double seconds = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), seconds);
  if (error != std::errc() || end != value.data() + value.size() || !std::isfinite(seconds) ||
      seconds < 0) {
    return {};
  }
  return seconds;
}

// Reads records in order and gathers the rules of the two kinds of groups that can matter.
class GroupReader {
 public:
  explicit GroupReader(std::string_view product) : product_(product) {}

  void take(const Record& record) {
    if (equals_ignoring_case(record.key, "user-agent")) {
      take_agent(record.value);
    } else if (equals_ignoring_case(record.key, "allow")) {
      take_rule(true, record.value);
    } else if (equals_ignoring_case(record.key, "disallow")) {
      take_rule(false, record.value);
    } else if (equals_ignoring_case(record.key, "crawl-delay")) {
      take_delay(record.value);
    }
  }

  RobotsRules result() { return std::move(has_own_ ? own_ : everyone_); }

 private:
  void take_agent(std::string_view value) {
    if (has_rules_) is_own_ = is_everyone_ = has_rules_ = false;  // a new group begins
    if (is_for_everyone(value)) is_everyone_ = true;
    if (equals_ignoring_case(token_of(value), product_)) is_own_ = has_own_ = true;
  }

  // Other records, such as Sitemap and Crawl-delay, do not end the list of a group's robots.
  void take_rule(bool allow, std::string_view value) {
    has_rules_ = true;
    if (value.empty() || value.size() > kMaxRobotsPatternBytes || !(is_own_ || is_everyone_)) {
      return;
    }
    const RobotsRule rule{allow, normalise(value, Side::pattern)};
    if (is_own_) own_.rules.push_back(rule);
    if (is_everyone_) everyone_.rules.push_back(rule);
  }

  void take_delay(std::string_view value) {
    const std::optional<double> delay = seconds_of(value);
    if (!delay) return;
    if (is_own_) own_.crawl_delay = delay;
    if (is_everyone_) everyone_.crawl_delay = delay;
  }

  std::string_view product_;
  RobotsRules own_;
  RobotsRules everyone_;
  bool has_own_ = false;      // a group named the product, with rules or without
  bool is_own_ = false;       // the present group is for the product
  bool is_everyone_ = false;  // ... for '*'
  bool has_rules_ = false;    // ... has rules already: the next user-agent begins another
};

// Matches greedily, piece by piece between the stars: no backtracking, so no pattern is slow.
bool matches(std::string_view pattern, std::string_view target) {
  const bool is_anchored = pattern.ends_with('$');
  if (is_anchored) pattern.remove_suffix(1);
  std::size_t star = pattern.find('*');
  const std::string_view first = pattern.substr(0, star);
  if (!target.starts_with(first)) return false;
  std::size_t at = first.size();
  while (star != std::string_view::npos) {
    pattern.remove_prefix(star + 1);
    star = pattern.find('*');
    const std::string_view piece = pattern.substr(0, star);
    if (is_anchored && star == std::string_view::npos) {
      return target.size() - at >= piece.size() && target.ends_with(piece);
    }
    const std::size_t found = target.find(piece, at);
    if (found == std::string_view::npos) return false;
    at = found + piece.size();
  }
  return !is_anchored || at == target.size();
}

}  // namespace

RobotsRules parse_robots(std::string_view text, std::string_view product) {
  constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
  if (text.size() > kMaxRobotsBytes) {
    text = text.substr(0, text.find_last_of("\r\n", kMaxRobotsBytes - 1) + 1);
  }
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  GroupReader groups(product);
  while (!text.empty()) groups.take(record_of(take_line(text)));
  return groups.result();
}

bool is_allowed(const RobotsRules& rules, std::string_view target) {
  if (target == "/robots.txt") return true;
  const std::string address = normalise(target, Side::address);
  const RobotsRule* best = nullptr;
  for (const RobotsRule& rule : rules.rules) {
    const bool is_better = best == nullptr || rule.pattern.size() > best->pattern.size() ||
                           (rule.pattern.size() == best->pattern.size() && rule.allow);
    if (is_better && matches(rule.pattern, address)) best = &rule;
  }
  return best == nullptr || best->allow;
}

}  // namespace mi
