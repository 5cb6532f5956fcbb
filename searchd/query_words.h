// The words of a query, in their order, with the terms that each is looked for by: what ranking
// starts from.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "core/analyzer.h"
#include "core/query.h"
#include "searchd/collection_statistics.h"

namespace mi {

// More words than this are not looked for: the rarest are.
inline constexpr std::size_t kMaxRankedWords = 32;

// Whether a token is a word by itself, and no compound, 2-gram or symbol beside one.
bool is_word(TokenKind kind);

struct QueryWord {
  std::string term;
  std::string typed;
  std::uint32_t position = 0;  // within its text
  std::size_t chain = 0;       // words of one chain stand beside each other in the query
  bool in_chain = true;        // not so: a compound that stands beside no word
  bool kept = true;            // not so: left out because there are too many
  TokenKind kind = TokenKind::word;
};

// A term to look for: a word itself, its compound, a 2-gram of it, a symbol, or a prefix.
struct QueryTerm {
  static constexpr std::size_t kNoWord = SIZE_MAX;

  std::string term;  // as it is indexed (core/schema.h)
  std::string typed;
  TokenKind kind = TokenKind::word;
  std::size_t word = kNoWord;     // which word it stands for; a prefix stands for none
  const Query* prefix = nullptr;  // the QueryOp::prefix, inside the query that was given
};

struct QueryWords {
  std::vector<QueryWord> words;
  std::vector<QueryTerm> terms;
};

// What is negated or narrows (a field other than math:) has no words here. Stop words are left out
// where the query has others. Of more than kMaxRankedWords different words the rarest are kept;
// those that no passage has go first.
QueryWords query_words(const Query& root, const CollectionStatistics& statistics);

}  // namespace mi
