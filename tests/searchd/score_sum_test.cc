#include "searchd/score_sum.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include "searchd/planner.h"

namespace mi {
namespace {

// A sum on one line: "{toy} 1, {model} 1, bonus Y2022 2, near/8 0 1 0.1, all 0 1 0.2"; a group that
// matches nothing by itself stands in brackets.
std::string text_of(const ScoreSum& sum) {
  std::vector<std::string> parts;
  for (const ScoreSum::Group& group : sum.groups) {
    const std::string terms = fmt::format("{{{}}}", fmt::join(group.terms, " "));
    parts.push_back(group.matches ? fmt::format("{} {:.4g}", terms, group.factor)
                                  : fmt::format("[{}]", terms));
  }
  for (const ScoreSum::Bonus& bonus : sum.bonuses)
    parts.push_back(fmt::format("bonus {} {:.4g}", bonus.term, bonus.score));
  for (const ScoreSum::Together& together : sum.together) {
    const std::string name =
        together.window > 0 ? fmt::format("near/{}", together.window) : std::string("all");
    parts.push_back(
        fmt::format("{} {} {:.4g}", name, fmt::join(together.groups, " "), together.factor));
  }
  return fmt::format("{}", fmt::join(parts, ", "));
}

QueryPlan of_terms(PlanOp op, std::vector<std::string> terms, double factor = 1) {
  QueryPlan plan = leaf(op, std::move(terms), LeafOrigin::word, "");
  plan.factor = factor;
  plan.window = op == PlanOp::near ? 8 : 0;
  return plan;
}

QueryPlan of_children(PlanOp op, QueryPlans children, double factor = 1) {
  QueryPlan plan;
  plan.op = op;
  plan.children = std::move(children);
  plan.factor = factor;
  return plan;
}

QueryPlan term(std::string text, double factor = 1) {
  return of_terms(PlanOp::term, {std::move(text)}, factor);
}

TEST(ScoreSum, TakesEachLeafWithTheFactorsAboveIt) {
  EXPECT_EQ(text_of(score_sum(term("toy", 3))), "{toy} 3");
  EXPECT_EQ(text_of(score_sum(of_children(
                PlanOp::any,
                {term("toy"),
                 of_children(PlanOp::any,
                             {term("model", 0.5), of_terms(PlanOp::bonus, {"Y2022"}, 4)}, 2)},
                10))),
            "{toy} 10, {model} 10, bonus Y2022 80");
}

TEST(ScoreSum, ReadsEachSetOfTermsOnce) {
  EXPECT_EQ(text_of(score_sum(of_children(
                PlanOp::any, {term("a"), of_terms(PlanOp::synonym, {"b", "a"}), term("a", 0.5),
                              of_terms(PlanOp::synonym, {"a", "b", "a"}, 2)}))),
            "{a} 1.5, {a b} 3");
  EXPECT_EQ(
      text_of(score_sum(of_children(PlanOp::any, {of_terms(PlanOp::synonym, {"a"}), term("a")}))),
      "{a} 2");
}

TEST(ScoreSum, KeepsWhatStandsTogetherApartFromWhatMatches) {
  EXPECT_EQ(text_of(score_sum(of_children(
                PlanOp::any,
                {term("toy"), term("model"), of_terms(PlanOp::near, {"toy", "model"}, 0.1),
                 of_children(PlanOp::all,
                             {term("toy"), of_terms(PlanOp::synonym, {"model", "모형"})}, 0.2)}))),
            "{toy} 1, {model} 1, [{model 모형}], near/8 0 1 0.1, all 0 2 0.2");
  EXPECT_EQ(text_of(score_sum(of_terms(PlanOp::near, {"a", "b"}, 0.1))),
            "[{a}], [{b}], near/8 0 1 0.1");
}

TEST(ScoreSum, AsksOnceForWhatIsSaidAgain) {
  const QueryPlan near = of_terms(PlanOp::near, {"a", "b"}, 0.1);
  QueryPlan wider = near;
  wider.window = 9;
  const QueryPlan all = of_children(PlanOp::all, {term("a"), term("b")}, 0.2);
  EXPECT_EQ(text_of(score_sum(of_children(
                PlanOp::any, {term("a"), term("b"), near, near, wider, near, all, all}))),
            "{a} 1, {b} 1, near/8 0 1 0.3, near/9 0 1 0.1, all 0 1 0.4");
}

TEST(ScoreSum, LeavesOutWhatDoesNotScore) {
  EXPECT_EQ(text_of(score_sum(QueryPlan())), "");
  EXPECT_EQ(
      text_of(score_sum(of_children(
          PlanOp::any, {of_terms(PlanOp::phrase, {"a", "b"}), of_terms(PlanOp::range, {"1", "2"}),
                        of_children(PlanOp::filter, {term("c"), term("d")})}))),
      "");
}

TEST(ScoringPart, IsWhatConditionsStandAround) {
  const QueryPlan words = of_children(PlanOp::any, {term("a"), term("b")});
  EXPECT_EQ(scoring_part(words), words);
  EXPECT_EQ(scoring_part(of_children(PlanOp::filter, {words, term("must")})), words);
  EXPECT_EQ(scoring_part(of_children(PlanOp::maybe, {term("must", 0), words})), words);
  EXPECT_EQ(scoring_part(of_children(
                PlanOp::without,
                {of_children(PlanOp::filter,
                             {of_children(PlanOp::maybe, {term("x", 0), words}), term("y")}),
                 term("not")})),
            words);
}

}  // namespace
}  // namespace mi
