#include "searchd/filters.h"

#include <algorithm>
#include <utility>

#include "searchd/field_condition.h"

namespace mi {
namespace {

bool share_a_condition(const Query& a, const Query& b) {
  return a.field == b.field && a.field != QueryField::tag;
}

// One condition for each field, or for each tag.
std::vector<QueryPlan> conditions_of(const std::vector<Query>& filters,
                                     const CollectionStatistics& statistics) {
  std::vector<QueryPlan> conditions;
  std::vector<const Query*> open;
  open.reserve(filters.size());
  for (const Query& filter : filters) open.push_back(&filter);
  while (!open.empty()) {
    const Query& first = *open.front();
    QueryPlan condition;
    condition.op = PlanOp::any;
    std::erase_if(open, [&](const Query* filter) {
      const bool belongs = filter == &first || share_a_condition(*filter, first);
      if (belongs) condition.children.push_back(field_condition(*filter, statistics));
      return belongs;
    });
    if (condition.children.size() == 1) {
      QueryPlan only = std::move(condition.children.front());
      condition = std::move(only);
    }
    conditions.push_back(std::move(condition));
  }
  return conditions;
}

}  // namespace

PlannedQuery narrowed(PlannedQuery planned, const std::vector<Query>& filters,
                      const CollectionStatistics& statistics) {
  if (filters.empty()) return planned;
  QueryPlan plan;
  plan.op = PlanOp::filter;
  plan.children = {std::move(planned.plan)};
  std::vector<QueryPlan> conditions = conditions_of(filters, statistics);
  std::move(conditions.begin(), conditions.end(), std::back_inserter(plan.children));
  planned.plan = std::move(plan);
  return planned;
}

std::vector<Query> filters_but(QueryField field, const std::vector<Query>& filters) {
  std::vector<Query> others;
  std::copy_if(filters.begin(), filters.end(), std::back_inserter(others),
               [field](const Query& filter) { return filter.field != field; });
  return others;
}

}  // namespace mi
