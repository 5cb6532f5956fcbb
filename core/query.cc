#include "core/query.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/unicode.h"

namespace mi {
namespace {

std::string joined(const std::vector<Query>& children, std::string_view between);

bool is_group(const Query& query) {
  return query.op == QueryOp::any || query.op == QueryOp::all || query.op == QueryOp::either;
}

// Whether a value can stand behind its field's colon without quotes.
bool is_plain(std::string_view value) {
  for (std::size_t at = 0, size = 0; at < value.size(); at += size) {
    const char32_t code = decode_utf8(value, at, size);
    const CharClass c = class_of(code);
    const bool plain = c == CharClass::letter || c == CharClass::digit || c == CharClass::hangul ||
                       code == U'-' || code == U'_' || (code == U'.' && at > 0);
    if (!plain) return false;
  }
  return value.find("..") == std::string_view::npos;
}

std::string field_text(const Query& query) {
  const std::string name = std::string(name_of(query.field)) + ":";
  if (query.range) return name + query.text + ".." + query.to;
  return name + (is_plain(query.text) ? query.text : '"' + query.text + '"');
}

// A part of a larger expression, in parentheses where it would fall apart.
std::string operand(const Query& query) {
  const std::string text = to_string(query);
  return is_group(query) ? "(" + text + ")" : text;
}

std::string signed_operand(char sign, const Query& query) {
  const std::string text = to_string(query);
  // "--a" would be a word.
  const bool falls_apart = is_group(query) || query.op == QueryOp::near || text.starts_with('-') ||
                           text.starts_with('+');
  return falls_apart ? std::string{sign} + "(" + text + ")" : sign + text;
}

std::string joined(const std::vector<Query>& children, std::string_view between) {
  std::string out;
  for (const Query& child : children) {
    if (!out.empty()) out += between;
    out += operand(child);
  }
  return out;
}

}  // namespace

std::string_view name_of(QueryField field) {
  constexpr std::array<std::string_view, 13> kNames = {"title", "author", "tag",  "site",  "kind",
                                                       "lang",  "year",   "date", "cites", "linked",
                                                       "in",    "math",   "is"};
  return kNames[static_cast<std::size_t>(field)];
}

// Recursion is bounded by the parser's limit on depth.
std::string to_string(const Query& query) {
  switch (query.op) {
    case QueryOp::word:
      return query.text;
    case QueryOp::phrase:
      return '"' + query.text + '"';
    case QueryOp::prefix:
      return query.text + "*";
    case QueryOp::field:
      return field_text(query);
    case QueryOp::must:
      return signed_operand('+', query.children.front());
    case QueryOp::without:
      return signed_operand('-', query.children.front());
    case QueryOp::near:
      return joined(query.children, " NEAR/" + std::to_string(query.distance) + " ");
    case QueryOp::all:
      return joined(query.children, " AND ");
    case QueryOp::either:
      return joined(query.children, " OR ");
    case QueryOp::any:
      break;
  }
  return joined(query.children, " ");
}

// Recursion is bounded by the depth of a parsed query.
bool has_phrase(const Query& query) {
  return query.op == QueryOp::phrase ||
         std::any_of(query.children.begin(), query.children.end(), has_phrase);
}

Query without_quotes(Query query) {
  if (query.op == QueryOp::phrase) query.op = QueryOp::word;
  for (Query& child : query.children) child = without_quotes(std::move(child));
  return query;
}

}  // namespace mi
