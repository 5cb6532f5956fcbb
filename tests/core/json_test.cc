#include "core/json.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "core/unicode.h"

namespace mi {
namespace {

using namespace std::string_view_literals;

TEST(Json, ReadsEachKindOfValue) {
  const Expected<Json> json = parse_json(
      R"( {"null": null, "yes": true, "no": false, "int": -12, "real": 1.5, "text": "중첩",
           "list": [1, "two", []], "object": {"a": {}}} )");
  ASSERT_TRUE(json) << json.error().message;
  EXPECT_TRUE((*json)["null"].is_null());
  EXPECT_TRUE((*json)["yes"].as_bool());
  EXPECT_TRUE((*json)["no"].is_bool());
  EXPECT_FALSE((*json)["no"].as_bool(true));
  EXPECT_TRUE((*json)["int"].is_int());
  EXPECT_EQ((*json)["int"].as_int(), -12);
  EXPECT_EQ((*json)["real"].as_double(), 1.5);
  EXPECT_FALSE((*json)["real"].is_int());
  EXPECT_EQ((*json)["text"].as_string(), "중첩");
  ASSERT_EQ((*json)["list"].as_array().size(), 3U);
  EXPECT_EQ((*json)["list"].as_array()[1].as_string(), "two");
  EXPECT_TRUE((*json)["object"]["a"].is_object());
}

TEST(Json, FallsBackWhereTheTypeIsAnother) {
  const Json text("x");
  EXPECT_EQ(text.as_int(7), 7);
  EXPECT_EQ(text.as_double(7.5), 7.5);
  EXPECT_TRUE(text.as_bool(true));
  EXPECT_TRUE(text.as_array().empty());
  EXPECT_TRUE(text.as_object().empty());
  EXPECT_TRUE(text["a"].is_null());
  EXPECT_TRUE(text["a"]["b"]["c"].is_null());
  EXPECT_EQ(Json(1).as_string("none"), "none");
  EXPECT_EQ(Json(3).as_double(), 3.0);
  EXPECT_EQ(Json(3.9).as_int(), 3);
  EXPECT_EQ(Json(-3.9).as_int(), -3);
  EXPECT_EQ(Json(1e300).as_int(7), 7);
  EXPECT_EQ(Json(-1e300).as_int(7), 7);
  EXPECT_EQ(Json(std::numeric_limits<double>::quiet_NaN()).as_int(7), 7);
}

struct Case {
  std::string_view input;
  std::string_view expected;  // as written compactly; empty: refused
};

void expect_rewritten(const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    const Expected<Json> json = parse_json(c.input);
    EXPECT_EQ(json ? write_json(*json) : "", c.expected) << "input: " << c.input;
  }
}

TEST(Json, IsStrict) {
  expect_rewritten({
      {"null", "null"},
      {" [ 1 , 2 ] \r\n\t", "[1,2]"},
      {R"("\u0041\n\"\\\/\u00e9")", R"("A\n\"\\/é")"},
      {"", ""},
      {" ", ""},
      {"nul", ""},
      {"nulll", ""},
      {"True", ""},
      {"NaN", ""},
      {"Infinity", ""},
      {"{} {}", ""},
      {"{}x", ""},
      {"[1,]", ""},
      {"[,1]", ""},
      {"[1 2]", ""},
      {R"({"a":1,})", ""},
      {R"({"a" 1})", ""},
      {R"({a:1})", ""},
      {R"({1:1})", ""},
      {"'a'", ""},
      {"[1] // comment", ""},
      {"/* comment */ 1", ""},
      {"\xEF\xBB\xBF{}", ""},
      {"]", ""},
      {"[}", ""},
      {"{\"a\":[}", ""},
      {"\"a\nb\"", ""},
      {R"("\x")", ""},
      {R"("\u12")", ""},
      {R"("\u12G4")", ""},
      {"\"", ""},
      {"\"\\", ""},
  });
}

TEST(Json, ReadsNumbers) {
  expect_rewritten({
      {"0", "0"},
      {"-0", "0"},
      {"9223372036854775807", "9223372036854775807"},
      {"-9223372036854775808", "-9223372036854775808"},
      {"9223372036854775808", "9223372036854776000.0"},
      {"100000000000000000000", "100000000000000000000.0"},
      {"1e3", "1000.0"},
      {"0.1", "0.1"},
      {"1e-400", ""},
      {"1e400", ""},
      {"-1e400", ""},
      {"1e99999999999999999999", ""},
      {"1e-99999999999999999999", ""},
      {"0e400", ""},
      {"0e99", "0.0"},
      {"01", ""},
      {"+1", ""},
      {"-", ""},
      {".5", ""},
      {"5.", ""},
      {"1e", ""},
      {"1e+", ""},
      {"0x10", ""},
      {"1_000", ""},
  });
}

