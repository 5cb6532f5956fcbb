#include "searchd/explain.h"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

#include "core/analyzer.h"
#include "core/schema.h"

namespace mi {
namespace {

using Parts = std::vector<ScorePart>;

bool is_leaf(PlanOp op) {
  return op == PlanOp::term || op == PlanOp::phrase || op == PlanOp::near ||
         op == PlanOp::synonym || op == PlanOp::bonus;
}

std::string_view reason_of(LeafOrigin origin) {
  switch (origin) {
    case LeafOrigin::word:
      return "word";
    case LeafOrigin::bigram:
      return "2-gram";
    case LeafOrigin::proximity:
      return "near";
    case LeafOrigin::all_words:
      return "all words";
    case LeafOrigin::condition:
      return "condition";
    case LeafOrigin::name:
      return "name";
    case LeafOrigin::definition:
      return "definition";
    case LeafOrigin::heading:
      return "heading";
    case LeafOrigin::expansion:
      break;
  }
  return "expansion";
}

void append(Parts& parts, Parts more) {
  std::move(more.begin(), more.end(), std::back_inserter(parts));
}

// The parts of a node below the factor `above`; empty where the passage does not match it.
using Taken = std::optional<Parts>;

class Taker {
 public:
  explicit Taker(const LeafScore& leaf_score) : leaf_score_(leaf_score) {}

  Taken take(const QueryPlan& plan, double above) const {
    const double factor = above * plan.factor;
    if (factor == 0 || plan.op == PlanOp::everything || plan.op == PlanOp::range) return Parts{};
    if (is_leaf(plan.op)) return take_leaf(plan, factor);
    switch (plan.op) {
      case PlanOp::filter:
      case PlanOp::without:
        return take(plan.children.front(), factor);
      case PlanOp::all:
        return take_all(plan, factor);
      case PlanOp::any:
        return take_any(plan, factor, false);
      case PlanOp::maybe:
        return take_any(plan, factor, true);
      default:
        return {};
    }
  }

 private:
  Taken take_leaf(const QueryPlan& plan, double factor) const {
    const std::optional<double> score = leaf_score_(plan);
    if (!score) return {};
    ScorePart part;
    part.reason = reason_of(plan.origin);
    part.word = plan.word;
    part.terms = plan.terms;
    part.source = plan.source;
    part.weight = factor;
    part.score = *score * factor;
    return Parts{std::move(part)};
  }

  Taken take_all(const QueryPlan& plan, double factor) const {
    Parts parts;
    for (const QueryPlan& child : plan.children) {
      Taken taken = take(child, factor);
      if (!taken) return {};
      append(parts, std::move(*taken));
    }
    return parts;
  }

  Taken take_any(const QueryPlan& plan, double factor, bool first_must) const {
    Taken parts;
    for (const QueryPlan& child : plan.children) {
      Taken taken = take(child, factor);
      const bool is_first = &child == &plan.children.front();
      if (!taken && is_first && first_must) return {};
      if (!taken) continue;
      if (!parts) parts.emplace();
      append(*parts, std::move(*taken));
    }
    return parts;
  }

  const LeafScore& leaf_score_;
};

std::unordered_set<std::string> terms_of(const std::vector<std::string>& texts) {
  std::unordered_set<std::string> terms;
  for (const std::string& text : texts) {
    for (const Token& token : analyze(text)) terms.insert(term_of(token));
  }
  return terms;
}

}  // namespace

std::vector<ScorePart> explain(const QueryPlan& plan, const LeafScore& leaf_score) {
  Parts parts = Taker(leaf_score).take(plan, 1).value_or(Parts{});
  std::erase_if(parts, [](const ScorePart& part) { return part.score <= 0; });
  std::stable_sort(parts.begin(), parts.end(),
                   [](const ScorePart& a, const ScorePart& b) { return a.score > b.score; });
  return parts;
}

std::vector<const QueryPlan*> leaves_of(const QueryPlan& plan) {
  if (plan.factor == 0) return {};
  if (is_leaf(plan.op)) return {&plan};
  std::vector<const QueryPlan*> leaves;
  const bool first_only = plan.op == PlanOp::filter || plan.op == PlanOp::without;
  for (const QueryPlan& child : plan.children) {
    const std::vector<const QueryPlan*> more = leaves_of(child);
    leaves.insert(leaves.end(), more.begin(), more.end());
    if (first_only) break;
  }
  return leaves;
}

FieldTerms field_terms(const DocumentInfo& document, const Passage& passage) {
  return {{"title", terms_of({document.title})},
          {"heading", terms_of(passage.heading_path)},
          {"author", terms_of(document.authors)},
          {"year", terms_of({document.date.substr(0, 4)})},
          {"text", terms_of({passage.text})}};
}

std::vector<std::string> fields_of(const ScorePart& part, const FieldTerms& terms) {
  std::vector<std::string> fields;
  for (const auto& [field, of_field] : terms) {
    if (std::any_of(part.terms.begin(), part.terms.end(),
                    [&of = of_field](const std::string& term) { return of.contains(term); }))
      fields.push_back(field);
  }
  return fields;
}

}  // namespace mi
