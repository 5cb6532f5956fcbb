#include "searchd/feedback.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace mi {
namespace {

// Passages of the codes given, the best first.
class Passages {
 public:
  explicit Passages(const std::vector<std::vector<WordCode>>& passages) {
    for (const std::vector<WordCode>& passage : passages)
      bytes_.push_back(encode_word_codes(passage));
  }

  std::vector<double> lifts(const CodeRarity& rarity = [](WordCode) { return 1.0; }) const {
    std::vector<FeedbackPassage> passages;
    double score = 10;
    for (std::size_t i = 0; i < bytes_.size(); ++i) {
      passages.push_back({score, 1});
      score -= 0.5;
    }
    return feedback_lifts(
        passages, [&](std::size_t i) { return WordCodeView(bytes_[i]); }, 0.2, rarity);
  }

 private:
  std::vector<std::string> bytes_;
};

constexpr WordCode kQuery = 100;
constexpr WordCode kTopic = 200;
constexpr WordCode kOther = 300;

TEST(Feedback, LiftsWhatSpeaksOfTheSameAsTheBest) {
  std::vector<std::vector<WordCode>> passages(kFeedbackPassages, {kQuery, kTopic});
  passages.push_back({kQuery, kOther});
  passages.push_back({kQuery, kTopic});
  const std::vector<double> lifts = Passages(passages).lifts();
  ASSERT_EQ(lifts.size(), passages.size());
  EXPECT_GT(lifts.back(), lifts[kFeedbackPassages]);
  EXPECT_DOUBLE_EQ(lifts.back(), lifts.front()) << "both have the same words";
}

TEST(Feedback, HearsRareWordsLouder) {
  const CodeRarity rarity = [](WordCode code) { return code == kTopic ? 5.0 : 1.0; };
  const std::vector<double> lifts =
      Passages({{kQuery, kTopic, kOther}, {kTopic}, {kOther}}).lifts(rarity);
  EXPECT_GT(lifts[1], lifts[2]);
}

TEST(Feedback, IsNeverMoreThanItsWeight) {
  std::vector<WordCode> full(1000, kTopic);
  for (const double lift : Passages({full, {kTopic}, {}, full}).lifts()) {
    EXPECT_GE(lift, 0);
    EXPECT_LT(lift, 0.2 * 10);
  }
}

TEST(Feedback, ListensToNoMoreThanAFewWordsOfAFewPassages) {
  std::vector<std::vector<WordCode>> passages(kFeedbackPassages, {kQuery});
  passages.push_back({kQuery, kTopic});
  passages.push_back({kTopic});
  EXPECT_EQ(Passages(passages).lifts().back(), 0) << "the sixth passage is not listened to";
  std::vector<WordCode> many;
  for (WordCode code = 1000; code < 1000 + 2 * kFeedbackWords; ++code) many.push_back(code);
  passages.assign(kFeedbackPassages, many);
  passages.push_back({many.front()});
  passages.push_back({many.back()});
  const std::vector<double> lifts = Passages(passages).lifts();
  EXPECT_GT(lifts[kFeedbackPassages], 0);
  EXPECT_EQ(lifts.back(), 0) << "of words that mark alike the lower codes are taken";
}

TEST(Feedback, HearsAsManyDifferentWordsAsThereAre) {
  std::vector<WordCode> all;
  for (std::uint32_t code = kNoWordHere + 1; code <= 0xffff; ++code)
    all.push_back(static_cast<WordCode>(code));
  const CodeRarity rarity = [](WordCode code) { return code == kTopic ? 5.0 : 1.0; };
  const std::vector<double> lifts = Passages({all, {kTopic}, {kOther}}).lifts(rarity);
  EXPECT_GT(lifts[1], 0);
  EXPECT_GT(lifts[1], lifts[2]);
}

TEST(Feedback, EndsWhereADiskGivesAPassageOnlyNowAndThen) {
  std::vector<WordCode> many;
  for (WordCode code = 2; code < 5000; ++code) many.push_back(code);
  const std::string bytes = encode_word_codes(many);
  for (const bool first_time : {false, true}) {
    bool readable = !first_time;
    const std::vector<double> lifts = feedback_lifts(
        {{10, 1}},
        [&](std::size_t) {
          readable = !readable;
          return readable ? WordCodeView(bytes) : WordCodeView();
        },
        0.2, [](WordCode) { return 1.0; });
    EXPECT_EQ(lifts, std::vector<double>{0}) << "it was heard or looked at, never both";
  }
}

TEST(Feedback, IsNothingWhereThereIsNothing) {
  EXPECT_TRUE(Passages(std::vector<std::vector<WordCode>>()).lifts().empty());
  EXPECT_EQ(Passages({{}, {kFieldEnd, kNoWordHere}}).lifts(), (std::vector<double>{0, 0}));
  const std::vector<std::vector<WordCode>> one = {{kTopic}};
  EXPECT_EQ(Passages(one).lifts([](WordCode) { return 0.0; }), std::vector<double>{0});
}

}  // namespace
}  // namespace mi
