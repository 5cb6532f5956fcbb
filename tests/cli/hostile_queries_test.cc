// Each hostile query, as an argument of mi-search: found, not found, or refused with the reason.

#include "tests/searchd/hostile_queries.h"

#include <gtest/gtest.h>

#include "tests/cli/programs.h"

namespace mi {
namespace {

// What Linux hands over as one argument, at most; it ends at a NUL.
constexpr std::size_t kLongestArgument = (std::size_t{128} << 10U) - 1;

TEST(HostileArguments, EndMiSearchAsItsHelpSays) {
  const UserMachine machine;
  machine.home().write("notes/one.md",
                       "# Superposition\n\nThe model of a toy, and of the value.\n");
  ASSERT_EQ(machine.run("mi-index", {"--notes", "notes"}).exit_code, 0);
  for (const HostileQuery& query : hostile_queries()) {
    SCOPED_TRACE(query.name);
    const std::string argument = query.text.substr(0, query.text.find('\0'));
    if (argument.size() > kLongestArgument) continue;
    const ProgramResult result = machine.run("mi-search", {"--", argument});
    EXPECT_TRUE(result.exit_code >= 0 && result.exit_code <= 2) << result.exit_code;
    EXPECT_EQ(result.out.empty(), result.exit_code != 0);
    EXPECT_EQ(result.err.empty(), result.exit_code == 0) << result.err;
    EXPECT_EQ(result.out.find_first_of(std::string("\0\x1b\x07\x08", 4)), std::string::npos);
  }
}

}  // namespace
}  // namespace mi
