#include "searchd/repair.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <string>

#include "core/analyzer.h"
#include "core/unicode.h"

namespace mi {
namespace {

// The words of a small index.
class SmallVocabulary : public Vocabulary {
 public:
  SmallVocabulary() {
    std::vector<KnownWord> known;
    for (const auto& [word, passages] : words_) {
      known.push_back({word, static_cast<std::uint32_t>(passages)});
      terms_[analyze(word).front().term] = passages;
    }
    spelling_ = SpellingIndex(known);
  }

  std::uint64_t passages_with(std::string_view text) const override {
    std::uint64_t least = UINT64_MAX;
    for (const Token& token : analyze(text)) {
      if (token.kind == TokenKind::bigram || token.kind == TokenKind::compound) continue;
      const auto known = terms_.find(token.term);
      least = std::min(least, known == terms_.end() ? 0 : known->second);
    }
    return least == UINT64_MAX ? 0 : least;
  }

  std::vector<Spelling> similar(std::string_view word, std::size_t limit) const override {
    return spelling_.similar(word, limit);
  }

  bool has_beside(std::string_view word, std::string_view next) const override {
    return word == "in" && next == "context";
  }

  std::vector<ByteRange> terms_in(std::string_view text) const override {
    std::vector<ByteRange> ranges;
    for (const std::string_view term : {"유도헤드", "패칭"}) {
      const std::size_t at = text.find(term);
      if (at != std::string_view::npos) ranges.push_back({at, at + term.size()});
    }
    return ranges;
  }

 private:
  const std::map<std::string, std::uint64_t> words_ = {{"superposition", 50},
                                                       {"Attention", 90},
                                                       {"induction", 30},
                                                       {"head", 40},
                                                       {"in", 99},
                                                       {"context", 60},
                                                       {"neuron", 70},
                                                       {"what", 99},
                                                       {"중첩", 20},
                                                       {"인덕션", 10},
                                                       {"누군가", 3},
                                                       {"헤드", 12},
                                                       {"희소", 5},
                                                       {"오토인코더", 8},
                                                       {"특징", 30},
                                                       {"heads", 2},
                                                       {"매칭", 4},
                                                       {"유도", 7},
                                                       {"50G", 3},
                                                       {"헤드가", 2}};
  std::map<std::string, std::uint64_t> terms_;
  SpellingIndex spelling_;
};

TEST(Repair, FindsWhatWasMeantAndSaysWhy) {
  using enum RepairReason;
  const SmallVocabulary vocabulary;
  const struct {
    std::string_view query, meant;
    std::vector<RepairedWord> changes;
  } kCases[] = {
      {"superposition", "", {}},
      {"", "", {}},
      {"zzzzqq", "", {}},
      {"누구인가", "", {}},
      {"녀ㅔㄷ게ㅐ냐샤ㅐㅜ",
       "superposition",
       {{"녀ㅔㄷ게ㅐ냐샤ㅐㅜ", "superposition", keyboard_layout}}},
      {"ㅗㄷㅁㅇ", "head", {{"ㅗㄷㅁㅇ", "head", keyboard_layout}}},
      {"녀ㅔㄷ게ㅐ냐샤ㅐ",
       "superposition",
       {{"녀ㅔㄷ게ㅐ냐샤ㅐ", "superposition", keyboard_layout}}},
      {"wndcjq", "중첩", {{"wndcjq", "중첩", keyboard_layout}}},
      {"wndcjqdms", "중첩은", {{"wndcjqdms", "중첩은", keyboard_layout}}},
      {"dlsejrtus gpem",
       "인덕션 헤드",
       {{"dlsejrtus", "인덕션", keyboard_layout}, {"gpem", "헤드", keyboard_layout}}},
      {"인덕션헤드", "인덕션 헤드", {{"인덕션헤드", "인덕션 헤드", spacing}}},
      {"인덕션헤드를", "인덕션 헤드를", {{"인덕션헤드를", "인덕션 헤드를", spacing}}},
      {"희소오토인코더특징",
       "희소 오토인코더 특징",
       {{"희소오토인코더특징", "희소 오토인코더 특징", spacing}}},
      {"오토 인코더", "오토인코더", {{"오토 인코더", "오토인코더", spacing}}},
      {"희소 오토 인코더", "희소 오토인코더", {{"오토 인코더", "오토인코더", spacing}}},
      {"incontext", "in context", {{"incontext", "in context", spacing}}},
      {"\"superpositon\" -nueron",
       "\"superposition\" -neuron",
       {{"superpositon", "superposition", spelling}, {"nueron", "neuron", spelling}}},
      {"title:atention OR (hed)",
       "title:attention OR (head)",
       {{"atention", "attention", spelling}, {"hed", "head", spelling}}},
      {"오토인커더", "오토인코더", {{"오토인커더", "오토인코더", spelling}}},
      {"중쳡", "중첩", {{"중쳡", "중첩", spelling}}},
      {"오토인코도를", "오토인코더를", {{"오토인코도를", "오토인코더를", spelling}}},
      {"Atention", "Attention", {{"Atention", "Attention", spelling}}},
      // What is right, though no passage has it.
      {"headattention", "", {}},
      {"expain hed", "expain head", {{"hed", "head", spelling}}},
      {"head40 50B", "", {}},
      {"패칭 atention", "패칭 attention", {{"atention", "attention", spelling}}},
      {"해드가", "헤드가", {{"해드가", "헤드가", spelling}}},
      {"오토인커더에서는",
       "오토인코더에서는",
       {{"오토인커더에서는", "오토인코더에서는", spelling}}},
  };
  for (const auto& c : kCases) {
    const std::vector<Repair> repairs = repair(c.query, vocabulary);
    ASSERT_EQ(repairs.empty(), c.meant.empty()) << c.query;
    if (repairs.empty()) continue;
    EXPECT_EQ(repairs.front().query, c.meant);
    EXPECT_EQ(repairs.front().changes, c.changes) << c.query;
  }
}

TEST(Repair, GivesOtherSpellingsOfOneWordToo) {
  const SmallVocabulary vocabulary;
  std::string all;
  for (const Repair& r : repair("headz", vocabulary, 3)) all += r.query + " ";
  EXPECT_EQ(all, "head heads ");
  EXPECT_EQ(repair("headz", vocabulary, 1).size(), 1U);
  EXPECT_TRUE(repair("headz", vocabulary, 0).empty());
}

TEST(Repair, TriesEachSpellingOnce) {
  const SmallVocabulary vocabulary;
  std::string all;
  for (const Repair& r : repair("해드가", vocabulary, 3)) all += r.query + " ";
  EXPECT_EQ(all, "헤드가 ") << "헤드가 itself is known, and 헤드";
}

TEST(Repair, BearsAnyBytes) {
  const SmallVocabulary vocabulary;
  std::mt19937 random(20260107);
  const std::vector<std::string> parts = {"head", " ", ":", "\"", "\xFF", "중",   "ㅗ",
                                          "hed",  "-", "e", "$",  "인",   "덕션", "1"};
  for (int round = 0; round < 2000; ++round) {
    std::string query;
    for (auto i = random() % 12; i > 0; --i) query += parts[random() % parts.size()];
    for (const Repair& r : repair(query, vocabulary)) {
      ASSERT_TRUE(is_valid_utf8(r.query)) << testing::PrintToString(query);
      ASSERT_FALSE(r.changes.empty()) << testing::PrintToString(query);
    }
  }
  const std::string many(100'000, 'x');
  EXPECT_TRUE(repair(many, vocabulary).empty());
}

}  // namespace
}  // namespace mi