// The library's reader takes a NUL byte for the end of the text.
TEST(Json, TakesNulForNoEnd) {
  expect_rewritten({
      {"{}\0"sv, ""},
      {"{}\0garbage"sv, ""},
      {"\0{}"sv, ""},
      {"[1\0,2]"sv, ""},
      {"\"a\0b\""sv, ""},
      {R"("a\u0000b")"sv, R"("a\u0000b")"},
  });
  EXPECT_EQ(parse_json(R"("a\u0000b")")->as_string(), "a\0b"sv);
}

TEST(Json, RefusesTextThatIsNotUnicode) {
  expect_rewritten({
      {"\"\xFF\"", ""},
      {"\"\xC3\"", ""},
      {"\"\xC0\xAF\"", ""},          // overlong
      {"\"\xED\xA0\x80\"", ""},      // a surrogate
      {"\"\xF4\x90\x80\x80\"", ""},  // past U+10FFFF
      {"{\"\xFF\":1}", ""},
      {R"("\ud83d\ude00")", R"("😀")"},
      {R"("\ud83d")", ""},
      {R"("\ud83dx")", ""},
      {R"("\ud83d\ud83d")", ""},
      {R"("\ude00")", ""},  // a low surrogate alone
      {R"(["a\udfffb"])", ""},
      {R"({"\udc00":1})", ""},
  });
}

TEST(Json, FindsTheFirstOfEqualKeysAndKeepsTheOrder) {
  const Expected<Json> json = parse_json(R"({"b":1,"a":2,"b":3})");
  ASSERT_TRUE(json);
  EXPECT_EQ((*json)["b"].as_int(), 1);
  EXPECT_EQ(write_json(*json), R"({"b":1,"a":2,"b":3})");
}

std::string nested(int depth, std::string_view open, std::string_view close) {
  std::string text;
  for (int i = 0; i < depth; ++i) text += open;
  for (int i = 0; i < depth; ++i) text += close;
  return text;
}

TEST(Json, NestsToItsLimitAndNoDeeper) {
  EXPECT_TRUE(parse_json(nested(kMaxJsonDepth, "[", "]")));
  EXPECT_FALSE(parse_json(nested(kMaxJsonDepth + 1, "[", "]")));
  const std::string objects = nested(kMaxJsonDepth - 1, R"({"a":)", "}");
  EXPECT_FALSE(parse_json(objects));  // the innermost has no value
  std::string deepest = objects;
  deepest.insert(objects.find('}'), "{}");
  EXPECT_TRUE(parse_json(deepest));
  deepest.insert(deepest.find("{}") + 1, R"("a":{})");
  EXPECT_FALSE(parse_json(deepest));
}

TEST(Json, SaysThatItNestsTooDeep) {
  const Expected<Json> json = parse_json(nested(kMaxJsonDepth + 1, "[", "]"));
  ASSERT_FALSE(json);
  EXPECT_EQ(json.error().message, "not JSON: nested deeper than 64 (byte 64)");
}

TEST(Json, SurvivesAMillionBrackets) {
  EXPECT_FALSE(parse_json(std::string(1'000'000, '[')));
  EXPECT_FALSE(parse_json(nested(1'000'000, R"({"a":)", "}")));
  EXPECT_FALSE(parse_json(std::string(1'000'000, ']')));
}

TEST(Json, ReadsAMillionDigitsInLinearTime) {
  EXPECT_FALSE(parse_json(std::string(1'000'000, '9')));
  EXPECT_EQ(parse_json("0." + std::string(1'000'000, '9'))->as_double(), 1.0);
  EXPECT_FALSE(parse_json("0." + std::string(1'000'000, '0') + "1"));
  EXPECT_FALSE(parse_json("1e" + std::string(1'000'000, '9')));
  EXPECT_FALSE(parse_json("1e-" + std::string(1'000'000, '9')));
}

Json sample() {
  return Json::Object{
      {"title", "A \"quoted\" \\ title\n\t\x01"},
      {"한글", Json::Array{"중첩", "é", "😀", std::string("a\0b", 3)}},
      {"numbers", Json::Array{0, -1, 0.5, 1e-7, std::numeric_limits<std::int64_t>::min()}},
      {"flags", Json::Array{true, false, Json()}},
      {"empty", Json::Object{{"", ""}, {"a", Json::Array{}}, {"o", Json::Object{}}}},
  };
}

