#include "searchd/whole_query.h"

#include <string>
#include <string_view>
#include <utility>

#include "core/schema.h"

namespace mi {
namespace {

// The query's words as one phrase.
struct Phrase {
  std::string key;  // phrase_key()
  std::string typed;
  std::size_t words = 0;  // 0: the query is no phrase
};

Phrase phrase_of(const QueryWords& words) {
  Phrase phrase;
  std::size_t chain = 0;
  for (const QueryTerm& term : words.terms) {
    if (term.word == QueryTerm::kNoWord) return {};  // a prefix
  }
  for (const QueryWord& word : words.words) {
    if (word.kind == TokenKind::symbol || !word.kept) return {};
    if (!word.in_chain) continue;
    if (phrase.words > 0 && word.chain != chain) return {};
    chain = word.chain;
    const char* const space = phrase.words == 0 ? "" : " ";
    phrase.key += space + word.term;
    phrase.typed += space + word.typed;
    ++phrase.words;
  }
  return phrase;
}

// Of all words, of which none is left out.
double idf_of(const QueryWords& words, const CollectionStatistics& statistics) {
  double idf = 0;
  for (const QueryWord& word : words.words) {
    if (word.in_chain) idf += idf_of_word(statistics, word.term, word.kind == TokenKind::hangul);
  }
  return idf;
}

}  // namespace

bool is_keyword(const QueryWords& words) {
  const std::size_t count = phrase_of(words).words;
  return count > 0 && count <= kMaxDefinedWords;
}

QueryPlans whole_query_bonuses(const QueryWords& words, const PlanOptions& options,
                               const CollectionStatistics& statistics) {
  const Phrase phrase = phrase_of(words);
  QueryPlans bonuses;
  const auto add = [&](std::string_view prefix, double weight, LeafOrigin origin) {
    const std::string term = prefixed_term(prefix, phrase.key);
    if (weight <= 0 || statistics.frequency(term) == 0) return;
    QueryPlan plan = leaf(PlanOp::bonus, {term}, origin, phrase.typed);
    plan.factor = weight * idf_of(words, statistics);
    bonuses.push_back(std::move(plan));
  };
  if (phrase.words == 0 || phrase.words > kMaxHeadingWords) return bonuses;
  if (phrase.words <= kMaxDefinedWords)
    add(kDefinitionPrefix, options.definition_weight, LeafOrigin::definition);
  add(kOwnHeadingPrefix, options.heading_weight, LeafOrigin::heading);
  return bonuses;
}

}  // namespace mi
