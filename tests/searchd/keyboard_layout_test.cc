#include "searchd/keyboard_layout.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "core/unicode.h"

namespace mi {
namespace {

TEST(KeyboardLayout, TurnsKeysIntoTheOtherLayout) {
  const struct {
    std::string_view latin, hangul;
  } kCases[] = {
      {"superposition", "녀ㅔㄷ게ㅐ냐샤ㅐㅜ"},
      {"wndcjq", "중첩"},
      {"dlseortus gpem", "인댁션 헤드"},
      {"dlsejrtus gpem", "인덕션 헤드"},
      {"ahepf", "모델"},
      {"rkqt", "값"},
      {"rkqtdl", "값이"},
      {"rkqtl", "갑시"},
      {"rhkwhd", "과종"},
      {"Rocl", "깨치"},
      {"dho", "왜"},
      {"rmrjt", "그것"},
      {"ekfrdl", "닭이"},
      {"qkRdp", "밖에"},
      {"gpt-2", "헷-2"},
      {"kk", "ㅏㅏ"},
      {"", ""},
      {"123 !", "123 !"},
  };
  for (const auto& c : kCases) {
    EXPECT_EQ(as_hangul_keys(c.latin), c.hangul) << c.latin;
    EXPECT_EQ(as_latin_keys(c.hangul), c.latin) << c.hangul;
  }
  EXPECT_EQ(as_hangul_keys("GHKS"), as_hangul_keys("ghks"));  // Shift without another letter
  EXPECT_EQ(as_latin_keys("\u110C\u116E\u11BC"), "wnd");      // NFD
}

TEST(KeyboardLayout, ComesBackFromEverySyllable) {
  std::string all;
  for (char32_t code = 0xAC00; code <= 0xD7A3; ++code) {
    std::string syllable;
    append_utf8(syllable, code);
    ASSERT_EQ(as_hangul_keys(as_latin_keys(syllable)), syllable);
  }
}

TEST(KeyboardLayout, ComesBackFromAnyKeys) {
  std::mt19937 random(20260105);
  for (int round = 0; round < 3000; ++round) {
    std::string keys;
    for (auto i = random() % 30; i > 0; --i) keys += static_cast<char>('a' + random() % 26);
    ASSERT_EQ(as_latin_keys(as_hangul_keys(keys)), keys);
  }
}

TEST(KeyboardLayout, IsTotal) {
  EXPECT_EQ(as_latin_keys("\xFF"), "\uFFFD");
  EXPECT_EQ(as_hangul_keys("\xC3"), "\uFFFD");
}

TEST(KeyboardLayout, TellsWholeSyllablesFromParts) {
  EXPECT_TRUE(is_whole_syllables("중첩 GPT-2"));
  EXPECT_FALSE(is_whole_syllables("녀ㅔㄷ"));
}

}  // namespace
}  // namespace mi
