#include "searchd/expansion.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "core/glossary_text.h"

namespace mi {
namespace {

Glossary glossary() {
  return Glossary({{GlossarySource::user, read_glossary_text("중첩\tsuperposition\n"
                                                             "인덕션 헤드\tinduction head\n"
                                                             "환각\tfalse memory\n"
                                                             "\tsparse autoencoder\tSAE\n")}});
}

std::vector<ExpandableWord> words(std::string_view text) {
  std::vector<ExpandableWord> out;
  for (const Token& token : analyze(text)) {
    if (token.kind == TokenKind::bigram || token.kind == TokenKind::compound) continue;
    out.push_back(
        {token, std::string(text.substr(token.byte_begin, token.byte_end - token.byte_begin))});
  }
  return out;
}

QueryExpansion expand(std::string_view text, const std::vector<std::string>& dropped = {}) {
  return expand_words(words(text), glossary(), dropped, [](const std::string&) { return 1U; });
}

TEST(Expansion, CountsATranslationAsTheWord) {
  const QueryExpansion expansion = expand("중첩을");
  ASSERT_EQ(expansion.same.size(), 1U);
  EXPECT_EQ(expansion.same[0], (std::vector<std::string>{"superposit"}));
  EXPECT_TRUE(expansion.added.empty());
  EXPECT_EQ(expansion.said, (std::vector<Expansion>{{"중첩을", "superposition", "user"}}));
}

TEST(Expansion, PutsWordsOfALongerTranslationInTheirPlaces) {
  const QueryExpansion expansion = expand("인덕션 헤드");
  ASSERT_EQ(expansion.same.size(), 2U);
  EXPECT_EQ(expansion.same[0], (std::vector<std::string>{"induct"}));
  EXPECT_EQ(expansion.same[1], (std::vector<std::string>{"head"}));
  ASSERT_EQ(expansion.added.size(), 1U);
  EXPECT_EQ(expansion.added[0].terms, (std::vector<std::string>{"induct", "head"}));
}

TEST(Expansion, AddsTheWordsThatAreLeftOver) {
  const QueryExpansion expansion = expand("환각");
  EXPECT_EQ(expansion.same[0], (std::vector<std::string>{"fals"}));
  ASSERT_EQ(expansion.added.size(), 2U);
  EXPECT_EQ(expansion.added[0].terms, (std::vector<std::string>{"memori"}));
  EXPECT_FALSE(expansion.added[0].is_acronym);
}

TEST(Expansion, GoesFromAnAcronymToItsLongFormAndBack) {
  const QueryExpansion spelt = expand("SAE");
  EXPECT_TRUE(spelt.same[0].empty());
  ASSERT_EQ(spelt.added.size(), 3U);
  EXPECT_TRUE(spelt.added[0].is_acronym);
  EXPECT_EQ(spelt.said[0].text, "sparse autoencoder");
  EXPECT_EQ(expand("sparse autoencoders").said[0].text, "SAE");
}

TEST(Expansion, GoesFromHangulToEnglishAndNeverBack) {
  EXPECT_TRUE(expand("superposition").said.empty());
}

TEST(Expansion, ComparesWhatIsDroppedWithoutCaseAndSpaces) {
  EXPECT_TRUE(expand("중첩", {"Super Position"}).said.empty());
  EXPECT_EQ(expand("중첩", {"", "position"}).said.size(), 1U);
}

TEST(Expansion, LeavesOutWhatIsDroppedAndWhatNoPassageHas) {
  EXPECT_TRUE(expand("중첩", {"superposition"}).said.empty());
  const QueryExpansion unknown =
      expand_words(words("중첩"), glossary(), {}, [](const std::string&) { return 0U; });
  EXPECT_TRUE(unknown.said.empty());
  EXPECT_TRUE(unknown.same[0].empty());
}

}  // namespace
}  // namespace mi
