// Fields of a query: their names, in English and Korean, and their values in normal form.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/query.h"

namespace mi {

// The field that goes by a name ("author", "Author", "저자"); empty where there is none.
std::optional<QueryField> field_named(std::string_view name);

// The condition that a value of a field makes; empty where the field has no such value
// (kind:poem, year:22): then it was no field, but words.
std::optional<Query> field_query(QueryField field, std::string_view value);

// Whether a field has certain values only, as a year and a kind have and a title has not.
bool has_certain_values(QueryField field);

// A field that was read as words, because it has no such value.
struct UnreadField {
  QueryField field = QueryField::year;
  std::string text;  // as typed: "year:22"

  friend bool operator==(const UnreadField&, const UnreadField&) = default;
};

}  // namespace mi
