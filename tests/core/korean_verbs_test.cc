#include "core/korean_verbs.h"

#include <gtest/gtest.h>

#include <string>

#include "core/glossary.h"
#include "core/unicode.h"

namespace mi {
namespace {

std::string verb_of(std::string_view word) {
  std::u32string letters;
  for (std::size_t at = 0, size = 0; at < word.size(); at += size)
    letters += decode_utf8(word, at, size);
  std::string out;
  for (const char32_t code : dictionary_form(letters)) append_utf8(out, code);
  return out;
}

TEST(KoreanVerbs, FindsTheVerbOfAForm) {
  const struct {
    std::string_view word, verb;
  } kCases[] = {
      // Regular stems, with a final consonant and without.
      {"믿으면", "믿다"},
      {"믿었습니까", "믿다"},
      {"믿는다고", "믿다"},
      {"믿지", "믿다"},
      {"바꾸는", "바꾸다"},
      {"바꾼", "바꾸다"},
      {"바꿉니다", "바꾸다"},
      {"나타난다", "나타나다"},
      // The infinitive with 아 or 어, contracted and not.
      {"바꿔서", "바꾸다"},
      {"나누어", "나누다"},
      {"나눠진", "나누다"},
      {"바뀌었다", "바뀌다"},
      {"보여준다", "보여주다"},
      {"켜져", "켜지다"},
      {"써서", "쓰다"},
      {"변해", "변하다"},
      {"변하였다", "변하다"},
      // ㄹ falls before ㄴ, ㅂ and ㅅ.
      {"만드는", "만들다"},
      {"만듭니다", "만들다"},
      {"만들면", "만들다"},
      {"만든다", "만들다"},
      // Irregular: ㅂ, ㄷ, ㅅ, 르.
      {"도와주는", "돕다"},
      {"쉬운", "쉽다"},
      {"어려웠다", "어렵다"},
      {"깨달은", "깨닫다"},
      {"지어서", "짓다"},
      {"몰라서", "모르다"},
      {"흘렀다", "흐르다"},
      {"따라서", "따르다"},
      // Auxiliaries, so that a stop list needs each once.
      {"있는가", "있다"},
      {"합니까", "하다"},
      {"되었습니까", "되다"},
      {"않은", "않다"},
      // The longest stem, not the shorter with an auxiliary.
      {"꺼지면", "꺼지다"},
      {"흘러가는", "흘러가다"},
  };
  for (const auto& c : kCases) EXPECT_EQ(verb_of(c.word), c.verb) << c.word;
}

TEST(KoreanVerbs, LeavesNounsAndUnknownWords) {
  for (const std::string_view noun :
       {"중첩", "남자", "잡지", "크기", "길이", "높이", "모델", "다시", "여러", "그리고", "이를",
        "끄는", "가", "", "표현하는", "학습된다"})
    EXPECT_EQ(verb_of(noun), "") << noun;
  EXPECT_EQ(dictionary_form(U"abc"), U"");
  EXPECT_EQ(dictionary_form(std::u32string(100, U'믿')), U"");
}

TEST(KoreanVerbs, KnowsTheVerbsOfTheShippedGlossary) {
  std::size_t verbs = 0;
  for (const GlossaryEntry& entry : shipped_glossary().entries) {
    for (const std::string& term : entry.korean) {
      if (!term.ends_with("다") || term.find(' ') != std::string::npos) continue;
      ++verbs;
      EXPECT_EQ(verb_of(term), term);
    }
  }
  EXPECT_GT(verbs, 400U);
}

}  // namespace
}  // namespace mi
