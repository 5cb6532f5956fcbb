#include "cli/problem.h"

#include <fmt/format.h>

#include "core/unicode.h"

namespace mi {

std::string describe(const std::vector<Error>& problems) {
  std::string out;
  for (const Error& problem : problems) {
    out += fmt::format("  {}\n", printable(problem.message));
    if (!problem.hint.empty()) out += fmt::format("    {}\n", printable(problem.hint));
  }
  return out;
}

}  // namespace mi
