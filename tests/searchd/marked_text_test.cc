#include "searchd/marked_text.h"

#include <gtest/gtest.h>

#include <string>

namespace mi {
namespace {

TEST(MarkedText, MarksWordsAndSetsFormulasApart) {
  const struct {
    std::string text;
    std::vector<Span> marks, formulas;
    std::string expected;
  } kCases[] = {
      {"", {}, {}, ""},
      {"a < b", {}, {}, "a &lt; b"},
      {"one two", {{4, 7}}, {}, "one <mark>two</mark>"},
      {"a $x$ b", {}, {{2, 5}}, "a <span class=\"tex\">$x$</span> b"},
      {"$x$", {{0, 3}}, {{0, 3}}, "<mark><span class=\"tex\">$x$</span></mark>"},
      // A word inside a formula, a word that a formula is part of, and two words of one formula.
      {"so $ab$.", {{4, 5}}, {{3, 7}}, "so <mark><span class=\"tex\">$ab$</span></mark>."},
      {"so$ab$", {{0, 3}}, {{2, 6}}, "<mark>so<span class=\"tex\">$ab$</span></mark>"},
      {"$a b$ c", {{1, 2}, {3, 4}}, {{0, 5}}, "<mark><span class=\"tex\">$a b$</span></mark> c"},
      {"$a$ $b$",
       {{0, 7}},
       {{0, 3}, {4, 7}},
       "<mark><span class=\"tex\">$a$</span> <span class=\"tex\">$b$</span></mark>"},
      {"$<i>$", {}, {{0, 5}}, "<span class=\"tex\">$&lt;i&gt;$</span>"},
      // What is no range of the text, or goes back in it.
      {"abc", {{2, 1}, {1, 9}, {2, 2}}, {{7, 9}}, "abc"},
      {"abcd", {{0, 2}, {1, 3}}, {}, "<mark>ab</mark>cd"},
  };
  for (const auto& c : kCases)
    EXPECT_EQ(marked_text(c.text, c.marks, c.formulas).str(), c.expected) << c.text;
}

}  // namespace
}  // namespace mi
