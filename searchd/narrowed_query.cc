#include "searchd/narrowed_query.h"

#include <fmt/format.h>

#include "searchd/query_parser.h"

namespace mi {

std::optional<std::string> query_within(const Results& results, const DocumentInfo& document) {
  const Expected<ParsedQuery> parsed =
      parse_query(results.answered.empty() ? results.query : results.answered);
  if (!parsed || parsed->simplified || document.id.find('"') != std::string::npos) return {};
  Query in{QueryOp::field, document.id};
  in.field = QueryField::in;
  const std::string query = to_string(parsed->query);
  const bool is_plain = parsed->query.op == QueryOp::any;
  return fmt::format("{} {}", is_plain ? query : "(" + query + ")", to_string(in));
}

}  // namespace mi