TEST(Json, ReadsBackWhatItWrote) {
  for (const JsonLayout layout : {JsonLayout::compact, JsonLayout::indented}) {
    const std::string text = write_json(sample(), layout);
    const Expected<Json> again = parse_json(text);
    ASSERT_TRUE(again) << text;
    EXPECT_EQ(write_json(*again, layout), text);
  }
}

TEST(Json, RefusesATextCutAtAnyByte) {
  const std::string text = write_json(sample());
  for (std::size_t size = 0; size < text.size(); ++size) {
    EXPECT_FALSE(parse_json(text.substr(0, size))) << text.substr(0, size);
  }
}

TEST(Json, SurvivesAnyByteChanged) {
  const std::string text = write_json(sample());
  std::mt19937 random(7);
  for (int round = 0; round < 20000; ++round) {
    std::string damaged = text;
    for (int i = 0; i < 3; ++i) damaged[random() % damaged.size()] = static_cast<char>(random());
    const Expected<Json> json = parse_json(damaged);
    ASSERT_TRUE(!json || is_valid_utf8(write_json(*json))) << damaged;
  }
}

TEST(Json, WritesAnIndentedLayout) {
  const Json json = Json::Object{{"a", Json::Array{1, 2}}, {"b", Json::Object{}}};
  EXPECT_EQ(write_json(json, JsonLayout::indented),
            "{\n  \"a\": [\n    1,\n    2\n  ],\n  \"b\": {}\n}");
}

TEST(Json, WritesValidTextWhateverTheBytes) {
  EXPECT_EQ(write_json(Json("a\xFF\xC3")), "\"a\uFFFD\uFFFD\"");
  EXPECT_EQ(write_json(Json("\xED\xA0\x80")), "\"\uFFFD\uFFFD\uFFFD\"");
  EXPECT_EQ(write_json(Json::Object{{"k\xFF", 1}}), "{\"k\uFFFD\":1}");
}

// JSON has no word for them; an answer with "score": and nothing behind it is not JSON.
TEST(Json, WritesNullForNumbersThatJsonLacks) {
  const double infinity = std::numeric_limits<double>::infinity();
  const Json json =
      Json::Array{std::numeric_limits<double>::quiet_NaN(), infinity, -infinity, Json(1)};
  EXPECT_EQ(write_json(json), "[null,null,null,1]");
  EXPECT_EQ(write_json(json, JsonLayout::indented), "[\n  null,\n  null,\n  null,\n  1\n]");
}

TEST(Json, KeepsTheSignOfAnUnsignedNumber) {
  const std::uint64_t most = std::numeric_limits<std::int64_t>::max();
  EXPECT_EQ(write_json(Json(most)), "9223372036854775807");
  EXPECT_EQ(write_json(Json(most + 1)), "9223372036854776000.0");
}

// Scores and times are doubles: each must come back bit for bit.
TEST(Json, KeepsEveryDouble) {
  std::mt19937_64 random(20220914);
  std::vector<double> values = {0.1,
                                1.0 / 3,
                                5e-324,
                                2.2250738585072014e-308,
                                std::numeric_limits<double>::max(),
                                0.9868011474609375};
  while (values.size() < 20000) {
    const auto value = std::bit_cast<double>(random());
    if (std::isfinite(value)) values.push_back(value);
  }
  for (const double value : values) {
    const std::string text = write_json(Json(value));
    const Expected<Json> again = parse_json(text);
    ASSERT_TRUE(again) << text;
    ASSERT_EQ(again->as_double(), value) << text;
  }
}

TEST(JsonWriter, WritesWhatWriteJsonWrites) {
  JsonWriter json;
  json.begin_object();
  json.member("text", "a \"b\"\n\x01 중첩 \xff.");
  json.member("list", std::vector<std::string>{"x", "y"});
  json.member("truth", true);
  json.member("small", -3);
  json.member("large", UINT64_MAX);
  json.member("real", 0.25);
  json.member("infinite", std::numeric_limits<double>::infinity());
  json.key("empty");
  json.begin_array();
  json.end_array();
  json.end_object();
  const Json same = Json::Object{{"text", "a \"b\"\n\x01 중첩 \xff."},
                                 {"list", Json::Array{"x", "y"}},
                                 {"truth", true},
                                 {"small", -3},
                                 {"large", std::uint64_t{UINT64_MAX}},
                                 {"real", 0.25},
                                 {"infinite", Json()},
                                 {"empty", Json::Array()}};
  EXPECT_EQ(json.take(), write_json(same));
  EXPECT_EQ(json.take(), "") << "nothing is left";
}

}  // namespace
}  // namespace mi
