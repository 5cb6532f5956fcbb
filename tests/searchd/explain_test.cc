#include "searchd/explain.h"

#include <gtest/gtest.h>

#include <map>

namespace mi {
namespace {

QueryPlan term(const std::string& text, double factor = 1) {
  QueryPlan plan;
  plan.op = PlanOp::term;
  plan.terms = {text};
  plan.word = text;
  plan.factor = factor;
  return plan;
}

QueryPlan node(PlanOp op, std::vector<QueryPlan> children, double factor = 1) {
  QueryPlan plan;
  plan.op = op;
  plan.children = std::move(children);
  plan.factor = factor;
  return plan;
}

// "a 2, b 0.5": in a passage in which each term gives what is told here.
std::string explained(const QueryPlan& plan, const std::map<std::string, double>& scores) {
  const std::vector<ScorePart> parts =
      explain(plan, [&](const QueryPlan& leaf) -> std::optional<double> {
        const auto score = scores.find(leaf.terms[0]);
        return score == scores.end() ? std::nullopt : std::optional(score->second);
      });
  std::string out;
  for (const ScorePart& part : parts) {
    std::string score = std::to_string(part.score);
    score.resize(4);
    out += (out.empty() ? "" : ", ") + part.word + " " + score;
  }
  return out;
}

TEST(Explain, AddsUpByTheRulesOfThePlan) {
  const std::map<std::string, double> scores = {{"a", 2}, {"b", 3}};
  EXPECT_EQ(explained(term("a"), scores), "a 2.00");
  EXPECT_EQ(explained(term("c"), scores), "");
  EXPECT_EQ(explained(node(PlanOp::any, {term("a"), term("b"), term("c")}), scores),
            "b 3.00, a 2.00")
      << "the largest first";
  EXPECT_EQ(explained(node(PlanOp::all, {term("a"), term("b")}, 0.5), scores), "b 1.50, a 1.00");
  EXPECT_EQ(explained(node(PlanOp::all, {term("a"), term("c")}), scores), "") << "not all match";
  EXPECT_EQ(explained(node(PlanOp::filter, {term("a"), term("b")}), scores), "a 2.00");
  EXPECT_EQ(explained(node(PlanOp::without, {term("a"), term("c")}), scores), "a 2.00");
  EXPECT_EQ(explained(node(PlanOp::maybe, {term("a", 0), term("b")}), scores), "b 3.00");
  EXPECT_EQ(explained(node(PlanOp::maybe, {term("c"), term("b")}), scores), "");
}

TEST(Explain, AsksOnlyForLeavesThatScore) {
  const QueryPlan plan =
      node(PlanOp::without,
           {node(PlanOp::filter, {node(PlanOp::maybe, {term("a", 0), term("b")}), term("c")}),
            term("d")});
  const std::vector<const QueryPlan*> leaves = leaves_of(plan);
  ASSERT_EQ(leaves.size(), 1U);
  EXPECT_EQ(leaves[0]->terms[0], "b");
}

TEST(Explain, TellsInWhichFieldsThePartStands) {
  DocumentInfo document;
  document.title = "Toy models";
  document.authors = {"Nelson Elhage", "Chris Olah"};
  document.date = "2022-09-14";
  Passage passage;
  passage.heading_path = {"Motivation", "A model of models"};
  passage.text = "Superposition, \uC911\uCCA9\uC744, $W_Q$";
  const FieldTerms terms = field_terms(document, passage);
  const auto fields = [&](std::vector<std::string> of) {
    ScorePart part;
    part.terms = std::move(of);
    return fields_of(part, terms);
  };
  using Fields = std::vector<std::string>;
  EXPECT_EQ(fields({"model"}), (Fields{"title", "heading"}));
  EXPECT_EQ(fields({"olah"}), Fields{"author"});
  EXPECT_EQ(fields({"2022"}), Fields{"year"});
  EXPECT_EQ(fields({"XG\uC911\uCCA9"}), Fields{"text"});
  EXPECT_EQ(fields({"XM_Q"}), Fields{"text"});
  EXPECT_EQ(fields({"absent", "superposit", "toy"}), (Fields{"title", "text"}));
  EXPECT_EQ(fields({}), Fields{});
}

}  // namespace
}  // namespace mi
