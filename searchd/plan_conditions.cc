#include "searchd/plan_conditions.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/analyzer.h"
#include "core/schema.h"
#include "searchd/field_condition.h"
#include "searchd/prefix_leaf.h"
#include "searchd/query_words.h"

namespace mi {
namespace {

// What must hold of a passage, and what must not. Nothing is asked where `holds` is empty.
struct Condition {
  std::optional<QueryPlan> holds;
  QueryPlans excluded;
};

// Words beside each other; empty where there are no words.
std::optional<QueryPlan> exact_condition(const std::string& text) {
  std::vector<std::string> words;
  for (const Token& token : analyze(text)) {
    if (is_word(token.kind)) words.push_back(term_of(token));
  }
  if (words.empty()) return {};
  if (words.size() == 1) return term_leaf(std::move(words[0]), LeafOrigin::condition, text);
  return leaf(PlanOp::phrase, std::move(words), LeafOrigin::condition, text);
}

// A word that must be there. One of Hangul may be a part of a longer one: all its 2-grams are
// there.
std::optional<QueryPlan> word_condition(const std::string& text) {
  std::optional<QueryPlan> exact = exact_condition(text);
  if (!exact || exact->op != PlanOp::term) return exact;
  QueryPlans bigrams;
  for (const Token& token : analyze(text)) {
    if (token.kind == TokenKind::bigram)
      bigrams.push_back(term_leaf(term_of(token), LeafOrigin::condition, text));
  }
  if (bigrams.empty()) return exact;
  return joined(PlanOp::any, {std::move(*exact), joined(PlanOp::all, std::move(bigrams))});
}

std::optional<QueryPlan> near_condition(const Query& query) {
  std::vector<std::string> words;
  QueryPlans phrases;
  for (const Query& child : query.children) {
    std::optional<QueryPlan> exact = exact_condition(child.text);
    if (!exact) continue;
    words.insert(words.end(), exact->terms.begin(), exact->terms.end());
    if (exact->op == PlanOp::phrase) phrases.push_back(std::move(*exact));
  }
  if (words.empty()) return {};
  if (words.size() == 1) return term_leaf(words[0], LeafOrigin::condition, to_string(query));
  QueryPlan near = leaf(PlanOp::near, words, LeafOrigin::condition, to_string(query));
  // Between two neighbours of the list lie at most `distance` words' steps.
  near.window = query.distance * static_cast<std::uint32_t>(query.children.size() - 1) +
                static_cast<std::uint32_t>(words.size() - query.children.size()) + 1;
  near.window = std::max(near.window, static_cast<std::uint32_t>(words.size()));
  return with_first(PlanOp::all, std::move(near), std::move(phrases));
}

class Conditions {
 public:
  explicit Conditions(const CollectionStatistics& statistics) : statistics_(statistics) {}

  Condition of(const Query& query) const {
    switch (query.op) {
      case QueryOp::any:
        return of_any(query);
      case QueryOp::all:
      case QueryOp::either:
        return of_operands(query);
      case QueryOp::without: {
        Condition condition;
        // A phrase of no words ("!!!") asks for nothing, and must not rule everything out.
        if (std::optional<QueryPlan> not_this = excluded(query.children.front()))
          condition.excluded.push_back(std::move(*not_this));
        return condition;
      }
      case QueryOp::must:
        return of(query.children.front());
      case QueryOp::near:
        return {near_condition(query), {}};
      case QueryOp::phrase:
        return {exact_condition(query.text), {}};
      case QueryOp::word:
        return {word_condition(query.text), {}};
      case QueryOp::prefix:
        return {prefix_leaf(query, statistics_), {}};
      case QueryOp::field:
        break;
    }
    return {field_condition(query, statistics_), {}};
  }

  // Of children beside each other: what must hold beyond that a word of them is there.
  struct Level {
    QueryPlans required;  // phrases, formulas, +words, groups of AND
    QueryPlans filters;   // fields
    QueryPlans excluded;
    std::vector<const Query*> optional;
  };

  Level level(const Query& query) const {
    Level level;
    for (const Query& child : query.children) {
      if (is_optional(child)) {
        level.optional.push_back(&child);
        continue;
      }
      Condition condition = of(child);
      if (condition.holds) {
        const bool narrows = child.op == QueryOp::field && child.field != QueryField::math;
        QueryPlans& place = narrows ? level.filters : level.required;
        place.push_back(composed(std::move(condition)));
      } else {
        std::move(condition.excluded.begin(), condition.excluded.end(),
                  std::back_inserter(level.excluded));
      }
    }
    return level;
  }

