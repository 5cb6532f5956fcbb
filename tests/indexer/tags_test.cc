#include "indexer/tags.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace mi {
namespace {

TEST(Tags, AreFoundBehindASpaceOrABracket) {
  struct Case {
    std::string text;
    char before = ' ';
    std::vector<std::string_view> expected;
  };
  const std::vector<Case> cases = {
      {"", ' ', {}},
      {"#SAE and (#중첩/모형) #SAE", ' ', {"SAE", "중첩/모형", "SAE"}},
      {"#a", 'b', {}},
      {"#a", '(', {"a"}},
      {"a#b #1 # ##c [#d](e)", ' ', {}},
      {"#two-words_1, #x.", ' ', {"two-words_1", "x"}},
      {"#-a #_b #/c", ' ', {}},
      {"#", ' ', {}},
  };
  for (const Case& test : cases) {
    EXPECT_EQ(find_tags(test.text, test.before), test.expected) << test.text;
  }
}

}  // namespace
}  // namespace mi
