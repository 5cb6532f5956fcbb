#include "searchd/routes.h"

#include <gtest/gtest.h>

namespace mi {
namespace {

std::string_view path_found(std::string_view target) {
  const auto parsed = parse_target(target);
  if (!parsed) return "?";
  const FoundRoute found = find_route(*parsed);
  return found.route == nullptr ? "" : found.route->path;
}

TEST(Routes, FindEachPathByItself) {
  for (const Route& route : routes()) {
    std::string path(route.path);
    if (const std::size_t at = path.find("{id}"); at != std::string::npos) path.replace(at, 4, "x");
    EXPECT_EQ(path_found(path), route.path);
    EXPECT_EQ(path_found(path + "?a=b"), route.path);
    EXPECT_EQ(path_found(path + "/"), "") << path;
    EXPECT_EQ(path_found("/" + path), "") << path;
  }
}

TEST(Routes, TakeAnyTextForASegment) {
  for (const auto& [segment, id] : {std::pair<std::string, std::string>{"a", "a"},
                                    {"https%3A%2F%2Fa.org%2Fb%3Fc", "https://a.org/b?c"},
                                    {"%EC%A4%91%EC%B2%A9.md", "중첩.md"},
                                    {"..", ".."},
                                    {"%7Bid%7D", "{id}"}}) {
    const auto target = parse_target("/assets/" + segment);
    ASSERT_TRUE(target);
    const FoundRoute found = find_route(*target);
    ASSERT_NE(found.route, nullptr) << segment;
    EXPECT_EQ(found.id, id);
  }
}

TEST(Routes, LeadNowhereElse) {
  for (const std::string_view path : {"//", "/assets", "/assets/", "/assets/a/b", "/api", "/api/v1",
                                      "/api/v1/search/", "/API/v1/search", "/{id}", "/a"}) {
    EXPECT_EQ(path_found(path), "") << path;
  }
}

}  // namespace
}  // namespace mi
