#include "searchd/query_field.h"

#include <algorithm>
#include <string>
#include <utility>

#include "core/ascii.h"
#include "core/unicode.h"

namespace mi {
namespace {

struct Name {
  std::string_view name;
  QueryField field;
};

constexpr Name kNames[] = {
    {"title", QueryField::title},   {"제목", QueryField::title},  {"author", QueryField::author},
    {"저자", QueryField::author},   {"tag", QueryField::tag},     {"태그", QueryField::tag},
    {"site", QueryField::site},     {"사이트", QueryField::site}, {"kind", QueryField::kind},
    {"종류", QueryField::kind},     {"lang", QueryField::lang},   {"언어", QueryField::lang},
    {"year", QueryField::year},     {"연도", QueryField::year},   {"date", QueryField::date},
    {"날짜", QueryField::date},     {"cites", QueryField::cites}, {"인용", QueryField::cites},
    {"linked", QueryField::linked}, {"링크", QueryField::linked}, {"in", QueryField::in},
    {"문서", QueryField::in},       {"math", QueryField::math},   {"수식", QueryField::math},
    {"is", QueryField::is},         {"상태", QueryField::is},
};

struct Synonym {
  std::string_view written, meant;
};

constexpr Synonym kKinds[] = {{"paper", "paper"}, {"papers", "paper"}, {"논문", "paper"},
                              {"note", "note"},   {"notes", "note"},   {"노트", "note"},
                              {"메모", "note"}};
constexpr Synonym kLanguages[] = {
    {"english", "en"}, {"영어", "en"}, {"korean", "ko"}, {"한국어", "ko"}};
constexpr Synonym kStates[] = {{"draft", "draft"}, {"초안", "draft"}};

template <std::size_t N>
std::optional<std::string> meaning(const Synonym (&table)[N], const std::string& written) {
  const auto* const found =
      std::find_if(std::begin(table), std::end(table),
                   [&](const Synonym& synonym) { return synonym.written == written; });
  if (found == std::end(table)) return {};
  return std::string(found->meant);
}

bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return is_digit(c); });
}

bool is_year(std::string_view text) { return text.size() == 4 && all_digits(text); }

// "2020", "2020-01", "2020-01-31".
bool is_date(std::string_view text) {
  const auto part_in = [&](std::size_t at, int least, int most) {
    const std::string_view part = text.substr(at + 1, 2);
    if (text[at] != '-' || part.size() != 2 || !all_digits(part)) return false;
    const int value = (part[0] - '0') * 10 + (part[1] - '0');
    return value >= least && value <= most;
  };
  if (text.size() != 4 && text.size() != 7 && text.size() != 10) return false;
  return is_year(text.substr(0, 4)) && (text.size() < 7 || part_in(4, 1, 12)) &&
         (text.size() < 10 || part_in(7, 1, 31));
}

std::optional<Query> range_query(Query query, std::string_view value,
                                 bool (*is_valid)(std::string_view)) {
  const std::size_t dots = value.find("..");
  if (dots == std::string_view::npos) {
    if (!is_valid(value)) return {};
    query.text = value;
    return query;
  }
  query.range = true;
  query.text = value.substr(0, dots);
  query.to = value.substr(dots + 2);
  const auto fits = [&](const std::string& end) { return end.empty() || is_valid(end); };
  if (!fits(query.text) || !fits(query.to) || (query.text.empty() && query.to.empty())) return {};
  if (!query.to.empty() && query.to < query.text) std::swap(query.text, query.to);
  return query;
}

std::optional<std::string> language_code(const std::string& text) {
  if (std::optional<std::string> known = meaning(kLanguages, text)) return known;
  const auto is_letter = [](char c) { return is_lower(c) || c == '-'; };
  const bool code = text.size() >= 2 && text.size() <= 8 && text[0] != '-' &&
                    std::all_of(text.begin(), text.end(), is_letter);
  return code ? std::optional(text) : std::nullopt;
}

bool says_something(std::string_view text) {
  for (std::size_t at = 0, size = 0; at < text.size(); at += size) {
    const CharClass c = class_of(decode_utf8(text, at, size));
    if (c == CharClass::letter || c == CharClass::digit || c == CharClass::hangul) return true;
  }
  return false;
}

std::optional<std::string> plain_value(QueryField field, std::string_view value) {
  switch (field) {
    case QueryField::kind:
      return meaning(kKinds, lower_case(to_nfc(value)));
    case QueryField::lang:
      return language_code(lower_case(to_nfc(value)));
    case QueryField::is:
      return meaning(kStates, lower_case(to_nfc(value)));
    case QueryField::math:
      return std::string(value);
    default:
      return to_nfc(value);
  }
}

}  // namespace

std::optional<QueryField> field_named(std::string_view name) {
  const std::string written = lower_case(to_nfc(name));
  const auto* const found = std::find_if(std::begin(kNames), std::end(kNames),
                                         [&](const Name& entry) { return entry.name == written; });
  if (found == std::end(kNames)) return {};
  return found->field;
}

std::optional<Query> field_query(QueryField field, std::string_view value) {
  Query query;
  query.op = QueryOp::field;
  query.field = field;
  if (field == QueryField::year) return range_query(std::move(query), value, is_year);
  if (field == QueryField::date) return range_query(std::move(query), value, is_date);
  std::optional<std::string> text = plain_value(field, value);
  if (!text || !says_something(*text)) return {};
  query.text = std::move(*text);
  return query;
}

bool has_certain_values(QueryField field) {
  return field == QueryField::year || field == QueryField::date || field == QueryField::kind ||
         field == QueryField::lang || field == QueryField::is;
}

}  // namespace mi
