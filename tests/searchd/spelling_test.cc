#include "searchd/spelling.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "core/jamo.h"

namespace mi {
namespace {

TEST(LetterDistance, CountsWrongLetters) {
  const struct {
    std::string_view a, b;
    int distance;  // 3: more than 2
  } kCases[] = {
      {"neuron", "neuron", 0},
      {"nueron", "neuron", 1},
      {"neurn", "neuron", 1},
      {"neuronn", "neuron", 1},
      {"nevron", "neuron", 1},
      {"nurone", "neuron", 2},
      {"circuit", "neuron", 3},
      {"", "ab", 2},
      {"", "abc", 3},
      {"ca", "abc", 3},
      {"", "", 0},
  };
  for (const auto& c : kCases) {
    EXPECT_EQ(letter_distance(c.a, c.b, 2), c.distance) << c.a << " " << c.b;
    EXPECT_EQ(letter_distance(c.b, c.a, 2), c.distance) << c.a << " " << c.b;
  }
}

TEST(Spelling, FindsTheWordThatWasMeant) {
  const SpellingIndex index({{"superposition", 50},
                             {"supposition", 2},
                             {"attention", 90},
                             {"intention", 3},
                             {"neuron", 70},
                             {"neurons", 60},
                             {"head", 40},
                             {"heap", 4},
                             {"중첩", 20},
                             {"인덕션", 10},
                             {"오토인코더", 8},
                             {"자간", 2}});
  const struct {
    std::string_view word, meant;
  } kCases[] = {
      {"superpositon", "superposition"},
      {"suprposiiton", "superposition"},
      {"Atention", "attention"},
      {"nueron", "neuron"},
      {"neruons", "neurons"},
      {"haed", "head"},
      {"중쳡", "중첩"},
      {"중접", "중첩"},
      {"인덕선", "인덕션"},
      {"인댁션", "인덕션"},
      {"오토인커더", "오토인코더"},
      {"오토엔코더", "오토인코더"},
      {"작안", "자간"},
      {"xyz", ""},
      {"he", ""},
      {"", ""},
  };
  for (const auto& c : kCases) {
    const std::vector<Spelling> found = index.similar(c.word, 1);
    EXPECT_EQ(found.empty() ? "" : found.front().text, c.meant) << c.word;
  }
  EXPECT_TRUE(SpellingIndex().similar("word", 3).empty());
  EXPECT_TRUE(SpellingIndex(std::vector<KnownWord>{}).similar("word", 3).empty());
  EXPECT_TRUE(index.similar(std::string(500, 'a'), 3).empty());
}

TEST(Spelling, PutsTheNearestFirstThenTheMostFrequent) {
  const SpellingIndex index({{"modes", 1}, {"model", 5}, {"modem", 9}, {"yodel", 50}});
  std::string order;
  for (const Spelling& s : index.similar("modek", 9)) order += s.text + " ";
  EXPECT_EQ(order, "modem model modes ");
  EXPECT_EQ(index.similar("modek", 1).size(), 1U);
  EXPECT_TRUE(index.similar("model", 1).front().text != "model");
}

// The quick check on letters must never hide a word that is near enough.
TEST(Spelling, MissesNoWordThatComparingAllWouldFind) {
  std::mt19937 random(20260106);
  const auto word = [&] {
    std::string text;
    for (auto i = 3 + random() % 8; i > 0; --i) text += static_cast<char>('a' + random() % 4);
    return text;
  };
  std::vector<std::string> texts;
  for (int i = 0; i < 2000; ++i) texts.push_back(word());
  std::vector<KnownWord> words;
  for (const std::string& text : texts) words.push_back({text, 1});
  const SpellingIndex index(words);
  for (int round = 0; round < 50; ++round) {
    const std::string asked = word();
    const int allowed = allowed_distance(asked.size());
    std::size_t expected = 0;
    for (const std::string& text : texts) {
      expected += text != asked && letter_distance(asked, text, allowed) <= allowed ? 1U : 0U;
    }
    ASSERT_EQ(index.similar(asked, texts.size()).size(), expected) << asked;
  }
}

}  // namespace
}  // namespace mi
