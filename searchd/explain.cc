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

bool has_any(std::string_view text, const std::vector<std::string>& terms) {
  const std::vector<Token> tokens = analyze(text);
  return std::any_of(tokens.begin(), tokens.end(), [&](const Token& token) {
    return std::find(terms.begin(), terms.end(), term_of(token)) != terms.end();
  });
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

std::vector<std::string> fields_of(const ScorePart& part, const DocumentInfo& document,
                                   const Passage& passage) {
  const auto in_any = [&](const std::vector<std::string>& texts) {
    return std::any_of(texts.begin(), texts.end(),
                       [&](const std::string& text) { return has_any(text, part.terms); });
  };
  std::vector<std::string> fields;
  if (has_any(document.title, part.terms)) fields.emplace_back("title");
  if (in_any(passage.heading_path)) fields.emplace_back("heading");
  if (in_any(document.authors)) fields.emplace_back("author");
  if (has_any(document.date.substr(0, 4), part.terms)) fields.emplace_back("year");
  if (has_any(passage.text, part.terms)) fields.emplace_back("text");
  return fields;
}

}  // namespace mi
