#include "searchd/xapian_scorer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <random>
#include <vector>

#include "searchd/best_passages.h"
#include "searchd/score_sum.h"
#include "searchd/xapian_open_scores.h"
#include "tests/searchd/random_part.h"

namespace mi {
namespace {

using Scores = std::map<std::uint32_t, double>;

// What adding in another order may change.
constexpr double kSame = 1e-9;

// Plans as the planner makes them, and stranger ones: words twice, names among the words, what
// stands near without being looked for by itself, words that no passage has.
class RandomPlans {
 public:
  RandomPlans(std::mt19937& random, std::vector<std::string> words)
      : random_(random), words_(std::move(words)) {
    words_.emplace_back("absent");
  }

  QueryPlan make() {
    QueryPlan plan;
    plan.op = PlanOp::any;
    const std::size_t leaves = 1 + random_() % 6;
    for (std::size_t i = 0; i < leaves; ++i) plan.children.push_back(make_leaf());
    if (random_() % 4 == 0) plan.factor = factor();
    return plan;
  }

 private:
  QueryPlan make_leaf() {
    switch (random_() % 10) {
      case 0:
      case 1:
        return of(PlanOp::synonym, 1 + random_() % 6);
      case 2:
        return of(PlanOp::bonus, 1);
      case 3:
      case 4:
        return make_near();
      case 5: {
        QueryPlan all = of(PlanOp::all, 0);
        const std::size_t children = 2 + random_() % 3;
        for (std::size_t i = 0; i < children; ++i) {
          all.children.push_back(of(PlanOp::synonym, 1 + random_() % 2));
          all.children.back().factor = 1;
        }
        return all;
      }
      default:
        return of(PlanOp::term, 1);
    }
  }

  QueryPlan make_near() {
    QueryPlan near = of(PlanOp::near, 2 + random_() % 2);
    std::sort(near.terms.begin(), near.terms.end());
    near.terms.erase(std::unique(near.terms.begin(), near.terms.end()), near.terms.end());
    if (near.terms.size() < 2) return of(PlanOp::term, 1);
    near.window = static_cast<std::uint32_t>(near.terms.size() + random_() % 5);
    return near;
  }

  QueryPlan of(PlanOp op, std::size_t terms) {
    QueryPlan plan;
    plan.op = op;
    plan.factor = factor();
    for (std::size_t i = 0; i < terms; ++i) {
      const std::string& word = words_[random_() % words_.size()];
      if (std::find(plan.terms.begin(), plan.terms.end(), word) == plan.terms.end())
        plan.terms.push_back(word);
    }
    return plan;
  }

  double factor() { return static_cast<double>(1 + random_() % 20) / 10; }

