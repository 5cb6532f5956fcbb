#include "searchd/query_parser.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace mi {
namespace {

TEST(QueryParser, ReadsAnyTextAsAQuery) {
  const struct {
    std::string_view text, expected;
  } kCases[] = {
      {"", ""},
      {"   ", ""},
      {"superposition", "superposition"},
      {"  toy   model ", "toy model"},
      {"\"toy model\" neuron", "\"toy model\" neuron"},
      {"toy\"model x\"", "toy \"model x\""},
      {"superposition -quantum", "superposition -quantum"},
      {"-\"toy model\" neuron", "-\"toy model\" neuron"},
      {"in-context GPT-2", "in-context GPT-2"},
      {"- a", "- a"},
      {"--a", "--a"},
      {"a -", "a -"},
      {"\"never closed words", "never closed words"},
      {"-\"never closed", "-never closed"},
      {"\"", ""},
      {"\"\"", "\"\""},
      {"\u201Ctoy model\u201D", "\"toy model\""},
      {"중첩이란 \u00A0무엇인가?", "중첩이란 무엇인가?"},
      {"a\xFF"
       "b",
       "a\uFFFD"
       "b"},
      {"(a OR b)", "(a OR b)"},
  };
  for (const auto& c : kCases) {
    const Expected<Query> query = parse_query(c.text);
    ASSERT_TRUE(query) << c.text;
    EXPECT_EQ(to_string(*query), c.expected) << c.text;
  }
}

TEST(QueryParser, RefusesWhatIsTooLongAndSaysWhy) {
  EXPECT_TRUE(parse_query(std::string(kMaxQueryBytes, 'x')));
  const Expected<Query> long_query = parse_query(std::string(kMaxQueryBytes + 1, 'x'));
  ASSERT_FALSE(long_query);
  EXPECT_EQ(long_query.error().kind, ErrorKind::usage);
  std::string words;
  for (std::size_t i = 0; i < kMaxQueryWords; ++i) words += "w ";
  EXPECT_TRUE(parse_query(words));
  EXPECT_FALSE(parse_query(words + "w"));
  EXPECT_FALSE(parse_query("\"" + words + "w\""));
}

TEST(QueryParser, IsTotal) {
  std::mt19937 random(20260102);
  const std::string_view alphabet = "ab \"-\t\n\xEC\xA4\x91\xE2\x80\x9C\xFF()";
  for (int round = 0; round < 5000; ++round) {
    std::string text;
    for (auto i = random() % 30; i > 0; --i) text += alphabet[random() % alphabet.size()];
    ASSERT_TRUE(parse_query(text)) << testing::PrintToString(text);
  }
}

}  // namespace
}  // namespace mi
