#include "searchd/field_condition.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "core/analyzer.h"
#include "core/schema.h"
#include "core/tex_symbols.h"
#include "core/url.h"
#include "searchd/library.h"

namespace mi {
namespace {

QueryPlan leaf(PlanOp op, std::vector<std::string> terms, const Query& query) {
  QueryPlan plan;
  plan.op = terms.empty() ? PlanOp::nothing : op;
  plan.terms = std::move(terms);
  plan.origin = LeafOrigin::condition;
  plan.word = to_string(query);
  return plan;
}

QueryPlan term(std::string text, const Query& query) {
  return leaf(PlanOp::term, {std::move(text)}, query);
}

QueryPlan one_of(std::vector<std::string> terms, const Query& query) {
  std::sort(terms.begin(), terms.end());
  terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
  const PlanOp op = terms.size() == 1 ? PlanOp::term : PlanOp::synonym;
  return leaf(op, std::move(terms), query);
}

// All words of the value, under a prefix.
QueryPlan words(std::string_view prefix, const Query& query) {
  QueryPlan all;
  for (const Token& token : analyze(query.text)) {
    const bool is_word = token.kind == TokenKind::word || token.kind == TokenKind::number ||
                         token.kind == TokenKind::hangul;
    if (is_word) all.children.push_back(term(prefixed_term(prefix, token.term), query));
  }
  if (all.children.size() == 1) return all.children.front();
  all.op = all.children.empty() ? PlanOp::nothing : PlanOp::all;
  return all;
}

// "https://Distill.pub/2020/", "www.distill.pub" and "distill.pub" name the same site.
std::string host_of(std::string_view text) {
  Expected<Url> url = parse_url(text);
  if (!url) url = parse_url("https://" + std::string(text));
  if (!url) return {};
  constexpr std::string_view kWww = "www.";
  const bool is_below = std::count(url->host.begin(), url->host.end(), '.') >= 2;
  return is_below && url->host.starts_with(kWww) ? url->host.substr(kWww.size()) : url->host;
}

// "2020-01" -> the first or the last value in kDateSlot that lies in it.
std::string date_bound(std::string_view date, char fill) {
  std::string digits;
  std::copy_if(date.begin(), date.end(), std::back_inserter(digits),
               [](char c) { return c != '-'; });
  digits.resize(8, fill);
  return digits;
}

QueryPlan dates(const Query& query) {
  const std::string& last = query.range ? query.to : query.text;
  QueryPlan plan = leaf(PlanOp::range, {date_bound(query.text, '0'), date_bound(last, '9')}, query);
  plan.slot = kDateSlot;
  return plan;
}

QueryPlan works(std::string_view prefix, const Query& query,
                const CollectionStatistics& statistics) {
  std::vector<std::string> keys = keys_of_name(query.text);
  if (statistics.keys_of_named) {
    for (std::string& key : statistics.keys_of_named(query.text)) keys.push_back(std::move(key));
  }
  std::vector<std::string> terms;
  terms.reserve(keys.size());
  for (const std::string& key : keys) terms.push_back(prefixed_term(prefix, key));
  return one_of(std::move(terms), query);
}

// A document by its id, its address or the words of its title.
QueryPlan in_document(const Query& query) {
  std::vector<std::string> ids = {document_term(query.text)};
  for (const std::string& text : {query.text, "https://" + query.text}) {
    if (const Expected<Url> url = parse_url(text))
      ids.push_back(document_term(canonical_url(*url)));
  }
  QueryPlan named = one_of(std::move(ids), query);
  QueryPlan titled = words(kTitlePrefix, query);
  if (titled.op == PlanOp::nothing) return named;
  QueryPlan any;
  any.op = PlanOp::any;
  any.children = {std::move(named), std::move(titled)};
  return any;
}

}  // namespace

std::vector<std::string> symbol_terms(std::string_view formula) {
  const std::vector<std::string> symbols = tex_symbols(formula);
  std::vector<std::string> terms;
  terms.reserve(symbols.size());
  for (const std::string& symbol : symbols) terms.push_back(std::string(kSymbolPrefix) + symbol);
  return terms;
}

QueryPlan field_condition(const Query& query, const CollectionStatistics& statistics) {
  const std::string& text = query.text;
  switch (query.field) {
    case QueryField::title:
      return words(kTitlePrefix, query);
    case QueryField::author:
      return words(kAuthorPrefix, query);
    case QueryField::tag: {
      std::vector<std::string> terms = tag_terms(text);
      return terms.empty() ? QueryPlan{} : term(std::move(terms.back()), query);
    }
    case QueryField::site: {
      std::vector<std::string> terms = host_terms(host_of(text));
      return terms.empty() ? QueryPlan{} : term(std::move(terms.front()), query);
    }
    case QueryField::kind:
      return term(prefixed_term(kKindPrefix, text), query);
    case QueryField::lang: {
      std::vector<std::string> terms = language_terms(text);
      return terms.empty() ? QueryPlan{} : term(std::move(terms.front()), query);
    }
    case QueryField::year:
      if (!query.range) return term(prefixed_term(kYearPrefix, text), query);
      return dates(query);
    case QueryField::date:
      return dates(query);
    case QueryField::cites:
      return works(kCitationPrefix, query, statistics);
    case QueryField::linked:
      return works(kLinkPrefix, query, statistics);
    case QueryField::in:
      return in_document(query);
    case QueryField::is:
      return term(std::string(kDraftTerm), query);
    case QueryField::math:
      break;
  }
  std::vector<std::string> symbols = symbol_terms(text);
  const PlanOp op = symbols.size() == 1 ? PlanOp::term : PlanOp::phrase;
  return leaf(op, std::move(symbols), query);
}

}  // namespace mi
