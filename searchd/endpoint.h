// Endpoint: what answers one path of the daemon. Each is a function from a Call to a reply or a
// problem; searchd/routes.h has the table of them.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "core/expected.h"
#include "searchd/backend.h"
#include "searchd/http.h"
#include "searchd/page_viewer.h"
#include "searchd/target.h"

namespace mi {

template <class T>
using OrProblem = tl::expected<T, Problem>;

inline tl::unexpected<Problem> problem(int status, std::string_view code, std::string detail,
                                       std::string hint = {}) {
  return tl::unexpected(Problem{status, code, std::move(detail), std::move(hint)});
}

// What the backend's error says to who asked.
inline tl::unexpected<Problem> problem_of(const Error& error) {
  const bool asker = error.kind == ErrorKind::usage;
  return problem(asker ? 400 : 503, asker ? "bad_query" : "index_unavailable", error.message,
                 error.hint);
}

// One request, taken apart: its path led to the endpoint, and it has no parameter but those of its
// route.
struct Call {
  const Backend& backend;
  const Request& request;
  const Target& target;
  const Viewer& viewer;
  std::string id;  // what stands for "{id}" in the route's path, decoded; else empty

  // The value of a parameter that is given once at most; null where it is not given.
  const std::string* parameter(std::string_view name) const {
    for (const auto& [key, value] : target.parameters) {
      if (key == name) return &value;
    }
    return nullptr;
  }
};

inline constexpr std::string_view kHtmlType = "text/html; charset=utf-8";
inline constexpr std::string_view kJsonType = "application/json";

}  // namespace mi
