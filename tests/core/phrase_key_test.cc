#include "core/phrase_key.h"

#include <gtest/gtest.h>

namespace mi {
namespace {

TEST(PhraseKey, IsTheSameForPhrasesThatSayTheSame) {
  const struct {
    std::string_view text, key;
  } kCases[] = {
      {"The Induction Heads", "induct head"},
      {"induction head", "induct head"},
      {"What is superposition?", "superposit"},
      {"In-context learning", "context learn"},
      {"W_Q", "w q"},
      {"중첩은", "중첩"},
      {"중첩이 뭐야", "중첩"},
      {"GPT 2", "gpt 2"},
      {"what is it", ""},
      {"...", ""},
      {"", ""},
  };
  for (const auto& c : kCases) EXPECT_EQ(phrase_key(c.text), c.key) << c.text;
}

}  // namespace
}  // namespace mi
