#include "searchd/formulas.h"

#include <gtest/gtest.h>

#include <string>

namespace mi {
namespace {

TEST(Formulas, AreFoundWhereTheAnalyzerSeesThem) {
  const struct {
    std::string text;
    std::vector<std::string> expected;
  } kCases[] = {
      {"", {}},
      {"no dollar", {}},
      {"the matrix $W_Q$ and $$x = y$$.", {"$W_Q$", "$$x = y$$"}},
      {"$a$$b$", {"$a$", "$b$"}},
      {"from $5 to $6", {}},
      {"$5 is no formula, $x$ is one", {"$x$"}},
      {"$", {}},
      {"$$", {}},
      {"an open $x", {}},
      {"헤드 $h_i$가", {"$h_i$"}},
  };
  for (const auto& c : kCases) {
    std::vector<std::string> found;
    for (const Span& span : find_formulas(c.text))
      found.push_back(c.text.substr(span.begin, span.end - span.begin));
    EXPECT_EQ(found, c.expected) << c.text;
  }
}

}  // namespace
}  // namespace mi
