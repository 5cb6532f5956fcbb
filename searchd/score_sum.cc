#include "searchd/score_sum.h"

#include <algorithm>
#include <utility>

namespace mi {
namespace {

class Summing {
 public:
  void add(const QueryPlan& plan, double above) {
    const double factor = above * plan.factor;
    switch (plan.op) {
      case PlanOp::any:
        for (const QueryPlan& child : plan.children) add(child, factor);
        return;
      case PlanOp::term:
      case PlanOp::synonym:
        return add_group(plan, factor);
      case PlanOp::bonus:
        sum_.bonuses.push_back({plan.terms.front(), factor});
        return;
      case PlanOp::near:
        return add_near(plan, factor);
      case PlanOp::all:
        return add_all(plan, factor);
      default:
        return;
    }
  }

  ScoreSum sum() { return std::move(sum_); }

 private:
  std::size_t group_of(std::vector<std::string> terms) {
    std::sort(terms.begin(), terms.end());
    terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
    for (std::size_t i = 0; i < sum_.groups.size(); ++i) {
      if (sum_.groups[i].terms == terms) return i;
    }
    sum_.groups.push_back({std::move(terms), 0, false});
    return sum_.groups.size() - 1;
  }

  void add_group(const QueryPlan& plan, double factor) {
    ScoreSum::Group& group = sum_.groups[group_of(plan.terms)];
    group.factor += factor;
    group.matches = true;
  }

  void add_near(const QueryPlan& plan, double factor) {
    ScoreSum::Together near{{}, factor, plan.window};
    for (const std::string& term : plan.terms) near.groups.push_back(group_of({term}));
    add_together(std::move(near));
  }

  void add_all(const QueryPlan& plan, double factor) {
    ScoreSum::Together all{{}, factor, 0};
    for (const QueryPlan& child : plan.children) all.groups.push_back(group_of(child.terms));
    add_together(std::move(all));
  }

  // A query that says the same again and again asks for it once.
  void add_together(ScoreSum::Together together) {
    for (ScoreSum::Together& known : sum_.together) {
      if (known.groups != together.groups || known.window != together.window) continue;
      known.factor += together.factor;
      return;
    }
    sum_.together.push_back(std::move(together));
  }

  ScoreSum sum_;
};

}  // namespace

ScoreSum score_sum(const QueryPlan& plan) {
  Summing summing;
  summing.add(plan, 1);
  return summing.sum();
}

const QueryPlan& scoring_part(const QueryPlan& plan) {
  switch (plan.op) {
    case PlanOp::filter:
    case PlanOp::without:
      return scoring_part(plan.children.front());
    case PlanOp::maybe:
      return scoring_part(plan.children.back());
    default:
      return plan;
  }
}

}  // namespace mi
