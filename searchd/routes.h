// Routes: every path that the daemon answers, and the parameters that it takes there, in one table.
// docs/openapi.json tells the same to programs.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "searchd/endpoint.h"

namespace mi {

struct Route {
  std::string_view path;                     // "{id}" stands for one segment of any text
  std::vector<std::string_view> parameters;  // every other is a 400
  OrProblem<Reply> (*answer)(const Call& call);
  bool is_open = false;  // answers without a token too: it tells nothing of the collection
};

const std::vector<Route>& routes();

// The paths alone: the names that Metrics counts under.
std::vector<std::string_view> route_paths();

struct FoundRoute {
  const Route* route = nullptr;  // null: there is nothing at this path
  std::string id;                // Call::id
};

FoundRoute find_route(const Target& target);

}  // namespace mi
