#include "core/stem.h"

#include <gtest/gtest.h>

#include <string>

namespace mi {
namespace {

TEST(Stem, TakesEnglishEndingsOff) {
  const struct {
    std::string_view word, stem;
  } kCases[] = {
      {"superpositions", "superposit"},
      {"neurons", "neuron"},
      {"polysemantic", "polysemant"},
      {"learning", "learn"},
      {"", ""},
      {"x", "x"},
      {"electroencephalographicallyspeaking", "electroencephalographicallyspeak"},
  };
  for (const auto& c : kCases) EXPECT_EQ(stem_english(c.word), c.stem) << c.word;
}

TEST(Stem, RemembersWordsWithoutMixingThemUp) {
  // More words than are remembered, twice over: each must have its own stem.
  std::string first;
  std::string second;
  for (int i = 0; i < 20'000; ++i) {
    std::string word = "w";
    for (int rest = i; rest > 0; rest /= 26) word += static_cast<char>('a' + rest % 26);
    first += stem_english(word + "ings") + " ";
  }
  for (int i = 0; i < 20'000; ++i) {
    std::string word = "w";
    for (int rest = i; rest > 0; rest /= 26) word += static_cast<char>('a' + rest % 26);
    second += std::string(stem_english_view(word + "ings")) + " ";
    ASSERT_EQ(stem_english_view(word + "ings"), stem_english(word + "ings"));
  }
  EXPECT_EQ(first, second);
}

TEST(Stem, LeavesAWordTooLongToBeOne) {
  const std::string word(65, 's');
  EXPECT_EQ(stem_english(word), word);
}

}  // namespace
}  // namespace mi