  static QueryPlan composed(Condition condition) {
    return with_first(PlanOp::without, std::move(*condition.holds), std::move(condition.excluded));
  }

 private:
  static bool is_optional(const Query& query) {
    return query.op == QueryOp::word || query.op == QueryOp::prefix || query.op == QueryOp::any ||
           query.op == QueryOp::either;
  }

  Condition of_any(const Query& query) const {
    Level level = this->level(query);
    QueryPlans parts = std::move(level.required);
    std::move(level.filters.begin(), level.filters.end(), std::back_inserter(parts));
    Condition optional;
    optional.excluded = std::move(level.excluded);
    QueryPlans words;
    for (const Query* child : level.optional) add_operand(*child, words, optional.excluded);
    const bool text_is_required = !parts.empty() && level.filters.size() < parts.size();
    if (!text_is_required && !words.empty()) parts.push_back(joined(PlanOp::any, std::move(words)));
    if (!parts.empty()) optional.holds = joined(PlanOp::all, std::move(parts));
    return optional;
  }

  Condition of_operands(const Query& query) const {
    Condition condition;
    QueryPlans parts;
    for (const Query& child : query.children) add_operand(child, parts, condition.excluded);
    const PlanOp op = query.op == QueryOp::all ? PlanOp::all : PlanOp::any;
    if (!parts.empty()) condition.holds = joined(op, std::move(parts));
    return condition;
  }

  // What only leaves out leaves out of the whole.
  void add_operand(const Query& query, QueryPlans& parts, QueryPlans& excluded) const {
    Condition condition = of(query);
    if (condition.holds) {
      parts.push_back(composed(std::move(condition)));
    } else {
      std::move(condition.excluded.begin(), condition.excluded.end(), std::back_inserter(excluded));
    }
  }

  std::optional<QueryPlan> excluded(const Query& query) const {
    if (query.op == QueryOp::word) return exact_condition(query.text);
    Condition condition = of(query);
    if (!condition.holds) return {};
    return composed(std::move(condition));
  }

  const CollectionStatistics& statistics_;
};

// Whether words alone decide what matches, so that the scoring leaves are the condition too.
bool is_words_only(const Query& query) {
  switch (query.op) {
    case QueryOp::word:
    case QueryOp::prefix:
      return true;
    case QueryOp::any:
    case QueryOp::either:
      return std::all_of(query.children.begin(), query.children.end(), is_words_only);
    default:
      return false;
  }
}

QueryPlan scored(QueryPlans leaves, QueryPlan condition) {
  condition.factor = 0;
  return with_first(
      PlanOp::maybe, std::move(condition),
      leaves.empty() ? QueryPlans{} : QueryPlans{joined(PlanOp::any, std::move(leaves))});
}

}  // namespace

QueryPlan with_conditions(const Query& root, QueryPlans leaves,
                          const CollectionStatistics& statistics) {
  const Conditions conditions(statistics);
  if (root.op != QueryOp::any) {
    Condition condition = conditions.of(root);
    if (!condition.holds) return {};
    QueryPlans excluded = std::move(condition.excluded);
    QueryPlan plan = is_words_only(root) ? joined(PlanOp::any, std::move(leaves))
                                         : scored(std::move(leaves), std::move(*condition.holds));
    return with_first(PlanOp::without, std::move(plan), std::move(excluded));
  }
  Conditions::Level level = conditions.level(root);
  const bool words_decide = level.required.empty() && !level.optional.empty() &&
                            std::all_of(level.optional.begin(), level.optional.end(),
                                        [](const Query* child) { return is_words_only(*child); });
  QueryPlans excluded = level.excluded;
  QueryPlan plan;
  if (words_decide) {
    if (leaves.empty() && level.filters.empty()) return {};
    plan = leaves.empty() ? scored({}, joined(PlanOp::all, std::move(level.filters)))
                          : with_first(PlanOp::filter, joined(PlanOp::any, std::move(leaves)),
                                       std::move(level.filters));
  } else {
    Condition condition = conditions.of(root);
    if (!condition.holds) return {};
    excluded = std::move(condition.excluded);
    plan = scored(std::move(leaves), std::move(*condition.holds));
  }
  return with_first(PlanOp::without, std::move(plan), std::move(excluded));
}

}  // namespace mi
