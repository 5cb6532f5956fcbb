#include "searchd/prefix_leaf.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "core/analyzer.h"
#include "core/unicode.h"
#include "searchd/query_words.h"

namespace mi {

QueryPlan prefix_leaf(const Query& query, const CollectionStatistics& statistics) {
  std::vector<std::string> terms;
  std::string folded;
  for (const Token& token : analyze(query.text)) {
    if (is_word(token.kind)) terms.push_back(token.term);
  }
  for (const FoldedChar& c : fold(query.text)) append_utf8(folded, c.code);
  if (statistics.completions) {
    for (std::string& term : statistics.completions(folded, kMaxCompletions)) {
      if (std::find(terms.begin(), terms.end(), term) == terms.end())
        terms.push_back(std::move(term));
    }
  }
  QueryPlan plan = leaf(PlanOp::synonym, std::move(terms), LeafOrigin::expansion, query.text + "*");
  plan.source = "prefix";
  if (plan.terms.empty()) plan.op = PlanOp::nothing;
  return plan;
}

}  // namespace mi
