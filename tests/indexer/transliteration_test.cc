#include "indexer/transliteration.h"

#include <gtest/gtest.h>

namespace mi {
namespace {

TEST(Transliteration, IsKnownByItsConsonants) {
  const struct {
    std::string_view hangul, english;
    bool alike;
  } kCases[] = {
      {"트랜스포머", "transformer", true},
      {"임베딩", "embedding", true},
      {"헤드", "heads", true},
      {"소프트맥스", "Softmax", true},
      {"메커니즘", "mechanism", true},
      {"청크", "chunk", true},
      {"어텐션", "attention", true},
      {"그래디언트", "gradient", true},
      {"오토인코더", "autoencoder", true},
      {"중첩", "superposition", false},
      {"회로", "circuit", false},
      {"학습", "learning", false},
      {"희소", "sparse", false},
      {"", "attention", false},
      {"어텐션", "", false},
      {"attention", "attention", false},
      {"\xFF\xFF", "\xFF", false},
  };
  for (const auto& c : kCases) {
    EXPECT_EQ(sounds_like(c.hangul, c.english), c.alike) << c.hangul << " " << c.english;
  }
}

}  // namespace
}  // namespace mi
