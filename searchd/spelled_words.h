// Misspelt terms of the field in a query: a word that no passage has, and that with one letter
// changed is a term of the glossary, counts as that word: "inductoin" before "heads", 해드 behind
// 인덕션.
//
// Where no passage has any word of a query, a repair of it is searched (searchd/repair.h), and this
// does nothing; a query that finds something by its other words has lost this one, and the
// translations of the term with it. That no passage has the word is not enough: it may be a name,
// a term that only the glossary has, or a form that nobody wrote here, and a word that looks like
// it would bring in what was not asked for. A glossary's term in that very place is no accident.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/glossary.h"
#include "core/results.h"
#include "searchd/collection_statistics.h"
#include "searchd/query_words.h"

namespace mi {

struct SpelledWords {
  QueryWords words;                  // with such words in the place of those typed
  std::vector<Expansion> said{};     // source "spelling"
  std::vector<Expansion> dropped{};  // the same, of those that the reader does not want
  bool may_be_misspelt = false;      // a word that is too short to be sure: to be suggested
};

// Only so many unknown words are looked at.
inline constexpr std::size_t kMaxSpelledWords = 8;

// `dropped`: Expansion::text, by glossary_key().
SpelledWords spell_words(QueryWords words, const CollectionStatistics& statistics,
                         const Glossary& glossary, const std::vector<std::string>& dropped);

}  // namespace mi
