#include "searchd/query_parser.h"

#include <gtest/gtest.h>

#include <chrono>
#include <random>
#include <string>

namespace mi {
namespace {

struct Case {
  std::string_view text, expected;
};

template <std::size_t N>
void expect_parsed(const Case (&cases)[N]) {
  for (const Case& c : cases) {
    const Expected<ParsedQuery> parsed = parse_query(c.text);
    ASSERT_TRUE(parsed) << c.text;
    EXPECT_EQ(to_string(parsed->query), c.expected) << c.text;
    EXPECT_FALSE(parsed->simplified) << c.text;
  }
}

TEST(QueryParser, ReadsWordsPhrasesAndSigns) {
  expect_parsed({
      {"", ""},
      {"   ", ""},
      {"superposition", "superposition"},
      {"  toy   model ", "toy model"},
      {"\"toy model\" neuron", "\"toy model\" neuron"},
      {"toy\"model x\"", "toy \"model x\""},
      {"superposition -quantum", "superposition -quantum"},
      {"-\"toy model\" +neuron", "-\"toy model\" +neuron"},
      {"in-context GPT-2 C++", "in-context GPT-2 C++"},
      {"\u201Ctoy model\u201D", "\"toy model\""},
      {"중첩이란 \u00A0무엇인가?", "중첩이란 무엇인가?"},
      {"a\xFF"
       "b",
       "a\uFFFD"
       "b"},
  });
}

TEST(QueryParser, BindsWordsBeforeAndBeforeOr) {
  expect_parsed({
      {"a AND b", "a AND b"},
      {"a b AND c d OR e", "((a b) AND (c d)) OR e"},
      {"a AND b AND c", "a AND b AND c"},
      {"(a OR b) AND c", "(a OR b) AND c"},
      {"(a)", "a"},
      {"((a b)) c", "(a b) c"},
      {"a NOT b", "a -b"},
      {"NOT (a b) c", "-(a b) c"},
      {"a AND NOT b", "a AND -b"},
      {"a NEAR/5 b c", "a NEAR/5 b c"},
      {"a NEAR/5 \"b c\" NEAR/3 d", "a NEAR/5 \"b c\" NEAR/5 d"},
      {"+(a NEAR/2 b)", "+(a NEAR/2 b)"},
      {"softmax(x) (f(x) OR b)", "softmax(x) (f(x) OR b)"},
  });
}

TEST(QueryParser, ReadsPrefixesThatAreLongEnough) {
  expect_parsed({
      {"mono* 중첩*", "mono* 중첩*"},
      {"mo* 중* * a-b* **bold**", "mo* 중* * a-b* **bold**"},
  });
  EXPECT_EQ(parse_query("mono*")->query.children[0].op, QueryOp::prefix);
  EXPECT_EQ(parse_query("mo*")->query.children[0].op, QueryOp::word);
  EXPECT_EQ(parse_query("중첩*")->query.children[0].op, QueryOp::prefix);
}

TEST(QueryParser, ReadsFieldsInEnglishAndKorean) {
  expect_parsed({
      {"author:olah Title:\"toy models\"", "author:olah title:\"toy models\""},
      {"제목:중첩 저자:\"홍 길동\" 태그:ml/sae", "title:중첩 author:\"홍 길동\" tag:\"ml/sae\""},
      {"종류:논문 kind:notes 종류：메모", "kind:paper kind:note kind:note"},
      {"lang:ko 언어:영어 is:draft 상태:초안", "lang:ko lang:en is:draft is:draft"},
      {"year:2020 연도:2020..2022 year:2022..2020 year:..2021",
       "year:2020 year:2020..2022 year:2020..2022 year:..2021"},
      {"date:2020-01..2021 날짜:2020-01-31", "date:2020-01..2021 date:2020-01-31"},
      {"site:distill.pub cites:10.1/x -linked:\"https://a.org/b\"",
       "site:distill.pub cites:\"10.1/x\" -linked:\"https://a.org/b\""},
      {"in:\"Zoom In\" math:\"W_Q^T W_K\"", "in:\"Zoom In\" math:\"W_Q^T W_K\""},
      {"year:2020 OR year:2022", "year:2020 OR year:2022"},
  });
  EXPECT_EQ(parse_query("author:olah")->query.children[0].op, QueryOp::field);
}

TEST(QueryParser, ReadsWhatHangsInTheAirAsWords) {
  expect_parsed({
      {"- a", "- a"},
      {"--a", "--a"},
      {"a - + b", "a - + b"},
      {"\"never closed words", "never closed words"},
      {"-\"never closed", "-never closed"},
      {"\"", ""},
      {"-\"", ""},
      {"\"\"", "\"\""},
      {"AND", "and"},
      {"a AND", "a and"},
      {"OR a", "or a"},
      {"a AND OR b", "(a and) OR b"},
      {"a AND -\"", "a and"},
      {"NOT", "not"},
      {"NOT NOT a", "not -a"},
      {"a NEAR/5", "a near/5"},
      {"a NEAR/0 b NEAR/x c NEAR/101 d", "a NEAR/0 b NEAR/x c NEAR/101 d"},
      {"(a) NEAR/5 author:b", "a near/5 author:b"},
      {"and or not near/5", "and or not near/5"},
      {"((a b", "a b"},
      {"a) b) c", "a b c"},
      {"() a -() AND (()) b", "a AND b"},
      {"(-\") a", "a"},
      {"foo:bar http://a.org title: kind:poem year:22 year:.. is:big",
       "foo:bar http://a.org title: kind:poem year:22 year:.. is:big"},
      {"author:\"never closed", "author: never closed"},
      {"kind:\"a poem\"", "kind: \"a poem\""},
      {"title:!!! date:2020-13", "title:!!! date:2020-13"},
  });
}

TEST(QueryParser, TellsWhichFieldsHaveNoSuchValue) {
  using Unread = std::vector<UnreadField>;
  const std::vector<std::pair<std::string, Unread>> cases = {
      {"year:99999..1 toy", {{QueryField::year, "year:99999..1"}}},
      {"toy (-연도:abc)", {{QueryField::year, "연도:abc"}}},
      {"date:2020-13-45", {{QueryField::date, "date:2020-13-45"}}},
      {"kind:\"a poem\" is:big lang:k",
       {{QueryField::kind, "kind:\"a poem\""},
        {QueryField::is, "is:big"},
        {QueryField::lang, "lang:k"}}},
      {"year:22 year:22 year:2022", {{QueryField::year, "year:22"}}},
      {"year:1 year:2 year:3 year:4 year:5",
       {{QueryField::year, "year:1"},
        {QueryField::year, "year:2"},
        {QueryField::year, "year:3"},
        {QueryField::year, "year:4"}}},
      {"\"see year:22\" year: 2020 title:!!! colour:red kind:", {}},
      {"year:\"2020", {}},
  };
  for (const auto& [text, unread] : cases) EXPECT_EQ(parse_query(text)->unread, unread) << text;
}

TEST(QueryParser, TellsThemOfLongRunningTextToo) {
  std::string words = "year:22 \"";
  for (std::size_t i = 0; i <= kMaxQueryTerms; ++i) words += "w" + std::to_string(i) + " ";
  const Expected<ParsedQuery> parsed = parse_query(words + "\"");
  ASSERT_TRUE(parsed);
  EXPECT_TRUE(parsed->simplified);
  EXPECT_EQ(parsed->unread, (std::vector<UnreadField>{{QueryField::year, "year:22"}}));
}

TEST(QueryParser, RefusesHostileSizesAndSaysWhy) {
  EXPECT_TRUE(parse_query(std::string(kMaxQueryBytes, 'x')));
  EXPECT_TRUE(parse_query("((((((((a b))))))))"));
  EXPECT_TRUE(parse_query("one* two*"));
  std::string marked;
  for (std::size_t i = 0; i < kMaxQueryTerms; ++i) marked += "+w ";
  EXPECT_TRUE(parse_query(marked));
  const std::pair<std::string, std::string_view> kRefused[] = {
      {std::string(kMaxQueryBytes + 1, 'x'), "longer than 1024 bytes"},
      {"(((((((((a b)))))))))", "parentheses more than 8 deep"},
      {"one* two* three*", "more than 2 words with *"},
      {marked + "+w", "more than 32 words with +"},
      {marked + "-w", "more than 32 words with +"},
      {marked + "kind:note", "more than 32 words with +"},
  };
  for (const auto& [text, reason] : kRefused) {
    const Expected<ParsedQuery> refused = parse_query(text);
    ASSERT_FALSE(refused) << text;
    EXPECT_EQ(refused.error().kind, ErrorKind::usage);
    EXPECT_NE(refused.error().message.find(reason), std::string::npos) << refused.error().message;
  }
}

TEST(QueryParser, ReadsLongRunningTextAsPlainWords) {
  std::string words;
  for (int i = 0; i < 40; ++i) words += "w" + std::to_string(i) + " ";
  EXPECT_FALSE(parse_query(words)->simplified) << "plain words may be many";
  EXPECT_EQ(parse_query(words)->query.children.size(), 40U);

  const Expected<ParsedQuery> quoted = parse_query("\"" + words + "\" -x");
  ASSERT_TRUE(quoted);
  EXPECT_TRUE(quoted->simplified);
  EXPECT_EQ(to_string(quoted->query), words + "-x");

  const Expected<ParsedQuery> capitals = parse_query("THIS AND " + words + "(see OR) year:2020");
  ASSERT_TRUE(capitals);
  EXPECT_TRUE(capitals->simplified);
  EXPECT_EQ(to_string(capitals->query), "THIS AND " + words + "see OR year:2020");
}

// What is printed is read as the same tree, whatever the text was.
TEST(QueryParser, ReadsWhatItPrints) {
  std::mt19937 random(20260102);
  const std::string_view parts[] = {
      "a",      "b",     "word",     "중첩을", "\"",       "\"",      "(",      ")",
      " ",      " ",     " ",        "-",      "+",        " AND ",   " OR ",   "NOT",
      "NEAR/5", "mono*", "title:",   "year:",  "2020",     "..",      "kind:",  "note",
      "in:",    ":",     "*",        "\xFF",   "\u201C",   "\n",      "author", "math",
      "NEAR/3", "제목:", "cites:\"", "!",      "is:draft", "e\u0301", "\u3000"};
  int structured = 0;
  for (int round = 0; round < 20000; ++round) {
    std::string text;
    for (auto i = random() % 14; i > 0; --i) text += parts[random() % std::size(parts)];
    const Expected<ParsedQuery> parsed = parse_query(text);
    if (!parsed) continue;  // three prefixes
    const std::string printed = to_string(parsed->query);
    const Expected<ParsedQuery> again = parse_query(printed);
    ASSERT_TRUE(again) << text;
    ASSERT_EQ(again->query, parsed->query) << testing::PrintToString(text) << "\n printed "
                                           << printed << "\n again   " << to_string(again->query);
    structured += parsed->query.children.size() > 1;
  }
  EXPECT_GT(structured, 5000);
}

// Wildcards, parentheses, a megabyte, 10,000 words, quotes, NULs, broken UTF-8.
TEST(QueryParser, AnswersHostileTextInNoTime) {
  const auto repeated = [](std::string_view text, std::size_t bytes) {
    std::string out;
    while (out.size() < bytes) out += text;
    return out.substr(0, bytes);
  };
  const std::string nul(1, '\0');
  for (const std::string& part : {std::string("*"),          std::string("a* "),
                                  std::string("abc* "),      std::string("("),
                                  std::string(")"),          std::string("()"),
                                  std::string("(a "),        std::string("\""),
                                  std::string("\"\" "),      std::string("kind:\""),
                                  std::string("-("),         std::string("NOT "),
                                  std::string("a AND "),     std::string("a NEAR/9 "),
                                  std::string("word "),      nul,
                                  std::string("\xFF"),       std::string("\xED\xA0\x80"),
                                  std::string("가"),         std::string("a-"),
                                  std::string("year:1..9 "), std::string("+a "),
                                  std::string("\u0301"),     std::string("title:")}) {
    for (const std::size_t bytes : {kMaxQueryBytes, std::size_t{60'000}, std::size_t{1} << 20U}) {
      const std::string text = repeated(part, bytes);
      const auto begin = std::chrono::steady_clock::now();
      const Expected<ParsedQuery> parsed = parse_query(text);
      EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::milliseconds(250)) << part;
      if (!parsed) {
        EXPECT_EQ(parsed.error().kind, ErrorKind::usage) << part;
      }
      EXPECT_TRUE(bytes == kMaxQueryBytes || !parsed) << part;
    }
  }
}

TEST(QueryParser, IsTotal) {
  std::mt19937 random(20260102);
  const std::string_view alphabet = "ab \"-+*:.\t\n\xEC\xA4\x91\xE2\x80\x9C\xFF()";
  for (int round = 0; round < 5000; ++round) {
    std::string text;
    for (auto i = random() % 30; i > 0; --i) text += alphabet[random() % alphabet.size()];
    const Expected<ParsedQuery> parsed = parse_query(text);
    if (!parsed) {
      EXPECT_EQ(parsed.error().kind, ErrorKind::usage) << testing::PrintToString(text);
    }
  }
}

}  // namespace
}  // namespace mi
