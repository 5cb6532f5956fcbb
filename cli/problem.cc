#include "cli/problem.h"

#include <fmt/format.h>

#include "core/unicode.h"

namespace mi {

std::string describe(const std::vector<Error>& problems) {
  std::string out;
  for (std::size_t i = 0; i < problems.size(); ++i) {
    const Error& problem = problems[i];
    out += fmt::format("  {}\n", printable(problem.message));
    const bool is_said_below = i + 1 < problems.size() && problems[i + 1].hint == problem.hint;
    if (!problem.hint.empty() && !is_said_below)
      out += fmt::format("    {}\n", printable(problem.hint));
  }
  return out;
}

}  // namespace mi
