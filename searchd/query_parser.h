// The query language. Any text is a query: nothing in it is an error, only its size can be.
//
//   superposition                  passages with the word, in any of its forms
//   toy model                      either word: the more of them and the rarer, the better
//   "toy model"                    these words beside each other
//   toy +neuron -vision            must have neuron, must not have vision; `NOT vision` is the same
//   sparse autoencoder AND circuit a word of the left side and one of the right
//   SAE OR "sparse autoencoder"    either side
//   (a OR b) AND c                 parentheses, at most kMaxQueryDepth deep
//   attention NEAR/5 head          within 5 words of each other
//   mono*                          words that begin so: 3 letters or 2 Hangul syllables at least
//   author:olah title:"toy models" fields narrow; see docs/query-language.md for all of them
//   year:2020..2022 date:2020-01.. ranges, with both ends or one
//
// Words beside each other bind closest (NEAR closer still), then AND, then OR. Operators are in
// capitals. What is not closed or hangs in the air is read as words: a lone quote, a lone hyphen,
// AND at the end, a field that there is not; and a field with a value that it cannot have, such as
// a year of two digits.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "core/expected.h"
#include "core/query.h"
#include "searchd/query_field.h"

namespace mi {

inline constexpr std::size_t kMaxQueryBytes = 1024;
inline constexpr std::size_t kMaxQueryTerms = 32;  // in phrases, operators, signs and fields
inline constexpr std::size_t kMaxQueryDepth = 8;   // of parentheses
inline constexpr std::size_t kMaxQueryPrefixes = 2;

struct ParsedQuery {
  Query
      query;  // its root is an `any`, `all` or `either`, with no children where there are no words
  // The text has more than kMaxQueryTerms words in quotes or around operators, as running text can
  // have: they were read as words like any other.
  bool simplified = false;
  // Fields that were read as words, since they have no such value: the first four of them.
  std::vector<UnreadField> unread{};
};

// Takes linear time. Bytes that are not UTF-8 are read as U+FFFD. Plain words may be as many as fit
// (plan_query chooses among them). Fails with ErrorKind::usage on more than kMaxQueryBytes, deeper
// parentheses, more prefixes, or more than kMaxQueryTerms words in +, - and fields.
Expected<ParsedQuery> parse_query(std::string_view text);

}  // namespace mi
