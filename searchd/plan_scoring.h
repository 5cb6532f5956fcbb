// What of a query scores: each word, its 2-grams beside it, what stands for it in the other
// language, its neighbours, and the bonuses. What must hold for a passage to be found is
// searchd/plan_conditions.h.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/glossary.h"
#include "core/query.h"
#include "core/results.h"
#include "searchd/collection_statistics.h"
#include "searchd/query_plan.h"
#include "searchd/snippet.h"

namespace mi {

struct PlanOptions {
  double bigram_weight = 0.5;          // of a 2-gram beside its word
  double proximity_weight = 0.1;       // of two adjacent query words found near each other
  std::uint32_t proximity_window = 8;  // words
  double all_words_weight = 0.2;       // bonus of a passage that has all words; 0: none
  double acronym_weight = 0.1;         // of an acronym's long form, and the reverse
  double name_weight = 2.5;            // of a word that names an author or the year, times its idf
  double definition_weight = 1.5;      // of a passage that defines the query, times its words' idf
  double heading_weight = 0.5;         // of a passage whose heading the query is, likewise
  double description_weight = 1.3;     // of a term that the query describes, times the confidence
  bool spell_terms = true;             // searchd/spelled_words.h
  // Expansions that the reader does not want: Expansion::text, by glossary_key().
  std::vector<std::string> dropped_expansions{};
};

struct ScoringPlan {
  QueryPlans leaves;
  TermWeights marks;                  // what snippets mark
  std::vector<std::string> left_out;  // words beyond kMaxRankedWords; as typed, each once
  std::vector<Expansion> expansions;
  std::vector<Expansion> dropped;  // left out as PlanOptions asked
  bool is_keyword = false;         // searchd/whole_query.h
  bool has_unknown_word = false;   // that no passage has, and that may be misspelt
};

ScoringPlan plan_scoring(const Query& query, const PlanOptions& options,
                         const CollectionStatistics& statistics, const Glossary& glossary);

}  // namespace mi