  std::mt19937& random_;
  std::vector<std::string> words_;
};

// Runs a check over plans on parts of all sizes, those of several of the scorer's windows too. The
// seed is fixed: what fails fails again.
template <class Check>
void for_random_plans(int plans, Check check) {
  std::mt19937 random(20221127);
  for (const std::uint32_t numbers : {1U, 2U, 9U, 60U, 60U, 300U, 3000U}) {
    const RandomPart part(random, numbers, numbers < 20 ? 4 : 25);
    RandomPlans make(random, part.words());
    const int count = numbers > 1000 ? plans / 20 : plans;
    for (int i = 0; i < count && !testing::Test::HasFailure(); ++i) {
      const QueryPlan plan = make.make();
      SCOPED_TRACE(to_string(plan) + " over " + std::to_string(numbers));
      check(random, part, plan);
    }
  }
}

void expect_same(const PartScorer& scorer, const Scores& expected) {
  const auto known = expected.find(scorer.number());
  ASSERT_NE(known, expected.end()) << scorer.number() << " does not match";
  ASSERT_NEAR(scorer.score(), known->second, kSame) << scorer.number();
}

TEST(PartScorer, ScoresWhatMatchesAsItsLeavesDo) {
  for_random_plans(150, [](std::mt19937&, const RandomPart& part, const QueryPlan& plan) {
    const Scores expected = part.scores(plan);
    TermSpreads spreads(part.part().database);
    const WeighedSum weighed(score_sum(plan), spreads);
    PartScorer scorer(part.part(), part.norms(), weighed, 0);
    std::uint32_t before = 0;
    std::size_t found = 0;
    for (; scorer.next(BestPassages::kNone); ++found) {
      ASSERT_GT(scorer.number(), before);
      before = scorer.number();
      ASSERT_LE(scorer.score(), scorer.bound() + kSame);
      expect_same(scorer, expected);
    }
    ASSERT_EQ(found, expected.size());
    ASSERT_EQ(scorer.number(), kNoMorePostings);
  });
}

TEST(PartScorer, FindsTheBestAndCountsTheRest) {
  for_random_plans(150, [](std::mt19937& random, const RandomPart& part, const QueryPlan& plan) {
    const Scores expected = part.scores(plan);
    std::vector<double> best_scores;
    for (const auto& [number, score] : expected) best_scores.push_back(score);
    std::sort(best_scores.rbegin(), best_scores.rend());
    const std::size_t wanted = 1 + random() % 12;
    const std::uint64_t count_up_to = random() % 2 == 0 ? 0 : random() % 400;

    TermSpreads spreads(part.part().database);
    const WeighedSum weighed(score_sum(plan), spreads);
    PartScorer scorer(part.part(), part.norms(), weighed, count_up_to);
    BestPassages best(wanted);
    while (scorer.next(best.threshold())) {
      expect_same(scorer, expected);
      best.add({scorer.number(), scorer.score()});
    }
    if (expected.size() <= count_up_to) {
      ASSERT_EQ(scorer.counted(), expected.size());
    } else {
      ASSERT_GT(scorer.counted(), count_up_to);
      ASSERT_LE(scorer.counted(), expected.size());
    }
    const std::vector<MatchedPassage> found = best.take([](PassageNumber number) {
      return PassageOrder{number, 0};
    });
    ASSERT_EQ(found.size(), std::min(wanted, expected.size()));
    for (std::size_t i = 0; i < found.size(); ++i) {
      ASSERT_NEAR(found[i].score, best_scores[i], kSame) << "at " << i;
    }
  });
}

// As the engine's matcher moves it: on, or on to a number, asking for more and more.
TEST(PartScorer, PassesOverNothingThatScoresEnough) {
  for_random_plans(150, [](std::mt19937& random, const RandomPart& part, const QueryPlan& plan) {
    const Scores expected = part.scores(plan);
    TermSpreads spreads(part.part().database);
    const WeighedSum weighed(score_sum(plan), spreads);
    PartScorer scorer(part.part(), part.norms(), weighed, 0);
    double threshold = BestPassages::kNone;
    std::uint32_t from = 1;
    for (bool more = true; more;) {
      if (random() % 3 == 0) threshold += 0.1;
      if (random() % 2 == 0) {
        from += static_cast<std::uint32_t>(random() % (random() % 4 == 0 ? 2000 : 8));
        more = scorer.skip_to(from, threshold);
      } else {
        more = scorer.next(threshold);
      }
      for (auto it = expected.lower_bound(from);
           it != expected.end() && it->first < scorer.number(); ++it) {
        ASSERT_LE(it->second, threshold + kSame) << it->first << " was passed over";
      }
      if (!more) break;
      expect_same(scorer, expected);
      ASSERT_GE(scorer.number(), from);
      from = scorer.number() + 1;
    }
  });
}

// Else what is worth the same would stand in an order that other passages decide.
TEST(PartScorer, ScoresTheSameToTheLastDigitHoweverMuchIsPassedOver) {
  for_random_plans(150, [](std::mt19937&, const RandomPart& part, const QueryPlan& plan) {
    TermSpreads spreads(part.part().database);
    const WeighedSum weighed(score_sum(plan), spreads);
    Scores all;
    PartScorer every(part.part(), part.norms(), weighed, 0);
    while (every.next(BestPassages::kNone)) all[every.number()] = every.score();
    for (double threshold = 0; threshold < every.bound(); threshold += every.bound() / 16) {
      PartScorer few(part.part(), part.norms(), weighed, 0);
      while (few.next(threshold))
        ASSERT_EQ(few.score(), all.at(few.number())) << few.number() << " above " << threshold;
    }
  });
}

TEST(PartScorer, LeavesOpenNothingButWhatStandsNear) {
  for_random_plans(150, [](std::mt19937&, const RandomPart& part, const QueryPlan& plan) {
    TermSpreads spreads(part.part().database);
    const WeighedSum weighed(score_sum(plan), spreads);
    PartScorer decided(part.part(), part.norms(), weighed, 0);
    PartScorer open(part.part(), part.norms(), weighed, 0, Nearness::left_open);
    while (open.next(BestPassages::kNone)) {
      ASSERT_TRUE(decided.next(BestPassages::kNone));
      ASSERT_EQ(open.number(), decided.number());
      double score = open.score_without();
      for (const NearScore& near : open.open()) {
        if (weighed.stand_near(near.together, part.part().words.of(open.number())))
          score += near.score;
      }
      ASSERT_EQ(score * open.share(), decided.score());
      ASSERT_LE(open.score(), decided.score());
      ASSERT_GE(open.highest_score(), decided.score() - kSame);
    }
    ASSERT_FALSE(decided.next(BestPassages::kNone));
    ASSERT_EQ(open.counted(), decided.counted());
  });
}

// To the last digit, and with what is tied.
TEST(OpenScores, FindTheSameBestAsWhereAllIsDecidedAtOnce) {
  const auto in_order = [](PassageNumber number) { return PassageOrder{number * 7919U % 1009, 0}; };
  for_random_plans(150, [&](std::mt19937& random, const RandomPart& part, const QueryPlan& plan) {
    const std::size_t wanted = 1 + random() % (random() % 3 == 0 ? 400 : 12);
    const std::uint64_t count_up_to = random() % 2 == 0 ? 0 : random() % 400;
    TermSpreads spreads(part.part().database);
    const WeighedSum weighed(score_sum(plan), spreads);
    PartScorer decided(part.part(), part.norms(), weighed, count_up_to);
    BestPassages best(wanted);
    while (decided.next(best.threshold())) best.add({decided.number(), decided.score()});
    PartScorer open(part.part(), part.norms(), weighed, count_up_to, Nearness::left_open);
    OpenScores best_of_open(weighed, wanted);
    while (open.next(best_of_open.threshold())) best_of_open.add(part.part(), open.number(), open);
    ASSERT_EQ(best_of_open.take(in_order), best.take(in_order));
  });
}

TEST(WeighedSum, ExpectsAsManyMatchesAsTheTermsTell) {
  std::mt19937 random(7);
  const RandomPart part(random, 300, 25);
  TermSpreads spreads(part.part().database);
  const QueryPlan plan = term_leaf("w3", LeafOrigin::word, "w3");
  const WeighedSum one(score_sum(plan), spreads);
  EXPECT_NEAR(one.expected_matches, static_cast<double>(part.scores(plan).size()), kSame);
  const QueryPlan absent = term_leaf("absent", LeafOrigin::word, "absent");
  const WeighedSum none(score_sum(absent), spreads);
  EXPECT_EQ(none.expected_matches, 0);
  EXPECT_EQ(PartScorer(part.part(), part.norms(), none, 0).bound(), 0);
}

TEST(TermSpreads, AreThoseOfTheIndexHoweverOftenAskedFor) {
  std::mt19937 random(8);
  const RandomPart part(random, 300, 25);
  const Xapian::Database& database = part.part().database;
  TermSpreads spreads(database);
  EXPECT_EQ(spreads.passages(), database.get_doccount());
  for (int times = 0; times < 3; ++times) {
    for (const std::string& word : part.words()) {
      EXPECT_EQ(spreads.passages_with(word), database.get_termfreq(word));
      EXPECT_EQ(spreads.of(word).passages, database.get_termfreq(word));
      EXPECT_EQ(spreads.of(word).occurrences, database.get_collection_freq(word));
    }
    EXPECT_EQ(spreads.of("absent").passages, 0);
    EXPECT_EQ(spreads.of("absent").occurrences, 0);
    for (int i = 0; i < 12'000; ++i) spreads.of("other" + std::to_string(i));  // some are forgotten
  }
}

}  // namespace
}  // namespace mi
