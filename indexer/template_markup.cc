#include "indexer/template_markup.h"

#include <algorithm>
#include <array>

#include "core/ascii.h"
#include "core/unicode.h"

namespace mi {
namespace {

constexpr std::size_t kNone = std::string_view::npos;

bool is_shown_key(std::string_view key) {
  constexpr std::array<std::string_view, 5> kShown = {"caption", "title", "alt", "text", "summary"};
  return std::find(kShown.begin(), kShown.end(), key) != kShown.end();
}

std::string_view first_word(std::string_view text) {
  const auto begin = std::find_if(text.begin(), text.end(), is_letter);
  const auto end = std::find_if_not(begin, text.end(), is_letter);
  return {begin, end};
}

// The word before '=' at the end of the text: `caption` of `src="x" caption=`.
std::string_view key_before(std::string_view text) {
  if (text.empty() || text.back() != '=') return {};
  text.remove_suffix(1);
  const std::size_t space = text.find_last_of(" \t\n\"");
  return space == kNone ? text : text.substr(space + 1);
}

// The next '"', or the next "'" or '`' behind '=': Jekyll and Hugo know these, too, and elsewhere
// they are apostrophes.
std::size_t next_quote(std::string_view text, std::size_t from) {
  std::size_t at = text.find_first_of("\"'`", from);
  while (at != kNone && text[at] != '"' && (at == 0 || text[at - 1] != '=')) {
    at = text.find_first_of("\"'`", at + 1);
  }
  return at;
}

// The quoted texts that a reader sees, without their quotes.
std::vector<TextRange> shown_quotes(std::string_view inside) {
  std::vector<TextRange> shown;
  const bool aside = is_aside(inside);
  for (std::size_t at = next_quote(inside, 0); at != kNone; at = next_quote(inside, at + 1)) {
    const char quote = inside[at];
    std::size_t end = at + 1;
    while (end < inside.size() && inside[end] != quote) end += inside[end] == '\\' ? 2 : 1;
    if (end >= inside.size()) break;
    const std::string_view key = key_before(inside.substr(0, at));
    if (key.empty() ? aside : is_shown_key(key)) shown.push_back({at + 1, end});
    at = end;
  }
  return shown;
}

}  // namespace

bool is_aside(std::string_view inside) {
  constexpr std::array<std::string_view, 4> kAsides = {"sidenote", "marginnote", "aside",
                                                       "footnote"};
  return std::find(kAsides.begin(), kAsides.end(), first_word(inside)) != kAsides.end();
}

std::vector<TextRange> hidden_parts(std::string_view text, std::size_t begin, std::size_t end) {
  std::vector<TextRange> hidden;
  std::size_t from = begin;
  for (const TextRange& quote : shown_quotes(text.substr(begin, end - begin))) {
    hidden.push_back({from, begin + quote.begin});
    from = begin + quote.end;
  }
  hidden.push_back({from, end});
  return hidden;
}

std::size_t end_of_quoting_template(std::string_view text, std::string_view close) {
  bool quoted = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '\\') {
      ++at;
    } else if (text[at] == '"') {
      quoted = !quoted;
    } else if (!quoted && text.substr(at).starts_with(close)) {
      return at + close.size();
    }
  }
  return kNone;
}

std::size_t attributes_size(std::string_view text, bool behind_link) {
  const std::size_t end = text.find_first_of("{}\n", 1);
  if (end == kNone || text[end] != '}') return 0;
  std::string_view inside = text.substr(1, end - 1);
  if (inside.starts_with(':')) return end + 1;
  inside.remove_prefix(std::min(inside.find_first_not_of(' '), inside.size()));
  const std::size_t value = inside.find('=');
  if (behind_link && value != kNone && value > 0 && is_letter(inside[0])) return end + 1;
  if (inside.size() < 2 || (inside[0] != '#' && inside[0] != '.')) return 0;
  std::size_t size = 1;
  const CharClass name = class_of(decode_utf8(inside, 1, size));
  return name == CharClass::letter || name == CharClass::hangul ? end + 1 : 0;
}

}  // namespace mi
