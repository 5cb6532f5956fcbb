#include "searchd/query_plan.h"

#include <fmt/format.h>

#include <array>
#include <string_view>
#include <utility>

namespace mi {
namespace {

std::string_view name_of(PlanOp op) {
  constexpr std::array<std::string_view, 13> kNames = {
      "nothing", "everything", "term", "phrase", "near",  "synonym", "bonus",
      "range",   "any",        "all",  "filter", "maybe", "without"};
  return kNames[static_cast<std::size_t>(op)];
}

std::string body_of(const QueryPlan& plan) {
  if (plan.op == PlanOp::nothing || plan.op == PlanOp::everything)
    return std::string(name_of(plan.op));
  if (plan.op == PlanOp::term) return plan.terms.front();
  std::string out = fmt::format("({}", name_of(plan.op));
  if (plan.op == PlanOp::near) out += fmt::format("/{}", plan.window);
  for (const std::string& term : plan.terms) out += " " + term;
  for (const QueryPlan& child : plan.children) out += " " + to_string(child);
  return out + ")";
}

}  // namespace

QueryPlan leaf(PlanOp op, std::vector<std::string> terms, LeafOrigin origin, std::string word) {
  QueryPlan plan;
  plan.op = op;
  plan.terms = std::move(terms);
  plan.origin = origin;
  plan.word = std::move(word);
  return plan;
}

QueryPlan term_leaf(std::string term, LeafOrigin origin, std::string word) {
  return leaf(PlanOp::term, {std::move(term)}, origin, std::move(word));
}

QueryPlan joined(PlanOp op, QueryPlans plans) {
  if (plans.size() == 1) return std::move(plans.front());
  QueryPlan plan;
  plan.op = plans.empty() ? PlanOp::nothing : op;
  plan.children = std::move(plans);
  return plan;
}

QueryPlan with_first(PlanOp op, QueryPlan first, QueryPlans others) {
  if (others.empty()) return first;
  others.insert(others.begin(), std::move(first));
  return joined(op, std::move(others));
}

// Recursion is bounded by the depth of the query.
std::string to_string(const QueryPlan& plan) {
  return plan.factor == 1 ? body_of(plan) : fmt::format("{:g}*{}", plan.factor, body_of(plan));
}

}  // namespace mi
