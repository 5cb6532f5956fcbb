#include "core/described_terms.h"

#include <gtest/gtest.h>

#include "core/analyzer.h"

namespace mi {
namespace {

constexpr std::string_view kDescriptions =
    "# a comment\n"
    "ablation, lesion\ttake a part out to see what breaks; like cutting a wire in a radio; "
    "부품을 빼고 무엇이 고장나는지 본다\n"
    "no descriptions\n"
    "\tno term\n"
    "probe\ta small reader that guesses what a layer knows; test whether the answer is inside\n"
    "pruning\ttake small numbers out of a network; make a network thinner by cutting\n";

class DescribedTermsTest : public testing::Test {
 protected:
  // What the words of a query describe, "ablation/lesion(take part break)".
  std::string described(std::string_view query) const {
    std::vector<std::string> words;
    for (const Token& token : analyze(query)) {
      if (token.kind != TokenKind::bigram && !is_stop_word(token)) words.push_back(token.term);
    }
    std::string out;
    for (const DescribedTerm& each : DescribedTerms(table_.words, table_.concepts).find(words)) {
      EXPECT_GE(each.confidence, kLeastConfidence);
      out += out.empty() ? "" : ", ";
      for (const std::string& term : each.terms)
        out += (&term == each.terms.data() ? "" : "/") + term;
      for (const std::size_t word : each.words) out += " " + words.at(word);
    }
    return out;
  }

  DescriptionTable table_ = make_description_table(kDescriptions);
};

TEST_F(DescribedTermsTest, AreFoundByTheWordsOfTheirDescriptions) {
  EXPECT_EQ(described("a wire is cut and a radio breaks"), "ablation/lesion wire cut radio break");
  EXPECT_EQ(described("guessing what layers know by a small reader"),
            "probe guess layer know small reader");
  EXPECT_EQ(described("부품을 하나 빼면 무엇이 고장나는지"),
            "ablation/lesion 부품 빼다 고장나는지");
}

TEST_F(DescribedTermsTest, TakeWordsOfSeveralDescriptionsTogether) {
  EXPECT_EQ(described("take parts out of a radio wire"), "ablation/lesion take part radio wire");
}

TEST_F(DescribedTermsTest, NeedEnoughWords) {
  EXPECT_EQ(described("cutting a wire"), "") << "too short for a description";
  EXPECT_EQ(described("two painters paint a wire fence"), "") << "one word of six";
  EXPECT_EQ(described("a radio plays music all day in the kitchen, no wire"), "");
  EXPECT_EQ(described(""), "");
}

TEST_F(DescribedTermsTest, AreNoneOfATableThatIsNone) {
  const std::vector<std::string> words = {"take", "part", "wire", "radio"};
  EXPECT_TRUE(DescribedTerms("", "").find(words).empty());
  EXPECT_TRUE(DescribedTerms("part\tx y\ntake\t5 z:9\n", "").find(words).empty());
  const DescriptionTable none = make_description_table("nothing here");
  EXPECT_TRUE(DescribedTerms(none.words, none.concepts).find(words).empty());
}

TEST(ShippedDescriptions, ReachTheFieldsTermsFromEverydayWords) {
  const auto first = [](std::string_view query) -> std::string {
    std::vector<std::string> words;
    for (const Token& token : analyze(query)) {
      if (token.kind != TokenKind::bigram && !is_stop_word(token)) words.push_back(token.term);
    }
    const std::vector<DescribedTerm> found = shipped_descriptions().find(words);
    return found.empty() ? "" : found.front().terms.front();
  };
  EXPECT_EQ(first("the chatbot makes up facts that are not true"), "hallucination");
  EXPECT_EQ(first("an AI that just flatters and agrees with the user"), "sycophancy");
  EXPECT_EQ(first("the boundary layer of a slender wing at supersonic speed"), "");
}

}  // namespace
}  // namespace mi
