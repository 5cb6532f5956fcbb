#include "indexer/html_fragment.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "core/ascii.h"

namespace mi {
namespace {

constexpr std::size_t kNone = std::string_view::npos;
constexpr std::string_view kSpaces = " \t\n\f\r";

bool same_name(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

template <std::size_t kSize>
bool contains(const std::array<std::string_view, kSize>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// Behind the '>' that ends the tag, quotes respected; where a quote has no end, behind the next
// '>'; kNone where there is none. Either failure leaves no more of that character, so that all
// calls together read the text a few times at most.
std::size_t end_of_tag(std::string_view html, std::size_t begin) {
  char quote = 0;
  for (std::size_t at = begin; at < html.size(); ++at) {
    const char c = html[at];
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (c == '>') {
      return at + 1;
    } else if (c == '"' || c == '\'') {
      quote = c;
    }
  }
  const std::size_t plain = html.find('>', begin);
  return plain == kNone ? kNone : plain + 1;
}

// The tag or comment at '<'; its source is empty where there is none.
HtmlPiece tag_at(std::string_view html, std::size_t at) {
  HtmlPiece piece;
  if (html.substr(at, 4) == "<!--") {
    const std::size_t end = html.find("-->", at + 4);
    piece.kind = HtmlPieceKind::comment;
    piece.source = html.substr(at, end == kNone ? kNone : end + 3 - at);
    return piece;
  }
  const bool closing = html.substr(at + 1, 1) == "/";
  const std::size_t name = at + (closing ? 2 : 1);
  if (name >= html.size() || !is_letter(html[name])) return piece;
  const std::size_t end = end_of_tag(html, name);
  if (end == kNone) return piece;
  piece.kind = closing ? HtmlPieceKind::closing : HtmlPieceKind::opening;
  piece.source = html.substr(at, end - at);
  const std::size_t name_end = std::min(html.find_first_of(" \t\n\f\r/>", name), end);
  piece.name = html.substr(name, name_end - name);
  std::transform(piece.name.begin(), piece.name.end(), piece.name.begin(), lower);
  return piece;
}

}  // namespace

std::vector<HtmlPiece> split_html(std::string_view html) {
  std::vector<HtmlPiece> pieces;
  const std::size_t last_end = html.rfind('>');
  std::size_t text = 0;
  std::size_t at = html.find('<');
  while (at != kNone && last_end != kNone && at < last_end) {
    HtmlPiece tag = tag_at(html, at);
    if (tag.source.empty()) {
      at = html.find('<', at + 1);
      continue;
    }
    if (at > text) pieces.push_back({HtmlPieceKind::text, html.substr(text, at - text), {}});
    text = at + tag.source.size();
    pieces.push_back(std::move(tag));
    at = html.find('<', text);
  }
  if (text < html.size()) pieces.push_back({HtmlPieceKind::text, html.substr(text), {}});
  return pieces;
}

std::string_view attribute_of(std::string_view tag, std::string_view name) {
  std::size_t at = tag.find_first_of(kSpaces);
  while (at != kNone && (at = tag.find_first_not_of(" \t\n\f\r/", at)) != kNone) {
    const std::size_t end = std::min(tag.find_first_of(" \t\n\f\r=/>", at + 1), tag.size());
    const std::string_view key = tag.substr(at, end - at);
    at = tag.find_first_not_of(kSpaces, end);
    if (at == kNone || tag[at] != '=') continue;
    at = tag.find_first_not_of(kSpaces, at + 1);
    if (at == kNone) break;
    const bool quoted = tag[at] == '"' || tag[at] == '\'';
    const std::size_t begin = quoted ? at + 1 : at;
    at = std::min(quoted ? tag.find(tag[at], begin) : tag.find_first_of(" \t\n\f\r>", begin),
                  tag.size());
    if (same_name(key, name)) return tag.substr(begin, at - begin);
    if (quoted && at < tag.size()) ++at;
  }
  return {};
}

bool is_inline_tag(std::string_view name) {
  constexpr std::array<std::string_view, 24> kInline = {
      "a",     "abbr", "b",      "bdi",    "cite", "code", "del", "em",
      "font",  "i",    "ins",    "kbd",    "mark", "q",    "s",   "samp",
      "small", "span", "strike", "strong", "sub",  "sup",  "u",   "var"};
  return contains(kInline, name);
}

bool is_hidden_tag(std::string_view name) {
  constexpr std::array<std::string_view, 3> kHidden = {"script", "style", "template"};
  return contains(kHidden, name);
}

}  // namespace mi
