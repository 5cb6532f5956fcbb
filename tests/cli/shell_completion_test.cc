// What a press of Tab gives in bash, with the file of packaging/completions.

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "tests/cli/programs.h"

namespace mi {
namespace {

class ShellCompletionTest : public testing::Test {
 protected:
  ShellCompletionTest() {
    machine_.home().write("notes/a.md",
                          "# Toy Models (a sketch)\n\nInduction heads copy; 인덕션 헤드.\n\n"
                          "## Induction Heads\n\nAn induction head (인덕션 헤드) is one of two.\n");
    machine_.run("mi-index", {"--notes", "notes"});
  }

  // The candidates, each in brackets, where these words stand and the last is being typed.
  std::string candidates(const std::string& words) const {
    const std::string script =
        "PATH=" MI_PROGRAMS_DIR ":$PATH; . " MI_SOURCE_DIR
        "/packaging/completions/mi-search.bash; COMP_WORDS=(" +
        words +
        "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _mi_search; printf '[%s]' \"${COMPREPLY[@]}\"";
    return run_program("/bin/bash", {"-c", script}, machine_.options()).out;
  }

  UserMachine machine_;
};

TEST_F(ShellCompletionTest, OffersWhatTheQueryMayBecome) {
  const std::vector<std::pair<std::string, std::string>> kCases = {
      {"mi-search induction\\ he", "[Induction Heads]"},   {"mi-search induction he", "[Heads]"},
      {"mi-search -n 3 --facets induction he", "[Heads]"}, {"mi-search 인덕셔", "[인덕션]"},
      {"mi-search toy", "[Toy Models \\(a sketch\\)]"},    {"mi-search zzz", "[]"},
  };
  for (const auto& [words, expected] : kCases)
    EXPECT_NE(candidates(words).find(expected), std::string::npos)
        << words << ": " << candidates(words);
}

TEST_F(ShellCompletionTest, OffersOptions) {
  EXPECT_EQ(candidates("mi-search --fo"), "[--format]");
  EXPECT_EQ(candidates("mi-search --no-"), "[--no-expand]");
}

}  // namespace
}  // namespace mi
