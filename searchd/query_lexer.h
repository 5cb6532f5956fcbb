// Lexer: a query's text as a flat list of tokens, before anything is known of how they nest.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "core/query.h"
#include "searchd/query_field.h"

namespace mi {

enum class QueryTokenKind : std::uint8_t { leaf, open, close, plus, minus, and_, or_, near };

struct QueryToken {
  QueryTokenKind kind = QueryTokenKind::leaf;
  // A leaf: a word, phrase, prefix or field. An operator: the word that it is where it can be no
  // operator, and for `near` the distance.
  Query leaf;
};

enum class LexerMode : std::uint8_t {
  full,
  words,  // quotes, parentheses and operators mean nothing; signs and fields do
};

inline constexpr std::size_t kMaxUnreadFields = 4;

struct LexedQuery {
  std::vector<QueryToken> tokens;
  std::vector<UnreadField> unread;  // the first kMaxUnreadFields, each once
};

// Total, linear; `text` is valid UTF-8. A quote that is never closed gives nothing.
LexedQuery lex_query(std::string_view text, LexerMode mode);

}  // namespace mi
