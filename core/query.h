// Query: what a typed query means, as a tree. Made by searchd/query_parser.h.
#pragma once

#include <string>
#include <vector>

namespace mi {

enum class QueryOp {
  any,      // its children, ranked: the more of them and the rarer, the better
  word,     // `text`, as typed; it may be several words to the analyzer ("in-context")
  phrase,   // `text`: these words beside each other, in this order; a result must have it
  without,  // its one child: no result may have it
};

struct Query {
  QueryOp op = QueryOp::any;
  std::string text;
  std::vector<Query> children;

  friend bool operator==(const Query&, const Query&) = default;
};

// The tree on one line: (any superposition "toy model" (without neuron)).
std::string to_string(const Query& query);

}  // namespace mi
