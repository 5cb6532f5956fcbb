#include "tests/searchd/hostile_queries.h"

#include <fmt/format.h>

#include <cstddef>
#include <string_view>
#include <utility>

namespace mi {
namespace {

using namespace std::string_literals;
using Queries = std::vector<HostileQuery>;

constexpr std::size_t kAllowed = 1024;  // the longest query that is read, in bytes
constexpr std::size_t kMegabyte = std::size_t{1} << 20U;

// The words that most English text has most often, and those of any manual.
constexpr const char* kFrequent[] = {
    "the",  "of",    "and",   "to",     "a",     "in",     "is",      "for",
    "that", "with",  "as",    "this",   "by",    "be",     "are",     "from",
    "or",   "an",    "it",    "on",     "not",   "if",     "value",   "function",
    "type", "class", "model", "method", "array", "object", "default", "returns",
    "used", "set",   "data",  "string", "list",  "name",   "number",  "example"};

std::string repeated(std::string_view text, std::size_t times) {
  std::string out;
  out.reserve(text.size() * times);
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

// As often as it fits into a query that is read.
std::string filled(std::string_view text) { return repeated(text, kAllowed / text.size()); }

std::string frequent(std::size_t count, std::string_view before, std::string_view between) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0) out += between;
    out.append(before).append(kFrequent[i % std::size(kFrequent)]);
  }
  return out;
}

// Different words that no text has.
std::string made_up(std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += fmt::format("zq{}x ", i);
  return out;
}

