#include "searchd/xapian_query.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

namespace mi {
namespace {

class Translation {
  using Query = Xapian::Query;

 public:
  Translation(const QueryPlan* scoring, Xapian::PostingSource* source)
      : scoring_(scoring), source_(source) {}

  Query of(const QueryPlan& plan) const {
    if (&plan == scoring_) return Query(source_);
    const Query query = unscaled(plan);
    return plan.factor == 1 ? query : Query(Query::OP_SCALE_WEIGHT, query, plan.factor);
  }

 private:
  Query unscaled(const QueryPlan& plan) const {
    switch (plan.op) {
      case PlanOp::nothing:
        return Query::MatchNothing;
      case PlanOp::everything:
        return Query::MatchAll;
      case PlanOp::term:
      case PlanOp::bonus:
        return Query(plan.terms.front());
      case PlanOp::phrase:
        return of_terms(Query::OP_PHRASE, plan, static_cast<Xapian::termcount>(plan.terms.size()));
      case PlanOp::near:
        return of_terms(Query::OP_NEAR, plan, plan.window);
      case PlanOp::synonym:
        return of_terms(Query::OP_OR, plan, 0);
      case PlanOp::range:
        return {Query::OP_VALUE_RANGE, plan.slot, plan.terms.front(), plan.terms.back()};
      case PlanOp::any:
        return any_of(plan);
      case PlanOp::all:
        return of_children(Query::OP_AND, plan);
      case PlanOp::filter:
        return first_and_others(Query::OP_FILTER, Query::OP_AND, plan);
      case PlanOp::maybe:
        return first_and_others(Query::OP_AND_MAYBE, Query::OP_OR, plan);
      case PlanOp::without:
        return first_and_others(Query::OP_AND_NOT, Query::OP_OR, plan);
    }
    return Query::MatchNothing;
  }

  std::vector<Query> all_of(const std::vector<QueryPlan>& plans) const {
    std::vector<Query> queries;
    queries.reserve(plans.size());
    for (const QueryPlan& plan : plans) queries.push_back(of(plan));
    return queries;
  }

  static Query of_terms(Query::op op, const QueryPlan& plan, Xapian::termcount window) {
    return {op, plan.terms.begin(), plan.terms.end(), window};
  }

  Query of_children(Query::op op, const QueryPlan& plan) const {
    const std::vector<Query> children = all_of(plan.children);
    return {op, children.begin(), children.end()};
  }

  // Its single terms at once, each of them once: a query may say a word hundreds of times. What
  // stands near one of them, or together with it, is found with it. Their factors make no
  // difference: what scores is left to a source, and what must hold has a factor of 0.
  Query any_of(const QueryPlan& plan) const {
    std::set<std::string> terms;
    for (const QueryPlan& child : plan.children) {
      if (is_of_terms(child)) terms.insert(child.terms.begin(), child.terms.end());
    }
    std::vector<Query> queries;
    if (!terms.empty()) queries.emplace_back(Query::OP_OR, terms.begin(), terms.end());
    for (const QueryPlan& child : plan.children) {
      if (!is_of_terms(child) && !is_found_with(child, terms)) queries.push_back(of(child));
    }
    return {Query::OP_OR, queries.begin(), queries.end()};
  }

  bool is_of_terms(const QueryPlan& plan) const {
    return &plan != scoring_ &&
           (plan.op == PlanOp::term || plan.op == PlanOp::synonym || plan.op == PlanOp::bonus);
  }

  bool is_found_with(const QueryPlan& plan, const std::set<std::string>& terms) const {
    const auto are_among = [&](const QueryPlan& each) {
      return !each.terms.empty() &&
             std::all_of(each.terms.begin(), each.terms.end(),
                         [&](const std::string& term) { return terms.contains(term); });
    };
    if (&plan == scoring_) return false;
    if (plan.op == PlanOp::near) return are_among(plan);
    return plan.op == PlanOp::all &&
           std::any_of(plan.children.begin(), plan.children.end(), are_among);
  }

  Query first_and_others(Query::op op, Query::op join, const QueryPlan& plan) const {
    const std::vector<Query> children = all_of(plan.children);
    return {op, children.front(), Query(join, children.begin() + 1, children.end())};
  }

  const QueryPlan* scoring_;
  Xapian::PostingSource* source_;
};

}  // namespace

Xapian::Query to_xapian(const QueryPlan& plan) { return Translation(nullptr, nullptr).of(plan); }

Xapian::Query to_xapian(const QueryPlan& plan, const QueryPlan& scoring,
                        Xapian::PostingSource& source) {
  return Translation(&scoring, &source).of(plan);
}

}  // namespace mi
