#include "searchd/planner.h"

#include <gtest/gtest.h>

#include <map>

#include "core/glossary_text.h"
#include "core/schema.h"
#include "searchd/query_parser.h"

namespace mi {
namespace {

// A collection of 100 passages in which each term is in ten, but for those told here.
CollectionStatistics statistics(std::map<std::string, std::uint64_t> frequencies = {}) {
  CollectionStatistics out;
  out.passages = 100;
  out.frequency = [frequencies](const std::string& term) -> std::uint64_t {
    const auto known = frequencies.find(term);
    if (known != frequencies.end()) return known->second;
    const bool is_bonus = term.starts_with(kAuthorPrefix) || term.starts_with(kYearPrefix) ||
                          term.starts_with(kDefinitionPrefix) ||
                          term.starts_with(kOwnHeadingPrefix);
    return is_bonus ? 0 : 10;
  };
  out.completions = [](const std::string& prefix, std::size_t limit) {
    std::vector<std::string> all = {prefix + "a", prefix + "b", prefix + "c"};
    all.resize(std::min(all.size(), limit));
    return all;
  };
  return out;
}

// Without the bonus for all words, which would stand in every line.
PlanOptions plain() {
  PlanOptions options;
  options.all_words_weight = 0;
  return options;
}

PlannedQuery planned(std::string_view text, const PlanOptions& options = plain()) {
  return plan_query(parse_query(text)->query, options, statistics());
}

std::string plan(std::string_view text) { return to_string(planned(text).plan); }

TEST(Planner, ScoresWordsTheir2GramsAndTheirNeighbours) {
  EXPECT_EQ(plan(""), "nothing");
  EXPECT_EQ(plan("superposition"), "superposit");
  EXPECT_EQ(plan("toy models"), "(any toy model 0.1*(near/8 toy model))");
  EXPECT_EQ(plan("중첩을 본다"), "(any 중첩 0.5*XG중첩 본다 0.5*XG본다 0.1*(near/8 중첩 본다))");
  EXPECT_EQ(plan("a a"), "(any a a)") << "no neighbour of itself; stop words where nothing else is";
  EXPECT_EQ(plan("in-context"), "(any incontext context)");
}

TEST(Planner, CountsNamesAndYearsAsABonusByTheirRarity) {
  const auto named = [](const std::string& text) {
    const CollectionStatistics some = statistics({{"Aolah", 5}, {"Y2020", 5}});
    return to_string(plan_query(parse_query(text)->query, {}, some).plan);
  };
  EXPECT_EQ(named("olah"), "(any olah 7.13595*(bonus Aolah))");
  EXPECT_EQ(named("2020"), "(any 2020 7.13595*(bonus Y2020))");
  EXPECT_EQ(named("toy"), "toy");
}

TEST(Planner, GivesABonusToWhatDefinesTheQueryOrIsHeadedByIt) {
  const auto asked = [](const std::string& text) {
    const CollectionStatistics some = statistics({{"XFtoy model", 2},
                                                  {"XItoy model", 3},
                                                  {"XFtoy", 1},
                                                  {"XFbig toy model zoo", 1},
                                                  {"XIbig toy model zoo", 1}});
    return to_string(plan_query(parse_query(text)->query, plain(), some).plan);
  };
  const std::string scores = "(any toy model 0.1*(near/8 toy model) ";
  const std::string bonuses = scores + "6.46192*(bonus XFtoy model) 2.15397*(bonus XItoy model))";
  EXPECT_EQ(asked("toy models"), bonuses);
  EXPECT_EQ(asked("What is a toy model?"), bonuses);
  EXPECT_EQ(asked("toy"), "(any toy 3.23096*(bonus XFtoy))");
  EXPECT_TRUE(asked("big toy model zoo").ends_with("(bonus XIbig toy model zoo))"))
      << "four words are no term, but may be a heading";
  EXPECT_EQ(asked("big toy model zoo").find("XF"), std::string::npos);
  for (const char* const other : {"toy model zoo*", "model toy", "\"toy\" AND model"})
    EXPECT_EQ(asked(other).find("bonus"), std::string::npos) << other;
}

TEST(Planner, KnowsAKeyword) {
  for (const char* const keyword : {"superposition", "what is a toy model",
                                    "sparse autoencoder features", "중첩이 뭐야", "in-context"})
    EXPECT_TRUE(planned(keyword).is_keyword) << keyword;
  for (const char* const other : {"", "how do induction heads copy tokens", "toy AND model",
                                  "mono*", "kind:note", "math:\"W_Q\""})
    EXPECT_FALSE(planned(other).is_keyword) << other;
}

TEST(Planner, CountsATranslationAsTheWordAndHangulAmongTheKorean) {
  const Glossary glossary({{GlossarySource::user, read_glossary_text("중첩\tsuperposition\n")}});
  const auto expanded = [&](const CollectionStatistics& some) {
    return to_string(plan_query(parse_query("중첩")->query, {}, some, glossary).plan);
  };
  EXPECT_EQ(expanded(statistics()), "(any (synonym 중첩 superposit) 0.25*XG중첩)")
      << "half of what a 2-gram counts beside a word that has no translation";
  const std::string weighed = expanded(statistics({{"Lko", 20}}));
  EXPECT_TRUE(weighed.starts_with("(any (synonym 중첩 superposit) 0.047")) << weighed;
}

TEST(Planner, CountsATranslationOnceThoughItIsTypedOrTwoWordsHaveIt) {
  const Glossary glossary(
      {{GlossarySource::user, read_glossary_text("마스킹\tmasking\n결과\tresult, outcome\n"
                                                 "성과\tresult, gain\n")}});
  const auto plan_of = [&](const std::string& text) {
    return to_string(plan_query(parse_query(text)->query, plain(), statistics(), glossary).plan);
  };
  EXPECT_TRUE(plan_of("마스킹").starts_with("(any (synonym 마스킹 mask)"));
  EXPECT_TRUE(plan_of("masked 마스킹").starts_with("(any mask 마스킹 "))
      << plan_of("masked 마스킹");
  EXPECT_TRUE(plan_of("결과 결과")
                  .starts_with("(any (synonym 결과 result outcom) 0.25*XG결과 "
                               "(synonym 결과 result outcom)"))
      << "a word that is typed twice counts twice";
  const std::string two = plan_of("결과 성과");
  EXPECT_NE(two.find("(synonym 결과 result outcom)"), std::string::npos) << two;
  EXPECT_NE(two.find("(synonym 성과 gain)"), std::string::npos) << two;
}

TEST(Planner, LooksForTranslationsNearEachOtherAsForTheWordsThemselves) {
  const Glossary glossary(
      {{GlossarySource::user, read_glossary_text("특징\tfeature\n중첩\tsuperposition\n"
                                                 "장난감 모델\ttoy model\n")}});
  const auto plan_of = [&](const std::string& text) {
    return to_string(plan_query(parse_query(text)->query, plain(), statistics(), glossary).plan);
  };
  const std::string apart = plan_of("특징 중첩");
  EXPECT_NE(apart.find("0.1*(near/8 특징 중첩)"), std::string::npos) << apart;
  EXPECT_NE(apart.find("0.1*(near/8 featur superposit)"), std::string::npos) << apart;
  const std::string together = plan_of("장난감 모델");
  const std::string near = "0.1*(near/8 toy model)";
  ASSERT_NE(together.find(near), std::string::npos) << together;
  EXPECT_EQ(together.find(near), together.rfind(near)) << "of one translation, not twice";
  EXPECT_EQ(plan_of("특징 beta").find("near/8 featur"), std::string::npos)
      << "only where both have translations";
}

TEST(Planner, DropsStopWordsWhereThereAreOthers) {
  for (const std::string_view asked :
       {"중첩의 정의는 무엇인가요", "중첩을 설명해주세요", "중첩에 대해 서술해주세요",
        "중첩을 설명해 주세요", "please explain 중첩"})
    EXPECT_EQ(plan(asked), plan("중첩")) << asked;
  EXPECT_EQ(plan("what is superposition"), "superposit");
  EXPECT_EQ(plan("what is"), "(any what is 0.1*(near/8 what is))");
}

TEST(Planner, AsksForPhrasesAndLeavesOut) {
  EXPECT_EQ(plan("\"toy model\" neuron"),
            "(maybe 0*(phrase toy model) (any toy model neuron 0.1*(near/8 toy model) "
            "0.1*(near/8 model neuron)))");
  EXPECT_EQ(plan("toy -neurons"), "(without toy neuron)");
  EXPECT_EQ(plan("toy -\"a b\" -c"), "(without toy (phrase a b) c)");
  EXPECT_EQ(plan("-neuron"), "nothing");
  EXPECT_EQ(plan("\"!!!\" toy -\"\""), "toy") << "no words ask for nothing";
}

TEST(Planner, LetsOperatorsDecideWhatMatchesAndAllWordsScore) {
  EXPECT_EQ(plan("toy AND neuron"), "(maybe 0*(all toy neuron) (any toy neuron))");
  EXPECT_EQ(plan("toy OR neuron"), "(any toy neuron)");
  EXPECT_EQ(plan("toy +neuron"), "(maybe 0*neuron (any toy neuron 0.1*(near/8 toy neuron)))");
  EXPECT_EQ(plan("(toy model) neuron"),
            "(any toy model neuron 0.1*(near/8 toy model) 0.1*(near/8 model neuron))");
  EXPECT_EQ(plan("(x OR b -c) AND d"), "(maybe 0*(all (any x (without b c)) d) (any x b d))");
  EXPECT_EQ(plan("a AND NOT b"), "(without (maybe 0*a a) b)");
  EXPECT_EQ(plan("toy NEAR/5 neuron"), "(maybe 0*(near/6 toy neuron) (any toy neuron))");
  EXPECT_EQ(plan("+중첩"), "(maybe 0*(any 중첩 XG중첩) (any 중첩 0.5*XG중첩))");
  EXPECT_EQ(plan("-중첩 toy"), "(without toy 중첩)") << "no longer word with it is left out";
}

TEST(Planner, ReadsAPrefixAsOneTermOfMany) {
  EXPECT_EQ(plan("monosemanticity*"),
            "(synonym monosemant monosemanticitya monosemanticityb monosemanticityc)");
  const PlannedQuery prefix = planned("mono*");
  EXPECT_EQ(prefix.plan.source, "prefix");
  EXPECT_EQ(prefix.marks.size(), 4U);
}

TEST(Planner, NarrowsByFieldsAndDoesNotScoreThem) {
  EXPECT_EQ(plan("toy kind:note"), "(filter toy XKnote)");
  EXPECT_EQ(plan("kind:note -is:draft"), "(without 0*XKnote XDdraft)");
  EXPECT_TRUE(planned("kind:note").unordered);
  EXPECT_FALSE(planned("toy kind:note").unordered);
  EXPECT_EQ(plan("toy title:\"induction heads\""), "(filter toy (all Sinduct Shead))");
  EXPECT_EQ(plan("year:2020"), "0*Y2020");
  EXPECT_EQ(plan("year:2020..2022"), "0*(range 20200000 20229999)");
  EXPECT_EQ(plan("date:2020-02.."), "0*(range 20200200 99999999)");
  EXPECT_EQ(plan("date:..2020-02-03"), "0*(range 00000000 20200203)");
  EXPECT_EQ(plan("tag:\"ML/Sparse AutoEncoders\""), "0*Kml/sparse-autoencoders");
  EXPECT_EQ(plan("math:W_Q"), "(maybe 0*(phrase XMW XM_Q) (any XMW XM_Q 0.1*(near/8 XMW XM_Q)))");
  EXPECT_EQ(plan("cites:2209.10652"), "0*XCarxiv:2209.10652");
}

TEST(Planner, ScoresPassagesWithAllWordsMoreWhereAsked) {
  PlanOptions options;
  options.proximity_weight = 0.5;
  options.all_words_weight = 0.25;
  EXPECT_EQ(to_string(planned("toy model neuron", options).plan),
            "(any toy model neuron 0.5*(near/8 toy model) 0.5*(near/8 model neuron) "
            "0.25*(all toy model neuron))");
  EXPECT_EQ(to_string(planned("toy", options).plan), "toy");
}

TEST(Planner, TellsOfEachLeafWhyItIsThere) {
  const QueryPlan plan = planned("Toys 중첩을").plan;
  ASSERT_EQ(plan.children.size(), 4U);
  EXPECT_EQ(plan.children[0].origin, LeafOrigin::word);
  EXPECT_EQ(plan.children[0].word, "Toys");
  EXPECT_EQ(plan.children[2].origin, LeafOrigin::bigram);
  EXPECT_EQ(plan.children[2].word, "중첩을");
  EXPECT_EQ(plan.children[3].origin, LeafOrigin::proximity);
}

TEST(Planner, MarksWhatScores) {
  const TermWeights marks = planned("toy \"in-context\" -neuron").marks;
  std::string terms;
  for (const auto& [term, weight] : marks) terms += term + " ";
  EXPECT_EQ(terms, "context incontext toy ");
}

// A pasted abstract is a query too.
TEST(Planner, KeepsTheRarestWordsOfMany) {
  std::string text;
  std::map<std::string, std::uint64_t> frequencies;
  for (std::uint64_t i = 0; i < 40; ++i) {
    const std::string word = "w" + std::to_string(100 + i);
    text += word + " ";
    frequencies[word] = i;  // the first is nowhere
  }
  Query query{QueryOp::any, {}, {}};
  for (std::size_t i = 0; i < 40; ++i)
    query.children.push_back({QueryOp::word, "w" + std::to_string(100 + i)});
  const PlannedQuery kept = plan_query(query, {}, statistics(frequencies));
  EXPECT_EQ(kept.left_out.size(), 8U);
  EXPECT_EQ(kept.left_out.front(), "w100") << "no passage has it";
  EXPECT_EQ(kept.left_out.back(), "w139") << "the commonest";
  EXPECT_EQ(kept.marks.size(), kMaxRankedWords);
  query.children.resize(kMaxRankedWords);
  EXPECT_TRUE(plan_query(query, {}, statistics(frequencies)).left_out.empty());
}

}  // namespace
}  // namespace mi
