#include "searchd/question.h"

#include <fmt/format.h>

#include "searchd/parameters.h"

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

OrProblem<void> set_parameter(SearchRequest& search, const std::string& name,
                              const std::string& value) {
  if (name == "limit") return set_number(search.limit, name, value, 1, kMaxLimit);
  if (name == "offset") return set_number(search.offset, name, value, 0, kMaxResults);
  if (name == "expand") return set_flag(search.expand, name, value);
  if (name == "drop") return add_drop(search.dropped_expansions, value);
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
