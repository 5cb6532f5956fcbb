#include "searchd/xapian_query.h"

#include <vector>

namespace mi {
namespace {

std::vector<Xapian::Query> all_to_xapian(const std::vector<QueryPlan>& plans) {
  std::vector<Xapian::Query> queries;
  queries.reserve(plans.size());
  for (const QueryPlan& plan : plans) queries.push_back(to_xapian(plan));
  return queries;
}

}  // namespace

Xapian::Query unscaled_xapian(const QueryPlan& plan) {
  using Op = Xapian::Query;
  const auto of_terms = [&](Op::op op, Xapian::termcount window) {
    return Op(op, plan.terms.begin(), plan.terms.end(), window);
  };
  const auto of_children = [&](Op::op op) {
    const std::vector<Op> children = all_to_xapian(plan.children);
    return Op(op, children.begin(), children.end());
  };
  const auto first_and_others = [&](Op::op op, Op::op join) {
    std::vector<Op> children = all_to_xapian(plan.children);
    return Op(op, children.front(), Op(join, children.begin() + 1, children.end()));
  };
  switch (plan.op) {
    case PlanOp::nothing:
      return Op::MatchNothing;
    case PlanOp::everything:
      return Op::MatchAll;
    case PlanOp::term:
      return Op(plan.terms.front());
    case PlanOp::phrase:
      return of_terms(Op::OP_PHRASE, static_cast<Xapian::termcount>(plan.terms.size()));
    case PlanOp::near:
      return of_terms(Op::OP_NEAR, plan.window);
    case PlanOp::bonus:
      return {Op::OP_AND, Op((new Xapian::FixedWeightPostingSource(1))->release()),
              Op(Op::OP_SCALE_WEIGHT, Op(plan.terms.front()), 0)};
    case PlanOp::synonym:
      return of_terms(Op::OP_SYNONYM, 0);
    case PlanOp::range:
      return {Op::OP_VALUE_RANGE, plan.slot, plan.terms.front(), plan.terms.back()};
    case PlanOp::any:
      return of_children(Op::OP_OR);
    case PlanOp::all:
      return of_children(Op::OP_AND);
    case PlanOp::filter:
      return first_and_others(Op::OP_FILTER, Op::OP_AND);
    case PlanOp::maybe:
      return first_and_others(Op::OP_AND_MAYBE, Op::OP_OR);
    case PlanOp::without:
      return first_and_others(Op::OP_AND_NOT, Op::OP_OR);
  }
  return Op::MatchNothing;
}

Xapian::Query to_xapian(const QueryPlan& plan) {
  const Xapian::Query query = unscaled_xapian(plan);
  return plan.factor == 1 ? query
                          : Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT, query, plan.factor);
}

}  // namespace mi
