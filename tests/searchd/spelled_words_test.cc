#include "searchd/spelled_words.h"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "core/jamo.h"
#include "searchd/query_parser.h"

namespace mi {
namespace {

// A collection of these words, and a glossary.
class SpelledWordsTest : public testing::Test {
 protected:
  SpelledWordsTest() {
    collection_.passages = 100;
    collection_.frequency = [this](const std::string& term) { return passages_[term]; };
    collection_.similar = [this](std::string_view word, std::size_t) {
      ++looks_;
      std::vector<Spelling> similar;
      for (const std::string& text : similar_[std::string(word)])
        similar.push_back({text, 1, letter_distance(letter_key(word), letter_key(text), 3)});
      return similar;
    };
  }

  SpelledWords spell(std::string_view query, const std::vector<std::string>& dropped = {}) {
    return spell_words(query_words(parse_query(query)->query, collection_), collection_, glossary_,
                       dropped);
  }

  // The terms that are looked for.
  std::string terms(std::string_view query, const std::vector<std::string>& dropped = {}) {
    std::string out;
    for (const QueryTerm& term : spell(query, dropped).words.terms)
      out += (out.empty() ? "" : " ") + term.term;
    return out;
  }

  std::map<std::string, std::uint64_t> passages_ = {
      {"induct", 30},   {"head", 40}, {"hear", 5},    {"인덕션", 10},
      {"헤드", 12},     {"핸드", 9},  {"circuit", 9}, {"autoencod", 4},
      {"Asorensen", 1}, {"sort", 8},  {"다의성", 6},  {"회로", 7}};
  std::map<std::string, std::vector<std::string>> similar_ = {
      {"inductoin", {"induction"}},     {"hed", {"head"}},
      {"heax", {"hear", "head"}},       {"해드", {"핸드", "헤드"}},
      {"autoencoter", {"autoencoder"}}, {"circiut", {"circuit"}},
      {"sorensen", {"sort"}},           {"induktion", {"two words", "the", "induction"}},
      {"absent", {"lacking"}},          {"단의성", {"다의성"}},
      {"나의성", {"다의성"}},           {"다의셩", {"다의성"}},
      {"injection", {"induction"}},     {"회르", {"회로"}}};
  CollectionStatistics collection_;
  Glossary glossary_{
      {{GlossarySource::shipped, read_glossary_text("인덕션 헤드\tinduction head\n"
                                                    "오토인코더\tautoencoder\n"
                                                    "다의성\tpolysemanticity\n"
                                                    "단의성\tmonosemanticity\n"
                                                    "회로\tcircuit\n"
                                                    "정렬\tsort, lacking words\n")}}};
  int looks_ = 0;
};

TEST_F(SpelledWordsTest, TakeAWordThatNoPassageHasForATermOfTheGlossary) {
  EXPECT_EQ(terms("inductoin heads"), "induct head");
  EXPECT_EQ(terms("the heads, induktion heads"), "head induct head");
  EXPECT_EQ(terms("autoencoter of circuits"), "autoencod circuit")
      << "a long term needs none of its words beside it";
  EXPECT_EQ(terms("attention circiut head"), "attent circuit head");
  EXPECT_EQ(spell("헤드의 다의셩").said,
            (std::vector<Expansion>{{"다의셩", "다의성", "spelling"}}));
  EXPECT_EQ(terms("인덕션 해드가 없으면").substr(0, terms("인덕션 헤드").size()),
            terms("인덕션 헤드"))
      << "with its 2-grams, which are those of the word that was meant";
}

TEST_F(SpelledWordsTest, AreToldAndCanBeLeftOut) {
  const Expansion induction{"inductoin", "induction", "spelling"};
  const SpelledWords said = spell("inductoin heads");
  EXPECT_EQ(said.said, std::vector<Expansion>{induction});
  EXPECT_EQ(said.words.words.front().typed, "inductoin");
  const SpelledWords dropped = spell("inductoin heads", {"Induction"});
  EXPECT_TRUE(dropped.said.empty());
  EXPECT_EQ(dropped.dropped, std::vector<Expansion>{induction});
  EXPECT_EQ(terms("inductoin heads", {"Induction"}), "inductoin head");
}

TEST_F(SpelledWordsTest, AreToBeSuggestedWhereAShortWordIsNotSure) {
  EXPECT_TRUE(spell("헤드의 회르").may_be_misspelt);
  EXPECT_TRUE(spell("헤드의 회르는").may_be_misspelt);
  EXPECT_FALSE(spell("헤드의 회로").may_be_misspelt);
  EXPECT_FALSE(spell("헤드의 나의성").may_be_misspelt);
}

TEST_F(SpelledWordsTest, TakeTheWordThatMakesATermAndNotTheNearest) {
  EXPECT_EQ(spell("induction heax").said, (std::vector<Expansion>{{"heax", "head", "spelling"}}));
  EXPECT_EQ(spell("인덕션 해드가").said, (std::vector<Expansion>{{"해드가", "헤드", "spelling"}}));
}

TEST_F(SpelledWordsTest, LeaveAWordThatMayBeMeant) {
  for (const std::string_view query :
       {"induction heads", "circiut", "heax", "inductoin of circuits", "sorensen sort", "absent",
        "autoencoter", "-inductoin heads", "title:inductoin heads", "해드가",
        "헤드의 단의성",       // which no passage has, and the glossary does
        "헤드의 나의성",       // another word
        "헤드의 회르",         // a short one
        "injection heads",     // by two letters
        "inductoin 2 heads"})  // which is no term
    EXPECT_TRUE(spell(query).said.empty()) << query;
}

TEST_F(SpelledWordsTest, LookAtAFewWordsOfALongQueryOnly) {
  std::string query = "head ";
  for (int i = 0; i < 30; ++i)
    query += "unknown" + std::string(1, static_cast<char>('a' + i % 26)) + " ";
  spell(query);
  EXPECT_LE(looks_, static_cast<int>(kMaxSpelledWords));
  EXPECT_GT(looks_, 0);
  looks_ = 0;
  spell("induction heads circuit");
  EXPECT_EQ(looks_, 0) << "of words that passages have nothing is asked";
}

TEST_F(SpelledWordsTest, AreTheQuerysOwnWhereNoSimilarWordsAreToBeHad) {
  collection_.similar = nullptr;
  EXPECT_EQ(terms("inductoin heads"), "inductoin head");
}

}  // namespace
}  // namespace mi
