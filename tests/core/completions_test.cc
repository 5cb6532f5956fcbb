#include "core/completions.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>

#include "core/jamo.h"
#include "tests/support/temporary_folder.h"

namespace mi {
namespace {

using enum CompletionKind;

class CompletionsTest : public testing::Test {
 protected:
  Completions open(const std::vector<CompletionEntry>& entries) {
    Expected<Completions> opened =
        Completions::open(folder_.write("completions", encode_completions(entries)));
    if (!opened) ADD_FAILURE() << opened.error().message;
    return std::move(*opened);
  }

  TemporaryFolder folder_;
};

// "text" of each, with what it leaves of the typed text before it.
std::string shown(const std::vector<Completion>& completions, std::string_view typed = "") {
  std::string out;
  for (const Completion& c : completions) {
    out += out.empty() ? "" : " | ";
    out += std::string(typed.substr(0, std::min(c.replaces, typed.size()))) + c.text;
  }
  return out;
}

const std::vector<CompletionEntry> kEntries = {
    {"superposition", term, 900, 50},
    {"superposed", word, 0, 4},
    {"Induction heads", word, 0, 3},
    {"sparse", term, 800, 40},
    {"sparse autoencoder", phrase, 700, 20},
    {"Toy Models of Superposition", title, 1500, 1},
    {"Induction heads", heading, 1000, 2},
    {"In-context learning", phrase, 650, 12},
    {"인덕션", term, 600, 9},
    {"인덕션 헤드", phrase, 500, 6},
    {"중첩", term, 550, 8},
    {"값", term, 100, 3},
    {"과정", term, 90, 3},
    {"Superposition", heading, 10, 1},
};

TEST_F(CompletionsTest, CompleteWhatIsTyped) {
  const Completions completions = open(kEntries);
  const struct {
    std::string_view typed, expected;
  } kCases[] = {
      {"", ""},
      {"?!", ""},
      {"zzz", ""},
      {"sup", "superposition | Toy Models of Superposition"},
      {"SUP", "superposition | Toy Models of Superposition"},
      {"sparse", "sparse | sparse autoencoder"},
      {"sparse ", "sparse autoencoder"},
      {"toy mod", "Toy Models of Superposition"},
      {"in context", "In-context learning"},
      {"인덕", "인덕션 | 인덕션 헤드"},
      // Half-typed syllables.
      {"인덕셔", "인덕션 | 인덕션 헤드"},
      {"인덕ㅅ", "인덕션 | 인덕션 헤드"},
      {"인더", "인덕션 | 인덕션 헤드"},
      {"중처", "중첩"},
      {"갑", "값"},
      {"고", "과정"},
      // First consonants.
      {"ㅇㄷㅅ", "인덕션 | 인덕션 헤드"},
      {"ㅇㄷㅅㅎ", "인덕션 헤드"},
      {"ㅇㄷㅅ ㅎㄷ", "인덕션 헤드"},
      {"ㅈㅊ", "중첩"},
      {"ㅈ", "중첩"},
      // The last word, where no entry begins with the whole.
      {"what is superp", "what is superposition"},
      {"중첩과 인덕셔", "중첩과 인덕션 | 중첩과 인덕션 헤드"},
  };
  for (const auto& c : kCases) {
    EXPECT_EQ(shown(completions.complete(c.typed, 5), c.typed), c.expected) << c.typed;
  }
  EXPECT_EQ(completions.complete("s", 2).size(), 2U);
  EXPECT_TRUE(completions.complete("s", 0).empty());
  EXPECT_TRUE(open({}).complete("s", 5).empty());
}

// A word of the letters of a heading is known all the same, and completed to is the heading alone.
TEST_F(CompletionsTest, TellTheWordsWithTheirFrequencies) {
  std::string all;
  open(kEntries).for_each_word([&](std::string_view text, std::uint32_t frequency) {
    all += std::string(text) + ":" + std::to_string(frequency) + " ";
  });
  EXPECT_EQ(all, "superposed:4 Induction heads:3 ");
  EXPECT_EQ(shown(open(kEntries).complete("superpose", 5)), "");
}

TEST_F(CompletionsTest, JoinTheParts) {
  const Completions papers = open({{"superposition", term, 900, 50}, {"superb", term, 10, 2}});
  const Completions notes = open({{"Superposition", title, 950, 1}, {"supreme", term, 20, 2}});
  EXPECT_EQ(shown(complete({&papers, &notes}, "sup", 2)), "Superposition | supreme");
  EXPECT_EQ(shown(complete({}, "sup", 2)), "");
}

TEST_F(CompletionsTest, LeadToEachQueryOnce) {
  const Completions completions =
      open({{"sparse autoencoder", phrase, 700, 20}, {"autoencoder", term, 600, 9}});
  const std::vector<Completion> found = complete({&completions}, "sparse auto", 5);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].text, "sparse autoencoder");
}

// The tree of maxima must give what looking at everything gives.
TEST_F(CompletionsTest, AreTheHeaviestOfAllThatBeginSo) {
  std::mt19937 random(20260108);
  std::vector<CompletionEntry> entries;
  for (std::uint32_t i = 0; i < 3000; ++i) {
    std::string text;
    for (auto letters = 2 + random() % 5; letters > 0; --letters) {
      text += static_cast<char>('a' + random() % 4);
    }
    text += std::to_string(i);
    entries.push_back({text, term, 1 + static_cast<std::uint32_t>(random() % 50'000), 1});
  }
  const Completions completions = open(entries);
  for (const std::string_view typed : {"a", "b", "ab", "dc", "cab", "dddd", "aaaa"}) {
    std::vector<std::uint32_t> weights;
    for (const CompletionEntry& entry : entries) {
      if (entry.text.starts_with(typed)) weights.push_back(entry.weight);
    }
    std::sort(weights.rbegin(), weights.rend());
    weights.resize(std::min<std::size_t>(weights.size(), 10));
    std::vector<std::uint32_t> found;
    for (const Completion& c : completions.complete(typed, 10)) found.push_back(c.weight);
    EXPECT_EQ(found, weights) << typed;
  }
}

TEST_F(CompletionsTest, RefuseADamagedFile) {
  const std::string bytes = encode_completions(kEntries);
  for (const std::size_t at : {0U, 9U, 13U, 30U, 200U, 600U}) {
    std::string damaged = bytes;
    damaged[at] = static_cast<char>(damaged[at] ^ 1);
    EXPECT_FALSE(Completions::open(folder_.write("damaged", damaged))) << at;
  }
  for (const std::size_t size :
       {std::size_t{0}, std::size_t{8}, std::size_t{27}, bytes.size() - 1}) {
    EXPECT_FALSE(Completions::open(folder_.write("cut", bytes.substr(0, size)))) << size;
  }
  EXPECT_FALSE(Completions::open(folder_ / "absent"));
}

TEST_F(CompletionsTest, BearAnyBytesAsTyped) {
  const Completions completions = open(kEntries);
  std::mt19937 random(20260109);
  const std::vector<std::string> parts = {"s",    "\xFF", "인", "ㄷ",      " ",
                                          "\xE1", "-",    "a",  "\xCC\x81"};
  for (int round = 0; round < 2000; ++round) {
    std::string typed;
    for (auto i = random() % 10; i > 0; --i) typed += parts[random() % parts.size()];
    for (const Completion& c : completions.complete(typed, 5)) {
      ASSERT_LE(c.replaces, typed.size());
    }
  }
  EXPECT_TRUE(completions.complete(std::string(100'000, 'x'), 5).empty());
}

}  // namespace
}  // namespace mi