Queries sizes() {
  return {{"nothing", ""},
          {"white space", " \t\r\n\v\f "},
          {"a megabyte", std::string(kMegabyte, 'a')},
          {"a megabyte of words", repeated("the of ", kMegabyte / 7)},
          {"a megabyte of quotes", std::string(kMegabyte, '"')},
          {"ten thousand words", made_up(10'000)},
          {"as long as allowed", std::string(kAllowed, 'a')},
          {"one byte longer than allowed", std::string(kAllowed + 1, 'a')},
          {"as many words as fit", filled("a ")},
          {"as many unknown words as fit", made_up(140)},
          {"one word again and again", filled("model ")},
          {"a long word that nobody knows", repeated("superposiion", 5)},
          {"a word longer than a term", std::string(300, 'q')},
          {"digits", std::string(kAllowed, '9')},
          {"hyphens between letters", filled("a-")},
          {"underscores", filled("_")},
          {"apostrophes between letters", filled("a'")}};
}

Queries operators() {
  return {{"deep parentheses", std::string(500, '(') + "a" + std::string(500, ')')},
          {"as deep as allowed", "((((((((a))))))))"},
          {"one deeper than allowed", "(((((((((a)))))))))"},
          {"never closed", std::string(kAllowed, '(')},
          {"never opened", std::string(kAllowed, ')')},
          {"closed before they open", filled(")(")},
          {"empty parentheses", filled("() ")},
          {"a quote", "\""},
          {"quotes", filled("\"")},
          {"empty phrases", filled("\"\" ")},
          {"quotes of all kinds",
           "\"a\u201D \u201Cb\" 'c' \u2018d\u2019 \u00ABe\u00BB \u300Cf\u300D `g`"},
          {"a phrase that never ends", "\"toy model of the"},
          {"AND alone", "AND"},
          {"AND AND AND", "AND AND AND"},
          {"operators alone", filled("AND OR NOT ")},
          {"NOT alone", "NOT"},
          {"NOT of everything", "NOT the"},
          {"NOT NOT NOT", "a NOT NOT NOT b"},
          {"minus alone", "-"},
          {"minus of all", "-the -of -and -a"},
          {"signs", filled("+-")},
          {"plus of all", frequent(32, "+", " ")},
          {"one plus too many", frequent(33, "+", " ")},
          {"minus of each", "value " + frequent(31, "-", " ")},
          {"NEAR without words", "NEAR/5"},
          {"NEAR of nothing", "NEAR/0"},
          {"NEAR/0", "the NEAR/0 of"},
          {"NEAR/9999", "the NEAR/9999 of"},
          {"NEAR of a number too great", "the NEAR/99999999999999999999 of"},
          {"NEAR below nothing", "the NEAR/-1 of"},
          {"a chain of NEAR", frequent(16, "", " NEAR/100 ")},
          {"a chain of AND", frequent(32, "", " AND ")},
          {"a chain of OR", frequent(32, "", " OR ")},
          {"mixed operators", "(the OR of) AND (a OR NOT (in NEAR/3 is)) -\"to be\" +for"},
          {"AND in each depth", "(the AND (of AND (and AND (to AND (a AND (in AND (is)))))))"}};
}

Queries prefixes() {
  return {{"a star", "*"},
          {"stars", filled("*")},
          {"stars between", filled("* ")},
          {"short prefixes", "a* b*"},
          {"frequent prefixes", "con* pro*"},
          {"one prefix too many", "con* pro* int*"},
          {"a prefix of two letters", "co*"},
          {"the longest prefix", std::string(kAllowed - 1, 'c') + "*"},
          {"a prefix in Hangul", "\uC778\uB355*"},
          {"a prefix in quotes", "\"con* of\""},
          {"a star in front", "*tion"},
          {"a star inside", "c*n"},
          {"question marks", "c??n ?"},
          {"prefixes that must be", "+con* +pro*"},
          {"prefixes that must not be", "the -con* -pro*"},
          {"a prefix beside frequent words", frequent(30, "", " ") + " con* pro*"}};
}

Queries frequent_words() {
  return {
      {"a phrase of frequent words", "\"the of the and to\""},
      {"a phrase of one word", "\"the the the the the the\""},
      {"the longest phrase", "\"" + frequent(32, "", " ") + "\""},
      {"phrases", "\"of the\" \"in the\" \"to the\" \"is a\" \"for the\" \"and the\""},
      {"phrases that must be", "+\"of the\" +\"in the\" +\"to the\" +\"is a\""},
      {"frequent words", frequent(32, "", " ")},
      {"more frequent words than are ranked", frequent(40, "", " ")},
      {"frequent words, again and again", frequent(150, "", " ")},
      {"stop words alone", "what is the of and to"},
      {"stop words in Korean", "\uBB34\uC5C7\uC778\uAC00 \uB300\uD574 \uC124\uBA85\uD574\uC918"},
      {"one letter", "a"},
      {"each letter", "a b c d e f g h i j k l m n o p q r s t u v w x y z"},
      {"each digit", "0 1 2 3 4 5 6 7 8 9"},
      {"frequent words that are not there", "the of and -the -of"}};
}

Queries fields() {
  return {{"a field without a value", "author:"},
          {"fields without values", "author: title: tag: site: kind: lang: year: date: in: math:"},
          {"a field in a field", "author:title:tag:olah"},
          {"fields in fields", filled("title:")},
          {"a field of a phrase that never ends", "title:\"toy"},
          {"a field of nothing", "title:\"\""},
          {"a field that there is not", "colour:red"},
          {"colons", filled(":")},
          {"a range backwards", "year:2030..1990"},
          {"a range of all", "year:.."},
          {"a range without numbers", "year:a..b"},
          {"a range of dots", "year:" + std::string(500, '.')},
          {"a year too great", "year:99999999999999999999"},
          {"a year below nothing", "year:-1"},
          {"a date that there is not", "date:2022-13-45"},
          {"dates backwards", "date:2023-01..2021"},
          {"the 29th of February", "date:2023-02-29"},
          {"every field", "title:the author:a tag:b site:c.org kind:paper lang:en year:2000..2030"},
          {"titles of frequent words", frequent(31, "title:", " ")},
          {"one field too many", frequent(33, "title:", " ")},
          {"fields that must not be", frequent(31, "-title:", " ")},
          {"a work that nobody knows", "cites:\"" + std::string(500, 'x') + "\""},
          {"a work of frequent words", "in:\"the of and\" linked:\"a\" cites:\"model\""},
          {"a site of dots", "site:" + std::string(500, '.')},
          {"a tag of slashes", "tag:" + std::string(500, '/')},
          {"a formula", "math:\"W_Q^T W_K\""},
          {"a long formula", "math:\"" + repeated("x_1^2 ", 168) + "\""},
          {"a formula of braces", "math:\"" + std::string(500, '{') + std::string(500, '}') + "\""},
          {"a formula of commands", "math:\"" + repeated("\\frac", 200) + "\""},
          {"a formula that defines", "math:\"\\def\\a{\\a\\a}\\a\""},
          {"dollars", filled("$")},
          {"dollars around", filled("$x$ ")}};
}

Queries bytes() {
  return {{"NUL", "\0"s},
          {"NULs between letters", "a\0b\0c"s},
          {"only NULs", std::string(kAllowed, '\0')},
          {"control characters", "\x01\x02\x03\x04\x05\x06\x07\x08\x0e\x0f\x10\x1b[31m\x7f"},
          {"bytes that are not UTF-8", "\xff\xfe\x80\xbf\xc0\xaf\xf5\x90\x80\x80 model"},
          {"UTF-8 cut short", "model \xea\xb0"},
          {"overlong UTF-8", "\xc0\xa2 \xe0\x80\xa2 \xf0\x80\x80\xa2"},
          {"a lone surrogate", "a\xed\xa0\x80 b\xed\xbf\xbf"},
          {"continuation bytes", filled("\x80")},
          {"from right to left", "\u202Emodel\u202C \u200Ftoy \u05D0\u05D1 \u0627\u0644"},
          {"marks of direction alone", filled("\u202E\u202D\u2066\u2069")},
          {"combining marks", "a" + repeated("\u0301", 500)},
          {"combining marks alone", filled("\u0301")},
          {"a combining mark on a sign", "\"\u0301 a\u0301*\u0301 (\u0301"},
          {"jamo", "\u1112\u1161\u11AB\u1100\u1173\u11AF"},
          {"jamo that make no syllable", filled("\u1100")},
          {"vowels alone", filled("\u1161\u11AB")},
          {"letters of Hangul", "\u3147\u3137\u3145 \u314E\u314F\u3134\u3131\u3161\u3139"},
          {"half-width jamo", "\uFFA1\uFFC2\uFFA4 \uFFBE\uFFC2"},
          {"Hangul without an end", repeated("\uAC00", 340)},
          {"a long word of Hangul", repeated("\uC911\uCCA9\uD45C\uD604", 20)},
          {"endings of Hangul alone", filled("\uC740\uB294\uC774\uAC00\uC744\uB97C")},
          {"an emoji family", "\U0001F468\u200D\U0001F469\u200D\U0001F467\u200D\U0001F466 model"},
          {"joiners", filled("\u200D")},
          {"tags and selectors", "a\uFE0F\U000E0061\U000E007F"},
          {"what is no character", "\uFFFE\uFFFF\U0010FFFF a"},
          {"the replacement character", filled("\uFFFD")},
          {"ligatures that unfold", filled("\uFDFA")},
          {"wide letters", "\uFF4D\uFF4F\uFF44\uFF45\uFF4C \uFF02\uFF08"},
          {"signs of mathematics", "\U0001D44A\U0001D444 \u2211\u222B\u2202 x\u0302"},
          {"soft hyphens", "su\u00ADper\u00ADpo\u00ADsi\u00ADtion"},
          {"a byte order mark", "\uFEFFmodel"},
          {"Japanese and Chinese", "\u91CD\u306D\u5408\u308F\u305B \u53E0\u52A0\u6001"}};
}

Queries signs_of_others() {
  return {{"percent signs", filled("%")},
          {"broken escapes", "%zz %4 %00 %0d%0aSet-Cookie:a=b %252e"},
          {"format signs", "%s%n%x{}{0}{:>99999999}"},
          {"JSON", "{\"query\": [null, \"\\u0000\", 1e999]}"},
          {"HTML", "<script>alert(1)</script><img src=x onerror=alert(1)>\"'><svg/onload=a>"},
          {"entities", "&lt;&#0;&#x110000;&amp;amp;"},
          {"a shell", "$(reboot) `id` ; rm -rf / | cat /etc/passwd && true > /dev/null"},
          {"SQL", "' OR 1=1; DROP TABLE passages; --"},
          {"a path", "../../../../etc/passwd\0.md"s},
          {"lines of a head", "a\r\nHost: b\r\n\r\nGET / HTTP/1.1"},
          {"backslashes", filled("\\")},
          {"options", "--help -h --data /tmp -- -x"},
          {"a regular expression", "(a+)+$ ^(.*a){25}"},
          {"terms of the index", "XGab Qid XKpaper Lko XMx S A K"},
          {"commas and dots", filled("1,000.")}};
}

// What nothing is found for, so that what may have been meant is looked for.
Queries misspelt() {
  return {{"a word with letters missing", "suprpostion"},
          {"words with letters missing", "suprpostion featres circts nurons atention hds"},
          {"long unknown words", repeated("intrepretabillity", 3) + " " + repeated("modle", 12)},
          {"unknown words as long as terms", filled(std::string(64, 'x') + " ")},
          {"unknown words of frequent letters", filled("eetaoin etaoins ")},
          {"an unknown word of Hangul", "\uC911\uCCB5\uD45C\uD61C"},
          {"a long unknown word of Hangul", repeated("\uC911\uCCB5\uD45C\uD61C", 8)},
          {"unknown words of Hangul", filled("\uB6E4\uC2DC \uAFB8\uB7E8 ")},
          {"the wrong layout", "wndcjqdms anjtdlsrk"},
          {"the wrong layout the other way",
           "\u3142\u3163\u3142\u3157\u3134\u3145 \u3161\u3157\u3147\u3163"},
          {"the wrong layout, long", filled("wndcjq ")},
          {"words written together", "sparseautoencodersandsuperposition"},
          {"letters apart", "s u p e r p o s i t i o n"},
          {"phrases that nobody wrote", "\"zq zq\" \"xq xq\" \"zx zx\" superpositoin"},
          {"a misspelt field", "autor:olha titel:\"toi modles\" suprpostion"}};
}

}  // namespace

std::vector<HostileQuery> hostile_queries() {
  std::vector<HostileQuery> all;
  for (auto* const some :
       {sizes, operators, prefixes, frequent_words, fields, bytes, signs_of_others, misspelt}) {
    for (HostileQuery& query : some()) all.push_back(std::move(query));
  }
  return all;
}

}  // namespace mi
