#include "searchd/routes.h"

#include <algorithm>

#include "searchd/endpoint_asset.h"
#include "searchd/endpoint_document.h"
#include "searchd/endpoint_login.h"
#include "searchd/endpoint_map.h"
#include "searchd/endpoint_openapi.h"
#include "searchd/endpoint_page.h"
#include "searchd/endpoint_reader.h"
#include "searchd/endpoint_search.h"
#include "searchd/endpoint_status.h"
#include "searchd/endpoint_suggest.h"

namespace mi {
namespace {

// The next segment of "/a/b", taken off the front.
std::string_view take_segment(std::string_view& path) {
  path.remove_prefix(1);
  const std::string_view segment = path.substr(0, path.find('/'));
  path.remove_prefix(segment.size());
  return segment;
}

bool fits(std::string_view path, const std::vector<std::string>& segments, std::string& id) {
  for (const std::string& segment : segments) {
    if (path.empty()) return false;
    const std::string_view expected = take_segment(path);
    if (expected == "{id}" && !segment.empty()) {
      id = segment;
    } else if (segment != expected) {
      return false;
    }
  }
  return path.empty();
}

}  // namespace

const std::vector<Route>& routes() {
  static const std::vector<Route> table = {
      {"/",
       {"q", "offset", "kind", "site", "lang", "year", "tag", "sort", "expand", "drop"},
       answer_page},
      {"/doc/{id}", {"q"}, answer_reader},
      {"/map", {}, answer_map},
      {"/api/v1/search",
       {"q", "limit", "offset", "kind", "site", "lang", "year", "tag", "sort", "explain", "facets",
        "expand", "drop"},
       answer_search},
      {"/api/v1/suggest", {"q", "limit"}, answer_suggest},
      {"/api/v1/documents/{id}", {"q"}, answer_document},
      {"/api/v1/documents/{id}/related",
       {"anchor", "line", "limit", "offset", "kind", "site", "lang", "year", "tag", "explain",
        "facets"},
       answer_related},
      {"/api/v1/about", {"of"}, answer_about},
      {"/api/v1/status", {}, answer_status},
      {"/api/v1/openapi.json", {}, answer_openapi},
      {"/metrics", {}, answer_metrics},
      {"/opensearch/suggest", {"q"}, answer_opensearch_suggest},
      {"/opensearch.xml", {}, answer_opensearch},
      {"/login", {"token"}, answer_login, true},
      {"/healthz", {}, answer_health, true},
      {"/favicon.ico", {}, answer_icon, true},
      {"/assets/{id}", {}, answer_asset, true},
  };
  return table;
}

std::vector<std::string_view> route_paths() {
  std::vector<std::string_view> paths;
  for (const Route& route : routes()) paths.push_back(route.path);
  return paths;
}

FoundRoute find_route(const Target& target) {
  FoundRoute found;
  const auto route = std::find_if(routes().begin(), routes().end(), [&](const Route& each) {
    return fits(each.path, target.segments, found.id);
  });
  if (route == routes().end()) return {};
  found.route = &*route;
  return found;
}

}  // namespace mi
