#include "core/jamo.h"

#include <gtest/gtest.h>

#include <string>

namespace mi {
namespace {

TEST(Jamo, AreTheLettersThatAreTyped) {
  const struct {
    char32_t code;
    std::u32string_view letters;
  } kCases[] = {{U'인', U"ㅇㅣㄴ"}, {U'값', U"ㄱㅏㅂㅅ"}, {U'과', U"ㄱㅗㅏ"}, {U'꿰', U"ㄲㅜㅔ"},
                {U'ㅔ', U"ㅔ"},     {U'ㄳ', U"ㄱㅅ"},     {U'\u1112', U"ㅎ"}, {U'\u1161', U"ㅏ"},
                {U'\u11AB', U"ㄴ"}, {U'a', U""},          {U'\u119E', U""},   {U'힣', U"ㅎㅣㅎ"}};
  for (const auto& c : kCases) EXPECT_EQ(jamo_of(c.code), c.letters) << std::uint32_t{c.code};
}

TEST(Jamo, MakeEverySyllable) {
  EXPECT_EQ(syllable_of(U'ㄱ', U'ㅏ', 0), U'가');
  EXPECT_EQ(syllable_of(U'ㄱ', U'ㅏ', U'ㅄ'), U'값');
  EXPECT_EQ(syllable_of(U'ㅎ', U'ㅣ', U'ㅎ'), U'힣');
  EXPECT_EQ(syllable_of(U'ㄱ', U'ㅏ', U'ㄸ'), 0U);
  EXPECT_EQ(syllable_of(U'ㅏ', U'ㅏ', 0), 0U);
  EXPECT_EQ(compound_of(U'ㅗ', U'ㅏ'), U'ㅘ');
  EXPECT_EQ(compound_of(U'ㄱ', U'ㄱ'), 0U);
}

TEST(LetterKey, OfABeginningIsABeginning) {
  const std::string whole = letter_key("인덕션 모델의 값과");
  for (const std::string_view typed :
       {"ㅇ", "이", "인", "인ㄷ", "인더", "인덕", "인덕ㅅ", "인덕셔", "인덕션", "인덕션 몯",
        "인덕션 모데", "인덕션 모델의 갑", "인덕션 모델의 값고", "\u110B\u1175\u11AB"}) {
    EXPECT_TRUE(whole.starts_with(letter_key(typed))) << typed;
  }
  EXPECT_FALSE(whole.starts_with(letter_key("인덕선")));
}

TEST(LetterKey, FoldsWhatTypingDoesNotTellApart) {
  EXPECT_EQ(letter_key("  In-Context  Learning! "), "in context learning");
  EXPECT_EQ(letter_key("Poincar\u00E9 \uFF27\uFF30\uFF34"), "poincare gpt");
  EXPECT_EQ(letter_key("\u03B1"), "\u03B1");
  EXPECT_EQ(letter_key("?!"), "");
}

TEST(InitialsKey, HoldsTheFirstConsonants) {
  EXPECT_EQ(initials_key("인덕션 헤드"), letter_key("ㅇㄷㅅㅎㄷ"));
  EXPECT_EQ(initials_key("까치 GPT"), letter_key("ㄲㅊ"));
  EXPECT_EQ(initials_key("attention"), "");
}

}  // namespace
}  // namespace mi
