// Query: what a typed query means, as a tree. Made by searchd/query_parser.h, which has the
// language.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mi {

enum class QueryOp : std::uint8_t {
  any,      // its children beside each other, ranked: the more of them and the rarer, the better
  all,      // a AND b: each of its children must be there
  either,   // a OR b: one of its children must be there
  must,     // +a: its one child must be there
  without,  // -a: no result may have its one child
  near,     // a NEAR/5 b: its children (words and phrases) within `distance` words of each other
  word,     // `text`, as typed; it may be several words to the analyzer ("in-context")
  phrase,   // `text`: these words beside each other, in this order; a result must have it
  prefix,   // `text`: words that begin so
  field,    // `field` has `text`; or lies from `text` to `to`, either of which may be empty
};

enum class QueryField : std::uint8_t {
  title,
  author,
  tag,
  site,
  kind,  // "paper" or "note"
  lang,  // a code: "en", "ko"
  year,  // four digits; may be a range
  date,  // "2020", "2020-01" or "2020-01-31"; may be a range
  cites,
  linked,
  in,
  math,
  is,  // "draft"
};

struct Query {
  QueryOp op = QueryOp::any;
  std::string text{};
  std::vector<Query> children{};
  std::uint32_t distance = 0;
  QueryField field = QueryField::title;
  bool range = false;
  std::string to{};

  friend bool operator==(const Query&, const Query&) = default;
};

// The field's name in the query language: "title".
std::string_view name_of(QueryField field);

// Whether it has words in quotes anywhere.
bool has_phrase(const Query& query);

// The same query with its phrases as plain words.
Query without_quotes(Query query);

// The tree in the query language, on one line: what parse_query makes of it is the same tree, as
// long as it fits parse_query's limits.
std::string to_string(const Query& query);

}  // namespace mi
