#include "core/query.h"

#include <gtest/gtest.h>

namespace mi {
namespace {

Query word(std::string text) { return {QueryOp::word, std::move(text)}; }

Query of(QueryOp op, std::vector<Query> children) { return {op, {}, std::move(children)}; }

TEST(Query, PrintsItselfAsItWouldBeTyped) {
  EXPECT_EQ(to_string(Query{}), "");
  EXPECT_EQ(to_string(of(QueryOp::any, {word("superposition"),
                                        {QueryOp::phrase, "toy model"},
                                        of(QueryOp::without, {word("neuron")}),
                                        of(QueryOp::must, {word("sae")}),
                                        {QueryOp::prefix, "mono"}})),
            "superposition \"toy model\" -neuron +sae mono*");
}

TEST(Query, PutsParenthesesWhereItWouldFallApart) {
  const Query two = of(QueryOp::any, {word("a"), word("b")});
  EXPECT_EQ(to_string(of(QueryOp::all, {two, word("c")})), "(a b) AND c");
  EXPECT_EQ(to_string(of(QueryOp::either, {of(QueryOp::all, {word("a"), word("b")}), two})),
            "(a AND b) OR (a b)");
  EXPECT_EQ(to_string(of(QueryOp::without, {two})), "-(a b)");
  Query near = of(QueryOp::near, {word("a"), word("b")});
  near.distance = 5;
  EXPECT_EQ(to_string(of(QueryOp::any, {near, word("c")})), "a NEAR/5 b c");
  EXPECT_EQ(to_string(of(QueryOp::must, {near})), "+(a NEAR/5 b)");
}

TEST(Query, PrintsFieldsQuotedWhereNeeded) {
  Query field{QueryOp::field, "olah"};
  field.field = QueryField::author;
  EXPECT_EQ(to_string(field), "author:olah");
  field.text = "Chris Olah";
  EXPECT_EQ(to_string(field), "author:\"Chris Olah\"");
  field.field = QueryField::year;
  field.range = true;
  field.text = "2020";
  EXPECT_EQ(to_string(field), "year:2020..");
  field.to = "2022";
  EXPECT_EQ(to_string(field), "year:2020..2022");
}

}  // namespace
}  // namespace mi
