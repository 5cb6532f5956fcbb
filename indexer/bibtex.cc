#include "indexer/bibtex.h"

#include <algorithm>
#include <unordered_map>

#include "core/ascii.h"
#include "indexer/html_tag.h"
#include "indexer/tex_text.h"
#include "indexer/white_space.h"

namespace mi {
namespace {

constexpr std::size_t kMaxNames = 500;
constexpr std::size_t kMaxStrings = 1'000;
constexpr std::size_t kMaxPutIn = 1'048'576;  // bytes of @string values, all uses together

bool is_key_char(char c) {
  return !is_html_space(c) && c != ',' && c != '{' && c != '}' && c != '(' && c != ')' &&
         c != '=' && c != '#' && c != '"';
}

class BibtexReader {
 public:
  explicit BibtexReader(std::string_view text) : text_(text) {}

  std::vector<BibtexEntry> read() {
    while (entries_.size() < kMaxBibtexEntries) {
      at_ = std::min(text_.find('@', at_), text_.size());
      if (at_ >= text_.size()) break;
      ++at_;
      read_entry();
    }
    return std::move(entries_);
  }

 private:
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }

  void skip_spaces() {
    while (at_ < text_.size() && is_html_space(text_[at_])) ++at_;
  }

  std::string_view take_word() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && is_key_char(text_[at_])) ++at_;
    return text_.substr(begin, at_ - begin);
  }

  bool take(char wanted) {
    skip_spaces();
    if (peek() != wanted) return false;
    ++at_;
    return true;
  }

  // Whether a line begins an entry here; such a line ends whatever is open.
  bool is_next_entry() const {
    if (peek() != '@') return false;
    std::size_t before = at_;
    while (before > 0 && (text_[before - 1] == ' ' || text_[before - 1] == '\t')) --before;
    if (before > 0 && text_[before - 1] != '\n') return false;
    std::size_t after = at_ + 1;
    while (after < text_.size() && is_letter(text_[after])) ++after;
    return after > at_ + 1 && after < text_.size() && (text_[after] == '{' || text_[after] == '(');
  }

  void read_entry() {
    BibtexEntry entry;
    entry.type = lower_case(take_word());
    if (entry.type.empty() || entry.type == "comment" || entry.type == "preamble") return;
    if (!take('{') && !take('(')) return;
    if (entry.type == "string") {
      read_string();
      return;
    }
    skip_spaces();
    entry.key = take_word();
    while (take(',') && read_field(entry)) {
    }
    if (!entry.key.empty()) entries_.push_back(std::move(entry));
  }

  void read_string() {
    skip_spaces();
    const std::string name = lower_case(take_word());
    if (name.empty() || !take('=')) return;
    std::string value = read_value();
    if (strings_.size() < kMaxStrings) strings_.insert_or_assign(name, std::move(value));
  }

  bool read_field(BibtexEntry& entry) {
    skip_spaces();
    if (is_next_entry()) return false;
    if (peek() == ',') return true;  // ",," is a slip
    std::string name = lower_case(take_word());
    if (name.empty() || !take('=')) return false;
    std::string value = read_value();
    if (entry.fields.size() < kMaxBibtexFields) {
      entry.fields.emplace_back(std::move(name), std::move(value));
    }
    return true;
  }

  // "Annals of " # topic # {and}
  std::string read_value() {
    std::string value;
    do {
      skip_spaces();
      std::string_view piece;
      if (peek() == '{') {
        piece = take_delimited('}');
      } else if (peek() == '"') {
        piece = take_delimited('"');
      } else if (!is_next_entry()) {
        piece = named(take_word());
      }
      value += piece.substr(0, kMaxBibtexValue - std::min(kMaxBibtexValue, value.size()));
    } while (take('#'));
    return value;
  }

  std::string_view named(std::string_view word) {
    const auto known = strings_.find(lower_case(word));
    if (known == strings_.end() || put_in_ + known->second.size() > kMaxPutIn) return word;
    put_in_ += known->second.size();
    return known->second;
  }

  // What stands between the delimiter at hand and its fellow outside inner braces.
  std::string_view take_delimited(char close) {
    const std::size_t begin = ++at_;
    std::size_t depth = 0;
    for (; at_ < text_.size() && !is_next_entry(); ++at_) {
      const char c = text_[at_];
      if (c == close && depth == 0) break;
      if (c == '{') ++depth;
      if (c == '}' && depth > 0) --depth;
      if (c == '\\' && close == '"' && depth == 0) ++at_;
    }
    at_ = std::min(at_, text_.size());
    const std::string_view inside = text_.substr(begin, at_ - begin);
    if (peek() == close) ++at_;
    return inside;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<BibtexEntry> entries_;
  std::unordered_map<std::string, std::string> strings_;
  std::size_t put_in_ = 0;
};

// The pieces between separators, which count outside braces only.
template <class IsHere>
std::vector<std::string_view> split_outside_braces(std::string_view text, std::size_t separator,
                                                   IsHere is_here) {
  std::vector<std::string_view> pieces;
  std::size_t begin = 0;
  std::size_t depth = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '{') ++depth;
    if (text[at] == '}' && depth > 0) --depth;
    if (depth > 0 || !is_here(at)) continue;
    pieces.push_back(text.substr(begin, at - begin));
    begin = at + separator;
    at = begin - 1;
  }
  pieces.push_back(text.substr(std::min(begin, text.size())));
  return pieces;
}

bool has_letters(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return is_letter(c) || static_cast<unsigned char>(c) >= 0x80; });
}

// "Maaten, Laurens van der" -> "Laurens van der Maaten"; "King, Jr., Ann" -> "Ann King Jr."
std::string printed_name(std::string_view name) {
  const std::vector<std::string_view> parts =
      split_outside_braces(name, 1, [&](std::size_t at) { return name[at] == ','; });
  if (parts.size() == 1) return plain_text_of_tex(name);
  std::string printed(parts.back());
  printed += ' ';
  for (std::size_t i = 0; i + 1 < parts.size(); ++i) (printed += parts[i]) += ' ';
  return plain_text_of_tex(printed);
}

}  // namespace

std::string_view BibtexEntry::field(std::string_view name) const {
  for (const auto& [known, value] : fields) {
    if (known == name) return value;
  }
  return {};
}

std::vector<BibtexEntry> parse_bibtex(std::string_view text) { return BibtexReader(text).read(); }

std::vector<std::string> split_bibtex_names(std::string_view names) {
  const std::string line = collapse_white_space(names);
  const std::string_view view = line;
  std::vector<std::string> printed;
  const auto is_and = [&](std::size_t at) { return view.substr(at, 5) == " and "; };
  for (const std::string_view name : split_outside_braces(view, 5, is_and)) {
    if (printed.size() >= kMaxNames) break;
    std::string text = printed_name(name);
    if (text == "others") text = "et al.";
    if (has_letters(text)) printed.push_back(std::move(text));
  }
  return printed;
}

}  // namespace mi
