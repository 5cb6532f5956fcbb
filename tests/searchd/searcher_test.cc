// What a query finds, in which order, and what the answer says of it.

#include <gtest/gtest.h>

#include <chrono>

#include "searchd/searcher.h"
#include "tests/searchd/searcher_fixture.h"

namespace mi {
namespace {

TEST_F(SearcherTest, FindsPapersAndNotesInOneRanking) {
  index(
      {{"p1", "Toy Models", "Superposition lets a model represent more features than dimensions."},
       {"p2", "Circuits", "Curve detectors are found in many vision models."},
       {"n1.md", "중첩", "중첩을 이해하려면 superposition 논문을 먼저 읽는다.",
        DocumentKind::note}});
  EXPECT_EQ(found("curve detectors"), "p2");
  EXPECT_EQ(found("curves detector"), "p2") << "in any of its forms";
  EXPECT_EQ(found("중첩이란"), "n1.md p1") << "in English too";
  const std::string both = found("superposition");
  EXPECT_TRUE(both == "p1 n1.md" || both == "n1.md p1") << both;
  EXPECT_EQ(found("absent"), "");
}

TEST_F(SearcherTest, RanksTitlesAndHeadingsAboveText) {
  index({{"text", "Other", "a word about attention among other words here"},
         {"heading", "Other", "nothing of the kind is said in this place", DocumentKind::paper,
          "Attention"},
         {"title", "Attention", "nothing of the kind is said in this place"}});
  EXPECT_EQ(found("attention"), "heading title text") << "whose own heading the query is";
}

TEST_F(SearcherTest, RanksPassagesWithAllWordsNearEachOtherFirst) {
  index({{"apart", "A",
          "induction is a word, and after a good many of other words in between come the heads"},
         {"near", "B",
          "here the induction heads stand near each other, and then come other words to fill"},
         {"one", "C",
          "only induction is here, and then come a good many of other words to fill the space"}});
  EXPECT_EQ(found("induction heads"), "near apart one");
}

TEST_F(SearcherTest, HonoursPhrasesAndWithout) {
  index({{"a", "A", "the toy model of a car"},
         {"b", "B", "a model toy, and a neuron"},
         {"c", "C", "toys of a modeller"}});
  EXPECT_EQ(found("\"toy model\""), "a");
  EXPECT_EQ(found("toy -neuron"), "c a");
  EXPECT_EQ(found("toy -\"toy model\" -neuron"), "c");
  EXPECT_EQ(found("-neuron"), "") << "there is nothing to look for";
}

TEST_F(SearcherTest, ReadsAPhraseOfNoWordsAsNothing) {
  index({{"a", "A", "superposition"}});
  EXPECT_EQ(found("\"\" superposition"), "a");
  EXPECT_EQ(found("\"!!!\" superposition -\"\""), "a");
}

TEST_F(SearcherTest, KeepsAHyphenatedWordWholeThoughItsFirstPartIsAStopWord) {
  index({{"long", "A", "in-context learning"}, {"short", "B", "context"}});
  EXPECT_EQ(found("in-context"), "long short");
}

TEST_F(SearcherTest, LooksForStopWordsOnlyWhenThereIsNothingElse) {
  index({{"a", "A", "what is the meaning of this"}, {"b", "B", "superposition"}});
  EXPECT_EQ(found("what is superposition"), "b");
  EXPECT_EQ(found("what is the"), "a");
}

TEST_F(SearcherTest, FindsKoreanWordsByTheirParts) {
  index({{"a.md", "A", "단의성을 설명한다", DocumentKind::note},
         {"b.md", "B", "인덕션헤드는 회로다", DocumentKind::note}});
  EXPECT_EQ(found("단의성이란 무엇인가?"), "a.md");
  EXPECT_EQ(found("인덕션"), "b.md") << "two syllables at a time, inside a longer word";
}

TEST_F(SearcherTest, HonoursOperators) {
  index(
      {{"a", "A", "the toy model of a car"},
       {"b", "B", "a model toy, and a neuron"},
       {"c", "C", "monosemantic neuron, far away from here and behind all the other words, a toy"},
       {"d", "D", "인덕션헤드 회로"}});
  EXPECT_EQ(found("toy AND neuron"), "b c");
  EXPECT_EQ(found("car OR monosemantic"), "a c");
  EXPECT_EQ(found("toy +neuron"), "b c");
  EXPECT_EQ(found("toy NOT neuron"), "a");
  EXPECT_EQ(found("(car OR monosemantic) AND neuron"), "c");
  EXPECT_EQ(found("toy NEAR/3 neuron"), "b");
  EXPECT_EQ(found("neuron NEAR/50 toy"), "b c");
  EXPECT_EQ(found("\"a neuron\" NEAR/2 toy"), "b");
  EXPECT_EQ(found("mono*"), "c");
  EXPECT_EQ(found("monosemanticity*"), "c") << "a prefix longer than the stem";
  EXPECT_EQ(found("+인덕션"), "d") << "a part of a Hangul compound";
  EXPECT_EQ(found("-(toy AND car) toy"), "b c");
  EXPECT_EQ(found("absent AND toy"), "");
}

TEST_F(SearcherTest, TellsWhichWordsItLeftOutOfMany) {
  index({{"a", "A", "superposition"}});
  Expected<Searcher> searcher = Searcher::open(config_);
  ASSERT_TRUE(searcher);
  std::string text = "superposition";
  for (int i = 0; i < 40; ++i) text += " word" + std::to_string(i);
  const Expected<Results> results = searcher->search({text, 0, 10});
  ASSERT_TRUE(results);
  EXPECT_EQ(results->hits.size(), 1U);
  ASSERT_EQ(results->remarks.size(), 1U);
  EXPECT_EQ(results->remarks[0], (Remark{RemarkKind::rarest_words, {"32", "41"}}));
  EXPECT_TRUE(searcher->search({"superposition", 0, 10})->remarks.empty());
}

TEST_F(SearcherTest, TellsWhichFieldsItReadAsWords) {
  index({{"a", "A", "superposition of toys"}});
  Expected<Searcher> searcher = Searcher::open(config_);
  ASSERT_TRUE(searcher);
  const Expected<Results> results =
      searcher->search({"superposition year:abc date:2020-13-45 kind:poem", 0, 10});
  ASSERT_TRUE(results);
  EXPECT_EQ(results->hits.size(), 1U);
  EXPECT_EQ(results->remarks, (std::vector<Remark>{{RemarkKind::no_year, {"year:abc"}},
                                                   {RemarkKind::no_date, {"date:2020-13-45"}},
                                                   {RemarkKind::no_value, {"kind:poem"}}}));
  SearchRequest quoted{"\"toys of superposition\" year:abc", 0, 10};
  quoted.repair = true;
  EXPECT_EQ(
      searcher->search(quoted)->remarks,
      (std::vector<Remark>{{RemarkKind::no_year, {"year:abc"}}, {RemarkKind::without_quotes}}));
}

TEST_F(SearcherTest, SaysWhetherItCountsPassagesOrDocuments) {
  index({{"a", "A", "superposition"}});
  Expected<Searcher> searcher = Searcher::open(config_);
  ASSERT_TRUE(searcher);
  EXPECT_TRUE(searcher->search({"kind:paper", 0, 10})->counts_documents);
  EXPECT_FALSE(searcher->search({"kind:paper superposition", 0, 10})->counts_documents);
}

TEST_F(SearcherTest, ExplainsAHitsScoreToTheLastPoint) {
  index({{"a",
          "Superposition",
          "toy models of superposition, and 중첩표현을 본다",
          DocumentKind::paper,
          "Toys",
          {"Toy Smith"}},
         {"b", "B", "nothing of the kind, but a model"},
         {"c", "C", "the monosemantic neuron in a toy model"}});
  Expected<Searcher> searcher = Searcher::open(config_);
  ASSERT_TRUE(searcher);
  for (const char* query :
       {"toy models superposition 중첩", "\"toy model\" kind:paper", "toy AND model -neuron",
        "mono* toy", "(toy OR 중첩표현) +model NEAR/9 superposition"}) {
    SearchRequest request{query};
    request.explain = true;
    const Expected<Results> results = searcher->search(request);
    ASSERT_TRUE(results);
    ASSERT_FALSE(results->hits.empty()) << query;
    for (const Hit& hit : results->hits) {
      double sum = 0;
      for (const ScorePart& part : hit.parts) sum += part.score;
      EXPECT_NEAR(sum, hit.score, 1e-9) << query;
    }
  }
  SearchRequest request{"toys superposition", 0, 1};
  request.explain = true;
  const Expected<Results> results = searcher->search(request);
  const std::vector<ScorePart>& parts = results->hits[0].parts;
  const auto part = [&](const std::string& reason, const std::string& word) {
    for (const ScorePart& one : parts) {
      if (one.reason == reason && one.word == word) return one;
    }
    return ScorePart{};
  };
  ASSERT_EQ(parts.size(), 7U);  // two of them for having all words, one from feedback
  EXPECT_TRUE(std::is_sorted(parts.begin(), parts.end(), [](const auto& a, const auto& b) {
    return a.score > b.score;
  })) << "the largest first";
  EXPECT_EQ(part("word", "superposition").terms, (std::vector<std::string>{"superposit"}));
  EXPECT_EQ(part("word", "superposition").fields, (std::vector<std::string>{"title", "text"}));
  EXPECT_EQ(part("word", "toys").fields, (std::vector<std::string>{"heading", "author", "text"}));
  EXPECT_EQ(part("name", "toys").terms, (std::vector<std::string>{"Atoy"}));
  EXPECT_EQ(part("near", "toys superposition").weight, config_.search.proximity_weight);
  EXPECT_TRUE(searcher->search({"toys", 0, 1})->hits[0].parts.empty()) << "only where asked for";
}

// Shapes and sizes that a hostile or a careless user types.
TEST_F(SearcherTest, AnswersAnyShapeOfQueryAtAnySize) {
  std::vector<Sample> samples;
  for (int i = 0; i < 400; ++i)
    samples.push_back(
        {"p" + std::to_string(i), "T", "alpha beta gamma 중첩표현 " + std::to_string(i)});
  index(samples);
  Expected<Searcher> searcher = Searcher::open(config_);
  ASSERT_TRUE(searcher);
  std::string either;
  for (int i = 0; i < 30; ++i) either += (i == 0 ? "w" : " OR w") + std::to_string(i);
  std::string hangul;
  for (int i = 0; i < 300; ++i) hangul += "가나다";
  const std::string long_word(1000, 'x');
  std::string pieces;
  for (int i = 0; i < 500; ++i) pieces += "a-";
  for (const std::string& query :
       {std::string("alp* bet*"), either, "(" + either + ") AND (alpha OR beta)",
        std::string("((((((((alpha))))))))"), std::string("-(alpha AND (beta OR gamma))"),
        std::string("+alpha +beta -gamma"), std::string("alpha NEAR/100 gamma NEAR/1 beta"),
        std::string("\"alpha beta\" OR \"beta gamma\""), std::string("(alpha beta) OR (gamma 1)"),
        std::string("kind:paper OR kind:note"), std::string("alpha OR kind:note"),
        std::string("중첩* +중첩"), hangul.substr(0, 1023), long_word, pieces.substr(0, 1023),
        std::string("a\0b", 3), std::string("\xFF\xFE alpha")}) {
    for (const std::size_t limit : {1U, 10U, 50U, 300U, 1000U}) {
      SearchRequest request{query, 0, limit};
      request.explain = request.facets = limit == 10;
      const auto begin = std::chrono::steady_clock::now();
      const Expected<Results> results = searcher->search(request);
      EXPECT_TRUE(results) << query << ": " << results.error().message;
      EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::milliseconds(2000)) << query;
    }
  }
}

TEST_F(SearcherTest, FindsFormulasByTheirSymbols) {
  index(
      {{"a", "A", "The scores are $x W_Q^T W_K x$ in all."}, {"b", "B", "A map $W_K W_Q$ here."}});
  EXPECT_EQ(found("math:\"W_{Q}^{T} W_K\""), "a");
  EXPECT_EQ(found("math:W_K math:W_Q"), "b a");
  EXPECT_EQ(found("-math:x math:W_Q"), "b");
}

TEST_F(SearcherTest, TellsWhatAHitIs) {
  index({{"https://h/p/",
          "Toy Models",
          "Superposition lets a model represent more features.",
          DocumentKind::paper,
          "Results",
          {"A", "B"}}});
  Expected<Searcher> searcher = Searcher::open(config_);
  ASSERT_TRUE(searcher);
  const Expected<Results> results = searcher->search({"superposition", 0, 10});
  ASSERT_TRUE(results);
  ASSERT_EQ(results->hits.size(), 1U);
  const Hit& hit = results->hits[0];
  EXPECT_EQ(hit.rank, 1U);
  EXPECT_GT(hit.score, 0);
  EXPECT_EQ(hit.passage, (Passage{{"Results"},
                                  "anchor",
                                  "Superposition lets a model represent more features.",
                                  5,
                                  6,
                                  {{}}}));
  EXPECT_EQ(hit.snippet.marks, (std::vector<Span>{{0, 13}}));
  EXPECT_EQ(results->documents[0].authors, (std::vector<std::string>{"A", "B"}));
  EXPECT_EQ(results->estimated_total, 1U);
  EXPECT_EQ(results->generation, "notes-000001 papers-000001");
  EXPECT_EQ(link_to(results->documents[0], hit.passage), "https://h/p/#anchor");
}

TEST_F(SearcherTest, RefusesQueriesAndRangesBeyondTheLimits) {
  index({{"a", "A", "text"}});
  Expected<Searcher> searcher = Searcher::open(config_);
  ASSERT_TRUE(searcher);
  EXPECT_TRUE(searcher->search({"text", kMaxResults - 1, 1}));
  for (const SearchRequest& request : {SearchRequest{"text", kMaxResults, 1},
                                       {std::string(2000, 'x'), 0, 10},
                                       SearchRequest{"text", SIZE_MAX, 2}}) {
    const Expected<Results> results = searcher->search(request);
    ASSERT_FALSE(results);
    EXPECT_EQ(results.error().kind, ErrorKind::usage);
  }
}

// Xapian 1.4.22 crashes on some shapes of query at some sizes of answer (OP_MAX for one): the
// shapes that expansions make are asked for at all of them.
TEST_F(SearcherTest, AnswersExpandedQueriesAtEverySize) {
  std::vector<Sample> texts;
  for (int i = 0; i < 300; ++i) {
    std::string text = i % 3 == 0 ? "sparse autoencoder features" : "superposition of neurons";
    if (i % 5 == 0) text += " 중첩과 특징";
    if (i % 7 == 0) text += " induction head attention";
    texts.push_back({"d" + std::to_string(i), "title " + std::to_string(i), text});
  }
  index(texts);
  Expected<Searcher> searcher = Searcher::open(config_);
  ASSERT_TRUE(searcher);
  for (const char* query :
       {"중첩", "희소 오토인코더 특징", "인덕션 헤드 어텐션 중첩 뉴런", "SAE 특징", "중첩 -neurons",
        "superposition AND 중첩", "특징 kind:paper"}) {
    for (const std::size_t limit : {1U, 10U, 50U, 51U, 300U, 1000U}) {
      SearchRequest request{query};
      request.limit = limit;
      request.explain = limit == 10;
      const Expected<Results> results = searcher->search(request);
      ASSERT_TRUE(results) << query;
      EXPECT_GT(results->hits.size(), 0U) << query;
    }
  }
}

TEST_F(SearcherTest, SaysWhatElseWasSearchedAndLeavesItOutWhenAsked) {
  index({{"a", "A", "about superposition only"}});
  Expected<Searcher> searcher = Searcher::open(config_);
  ASSERT_TRUE(searcher);
  SearchRequest request{"중첩"};
  const Expected<Results> expanded = searcher->search(request);
  ASSERT_TRUE(expanded);
  ASSERT_EQ(expanded->hits.size(), 1U);
  ASSERT_FALSE(expanded->expansions.empty());
  EXPECT_EQ(expanded->expansions[0].word, "중첩");
  EXPECT_EQ(expanded->expansions[0].text, "superposition");
  request.expand = false;
  EXPECT_TRUE(searcher->search(request)->hits.empty());
  request.expand = true;
  request.dropped_expansions = {"superposition"};
  EXPECT_TRUE(searcher->search(request)->hits.empty());
}

TEST_F(SearcherTest, AnswersWhatWasMeantWhereNothingIsFoundAndSaysSo) {
  index({{"a", "A", "superposition in a toy model"}, {"b", "B", "superposition of features"}});
  Expected<Searcher> searcher = Searcher::open(config_);
  ASSERT_TRUE(searcher);
  const Expected<Results> layout = searcher->search({"녀ㅔㄷ게ㅐ냐샤ㅐㅜ"});
  ASSERT_TRUE(layout);
  EXPECT_EQ(layout->answered, "superposition");
  EXPECT_EQ(layout->hits.size(), 2U);
  EXPECT_EQ(layout->remarks, (std::vector<Remark>{{RemarkKind::other_layout, {"superposition"}}}));
  EXPECT_EQ(searcher->search({"superpositoin"})->answered, "superposition");
  const Expected<Results> quoted = searcher->search({"\"model toy\""});
  EXPECT_EQ(quoted->hits.size(), 1U);
  EXPECT_EQ(quoted->remarks, (std::vector<Remark>{{RemarkKind::without_quotes}}));
  SearchRequest as_typed{"superpositoin"};
  as_typed.repair = false;
  EXPECT_TRUE(searcher->search(as_typed)->hits.empty());
}

TEST_F(SearcherTest, SuggestsForAnUnknownWordWithoutApplyingIt) {
  index({{"a", "A", "superposition in a toy model"}, {"b", "B", "superposition of features"}});
  Expected<Searcher> searcher = Searcher::open(config_);
  ASSERT_TRUE(searcher);
  const Expected<Results> results = searcher->search({"toy superpositoin"});
  ASSERT_TRUE(results);
  EXPECT_EQ(results->suggestion, "toy superposition");
  EXPECT_TRUE(results->answered.empty());
  EXPECT_TRUE(searcher->search({"toy model"})->suggestion.empty());
}

TEST_F(SearcherTest, LooksForAMisspeltTermOfTheGlossaryBesidesAndSuggestsItAllTheSame) {
  index({{"a", "A", "인덕션 헤드가 없으면 무엇이 남는가"},
         {"b", "B", "induction heads come early"},
         {"c", "C", "헤드"}});
  Expected<Searcher> searcher = Searcher::open(config_);
  ASSERT_TRUE(searcher);
  SearchRequest request{"인덕션 해드가 남는가"};
  const Expected<Results> results = searcher->search(request);
  ASSERT_TRUE(results);
  EXPECT_EQ(results->hits.size(), 3U) << "by the word that was meant, and by the translation";
  EXPECT_EQ(results->expansions.at(0), (Expansion{"해드가", "헤드", "spelling"}));
  EXPECT_EQ(results->suggestion, "인덕션 헤드가 남는가");
  EXPECT_TRUE(results->answered.empty());
  request.dropped_expansions = {"헤드"};
  EXPECT_EQ(searcher->search(request)->hits.size(), 1U);
  request.dropped_expansions.clear();
  request.repair = false;
  EXPECT_EQ(searcher->search(request)->hits.size(), 1U);
  request.repair = true;
  request.expand = false;
  EXPECT_TRUE(searcher->search(request)->expansions.empty());
  const Expected<Results> quoted = searcher->search({"early OR \"인덕션 해드\""});
  EXPECT_TRUE(quoted->expansions.empty()) << "what is in quotes is to be found as it is";
}

TEST_F(SearcherTest, SuggestsForAnUnknownHangulWordOfAShortQuery) {
  index({{"a", "A", "오토인코더의 헤드, 사랑방"}, {"b", "B", "오토인코더가 있는 헤드와 사랑방"}});
  Expected<Searcher> searcher = Searcher::open(config_);
  ASSERT_TRUE(searcher);
  const std::vector<std::pair<std::string, std::string>> kCases = {
      {"헤드 오토인코도", "헤드 오토인코더"},
      {"헤드 오토인코더", ""},
      {"헤드 헤두", ""},  // two syllables are near to many words
      {"헤드 사랑벙 하나", "헤드 사랑방 하나"},
      {"헤드 사랑벙 하나 둘 셋", ""},  // a form that nobody wrote, as likely
  };
  for (const auto& [query, meant] : kCases)
    EXPECT_EQ(searcher->search({query})->suggestion, meant) << query;
}

TEST_F(SearcherTest, CompletesWhatIsBeingTyped) {
  index({{"a", "Toy Models of Superposition", "superposition in a toy model"},
         {"b", "인덕션 헤드", "인덕션 헤드는 superposition 뒤에"}});
  Expected<Searcher> searcher = Searcher::open(config_);
  ASSERT_TRUE(searcher);
  EXPECT_EQ(searcher->complete("toy mod", 3).at(0).text, "Toy Models of Superposition");
  EXPECT_EQ(searcher->complete("ㅇㄷㅅ", 3).at(0).text, "인덕션 헤드");
  EXPECT_TRUE(searcher->complete("zzz", 3).empty());
}

}  // namespace
}  // namespace mi
