#include "searchd/problem_words.h"

#include <gtest/gtest.h>

#include <regex>
#include <set>
#include <string>

#include "core/file.h"

namespace mi {
namespace {

// docs/api.md lists the codes: `bad_query` in the second column of its table of errors.
std::set<std::string> documented_codes() {
  const std::string manual = *read_file(MI_SOURCE_DIR "/docs/api.md", 1 << 20);
  const std::size_t begin = manual.find("| status | `code` |");
  const std::string table = manual.substr(begin, manual.find("\n\n", begin) - begin);
  const std::regex row("\n\\| \\d+ \\|([^|]*)\\|");
  const std::regex code("`([a-z_]+)`");
  std::set<std::string> codes;
  for (std::sregex_iterator at(table.begin(), table.end(), row), end; at != end; ++at) {
    const std::string cell = (*at)[1];
    for (std::sregex_iterator found(cell.begin(), cell.end(), code); found != end; ++found)
      codes.insert((*found)[1]);
  }
  return codes;
}

TEST(ProblemWords, ArePresentInKoreanForEveryDocumentedCode) {
  const std::set<std::string> codes = documented_codes();
  EXPECT_GT(codes.size(), 20U);
  for (const std::string& code : codes) {
    EXPECT_TRUE(korean_problem(code).ends_with(".")) << code << ": " << korean_problem(code);
  }
}

TEST(ProblemWords, AreEmptyForACodeThatNobodyWrote) {
  for (const std::string_view code : {"", "bad", "bad_quer", "bad_query2", "zzz"})
    EXPECT_EQ(korean_problem(code), "") << code;
}

}  // namespace
}  // namespace mi
