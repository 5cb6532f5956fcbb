#include "searchd/question.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "core/unicode.h"
#include "searchd/parameters.h"
#include "searchd/query_field.h"

namespace mi {
namespace {

OrProblem<void> add_drop(std::vector<std::string>& dropped, const std::string& text) {
  if (text.empty() || text.size() > kMaxDropBytes || dropped.size() == kMaxDrops) {
    return problem(400, "bad_drop",
                   fmt::format("drop names one expansion, in {} bytes at most, {} times at most",
                               kMaxDropBytes, kMaxDrops),
                   "To leave all of them out, say expand=0.");
  }
  dropped.push_back(text);
  return {};
}

OrProblem<void> set_number(std::size_t& target, std::string_view name, std::string_view value,
                           std::size_t least, std::size_t most) {
  const OrProblem<std::size_t> number = parse_number(name, value, least, most);
  if (!number) return tl::unexpected(number.error());
  target = *number;
  return {};
}

OrProblem<void> set_flag(bool& target, std::string_view name, std::string_view value) {
  std::size_t number = 0;
  OrProblem<void> set = set_number(number, name, value, 0, 1);
  if (set) target = number == 1;
  return set;
}

OrProblem<void> set_order(SearchOrder& order, std::string_view value) {
  if (value != "relevance" && value != "date")
    return problem(400, "bad_sort", "sort must be relevance or date");
  order = value == "date" ? SearchOrder::newest : SearchOrder::best;
  return {};
}

OrProblem<void> add_filter(std::vector<Query>& filters, QueryField field,
                           const std::string& value) {
  if (value.size() > kMaxFilterBytes || filters.size() == kMaxFilters) {
    return problem(400, "bad_filter",
                   fmt::format("there are more than {} filters, or one of more than {} bytes",
                               kMaxFilters, kMaxFilterBytes));
  }
  std::optional<Query> filter = field_query(field, value);
  if (!filter) {
    return problem(400, "bad_filter",
                   fmt::format("{} has no value \"{}\"", name_of(field), printable(value)),
                   "The values are those of the query language: kind=paper, lang=ko, "
                   "year=2020..2022.");
  }
  filters.push_back(std::move(*filter));
  return {};
}

// The fields that are parameters too.
std::optional<QueryField> filter_named(std::string_view name) {
  constexpr std::array<QueryField, 5> kFilters = {
      QueryField::kind, QueryField::site, QueryField::lang, QueryField::year, QueryField::tag};
  const auto* const found = std::find_if(kFilters.begin(), kFilters.end(),
                                         [&](QueryField field) { return name_of(field) == name; });
  if (found == kFilters.end()) return {};
  return *found;
}

OrProblem<void> set_parameter(SearchRequest& search, const std::string& name,
                              const std::string& value) {
  if (name == "limit") return set_number(search.limit, name, value, 1, kMaxLimit);
  if (name == "offset") return set_number(search.offset, name, value, 0, kMaxResults);
  if (name == "expand") return set_flag(search.expand, name, value);
  if (name == "drop") return add_drop(search.dropped_expansions, value);
  if (name == "explain") return set_flag(search.explain, name, value);
  if (name == "facets") return set_flag(search.facets, name, value);
  if (name == "sort") return set_order(search.order, value);
  if (const std::optional<QueryField> field = filter_named(name))
    return add_filter(search.filters, *field, value);
  if (name == "q") search.query = value;
  return {};
}

}  // namespace

OrProblem<SearchRequest> parse_question(const Call& call) {
  SearchRequest search;
  search.limit = call.backend.default_limit;
  for (const auto& [name, value] : call.target.parameters) {
    if (const OrProblem<void> set = set_parameter(search, name, value); !set)
      return tl::unexpected(set.error());
  }
  if (search.offset + search.limit > kMaxResults) {
    return problem(400, "bad_number",
                   fmt::format("offset and limit reach beyond passage {}", kMaxResults),
                   "Ask a narrower question.");
  }
  return search;
}

OrProblem<Results> search(const Call& call, const SearchRequest& request) {
  Expected<Results> results = call.backend.search(request);
  if (!results) return problem_of(results.error());
  return std::move(*results);
}

}  // namespace mi
