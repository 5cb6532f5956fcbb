#include "searchd/related.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "core/analyzer.h"

namespace mi {
namespace {

struct Counted {
  std::string typed;
  double count = 0;
};

std::map<std::string, Counted> content_words(std::string_view text) {
  std::map<std::string, Counted> words;
  for (const Token& token : analyze(text)) {
    const bool is_word = token.kind == TokenKind::word || token.kind == TokenKind::hangul;
    if (!is_word || is_stop_word(token) || token.term.size() < 2) continue;
    Counted& word = words[token.term];
    if (word.count++ == 0)
      word.typed = text.substr(token.byte_begin, token.byte_end - token.byte_begin);
  }
  return words;
}

}  // namespace

PlannedQuery plan_related(std::string_view text, const CollectionStatistics& statistics) {
  std::vector<std::tuple<double, std::string, Counted>> order;
  for (auto& [term, word] : content_words(text)) {
    if (statistics.frequency(term) < 2) continue;
    const double worth = (1 + std::log(word.count)) * rarity(statistics, term);
    order.emplace_back(-worth, term, word);
  }
  std::sort(order.begin(), order.end(), [](const auto& a, const auto& b) {
    return std::tie(std::get<0>(a), std::get<1>(a)) < std::tie(std::get<0>(b), std::get<1>(b));
  });
  if (order.size() > kMaxRelatedTerms) order.resize(kMaxRelatedTerms);
  PlannedQuery planned;
  planned.plan.op = order.empty() ? PlanOp::nothing : PlanOp::any;
  for (const auto& [worth, term, word] : order) {
    QueryPlan leaf;
    leaf.op = PlanOp::term;
    leaf.terms = {term};
    leaf.factor = 1 + std::log(word.count);
    leaf.word = word.typed;
    planned.plan.children.push_back(std::move(leaf));
    planned.marks[term] = rarity(statistics, term);
  }
  return planned;
}

}  // namespace mi
