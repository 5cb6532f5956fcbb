#include "core/query.h"

namespace mi {

// Recursion is bounded by the parser's limit on depth.
std::string to_string(const Query& query) {
  if (query.op == QueryOp::word) return query.text;
  if (query.op == QueryOp::phrase) return '"' + query.text + '"';
  std::string out = query.op == QueryOp::without ? "(without" : "(any";
  for (const Query& child : query.children) out += " " + to_string(child);
  return out + ")";
}

}  // namespace mi
