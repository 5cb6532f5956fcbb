#include "core/korean.h"

#include <gtest/gtest.h>

#include <string>

#include "core/unicode.h"

namespace mi {
namespace {

std::string to_utf8(std::u32string_view text) {
  std::string out;
  for (const char32_t code : text) append_utf8(out, code);
  return out;
}

TEST(Korean, StripsParticlesAndEndings) {
  const struct {
    std::u32string_view word, stem;
  } kCases[] = {
      // Josa agree with the final consonant before them.
      {U"중첩을", U"중첩"},
      {U"중첩이", U"중첩"},
      {U"중첩은", U"중첩"},
      {U"중첩과", U"중첩"},
      {U"중첩으로", U"중첩"},
      {U"헤드를", U"헤드"},
      {U"헤드가", U"헤드"},
      {U"헤드는", U"헤드"},
      {U"헤드와", U"헤드"},
      {U"헤드로", U"헤드"},
      {U"모델로", U"모델"},
      {U"모델에서는", U"모델"},
      {U"모델로부터", U"모델"},
      {U"입력에서부터", U"입력"},
      {U"뉴런들의", U"뉴런"},
      {U"특징들", U"특징"},
      {U"층까지도", U"층"},
      {U"단의성이란", U"단의성"},
      {U"회로라는", U"회로"},
      {U"값을", U"값"},
      // Endings of 하다, 되다, 이다.
      {U"표현하는", U"표현"},
      {U"표현한다", U"표현"},
      {U"표현했다", U"표현"},
      {U"학습된다", U"학습"},
      {U"학습되었습니다", U"학습"},
      {U"활성화된", U"활성화"},
      {U"특징인", U"특징"},
      {U"특징이다", U"특징"},
      {U"특징입니다", U"특징"},
      {U"표현하기를", U"표현"},
      {U"희소하지만", U"희소"},
      {U"표현합니까", U"표현"},
      {U"학습하고", U"학습"},
      {U"학습했고", U"학습"},
      {U"학습했으며", U"학습"},
      {U"학습하였으나", U"학습"},
      {U"학습되었던", U"학습"},
      {U"학습되어야", U"학습"},
      {U"학습하므로", U"학습"},
      {U"학습하거나", U"학습"},
      {U"학습함으로써", U"학습"},
      {U"학습됨을", U"학습"},
      {U"학습된다면", U"학습"},
      {U"학습하더라도", U"학습"},
      {U"학습해도", U"학습"},
      {U"학습하려는", U"학습"},
      {U"학습하고자", U"학습"},
      {U"학습할수록", U"학습"},
      {U"학습해준다", U"학습"},
      {U"설명해주세요", U"설명"},
      {U"비교해보세요", U"비교"},
      {U"정리해줄래요", U"정리"},
      {U"분석해달라고", U"분석"},
      {U"학습시켰다", U"학습"},
      {U"학습시키기", U"학습"},
      {U"특징이므로", U"특징"},
      {U"특징이라서", U"특징"},
      {U"특징이었고", U"특징"},
      {U"특징이니까", U"특징"},
      {U"특징일까", U"특징"},
      {U"헤드였다", U"헤드"},
      {U"헤드인지", U"헤드"},
      {U"수학적인", U"수학적"},
      // Nouns of one syllable that make no other noun with a particle.
      {U"층은", U"층"},
      {U"층이", U"층"},
      {U"층에", U"층"},
      {U"값의", U"값"},
      {U"값이다", U"값"},
      {U"뜻하는", U"뜻"},
      // Left alone: what only looks like an ending, or would leave nothing.
      {U"가을", U"가을"},
      {U"마을", U"마을"},
      {U"높이", U"높이"},
      {U"평가", U"평가"},
      {U"정도", U"정도"},
      {U"회로", U"회로"},
      {U"길이", U"길이"},
      {U"속도", U"속도"},
      {U"책임", U"책임"},
      {U"이미지", U"이미지"},
      {U"홈페이지", U"홈페이지"},
      {U"같은", U"같은"},
      {U"중첩", U"중첩"},
      {U"을", U"을"},
      {U"한", U"한"},
      {U"", U""},
      {U"ㅋㅋ", U"ㅋㅋ"},
  };
  for (const auto& c : kCases) {
    EXPECT_EQ(to_utf8(strip_endings(c.word)), to_utf8(c.stem)) << to_utf8(c.word);
  }
}

TEST(Korean, GivesANounOneStemWhateverFollowsIt) {
  for (const std::u32string noun :
       {U"정확도", U"유사도", U"복잡도", U"회로", U"평가", U"의미", U"차이", U"효과", U"결과",
        U"중첩", U"오토인코더", U"알고리즘", U"학습률", U"이미지", U"메모리"}) {
    const std::u32string stem(strip_endings(noun));
    const bool closed = (noun.back() - 0xAC00) % 28 != 0;
    const std::u32string object = closed ? U"을" : U"를";
    const std::u32string topic = closed ? U"은" : U"는";
    const std::u32string subject = closed ? U"이" : U"가";
    for (const std::u32string& josa :
         {object, topic, subject, std::u32string(U"에서는"), std::u32string(U"의")}) {
      EXPECT_EQ(to_utf8(strip_endings(noun + josa)), to_utf8(stem)) << to_utf8(noun + josa);
    }
  }
}

TEST(Korean, KnowsARunThatIsAParticle) {
  for (const std::u32string_view josa : {U"의", U"를", U"에서는", U"으로", U"이란"}) {
    EXPECT_TRUE(is_josa(josa)) << to_utf8(josa);
  }
  for (const std::u32string_view word : {U"모델", U"", U"중첩을", U"의미"}) {
    EXPECT_FALSE(is_josa(word)) << to_utf8(word);
  }
}

}  // namespace
}  // namespace mi
