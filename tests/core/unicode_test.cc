#include "core/unicode.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace mi {
namespace {

using namespace std::string_view_literals;

std::string folded(std::string_view text) {
  std::string out;
  for (const FoldedChar& c : fold(text)) append_utf8(out, c.code);
  return out;
}

struct Case {
  std::string_view input;
  std::string_view expected;
};

// Bytes that are not UTF-8, and the same with each bad byte replaced.
const std::vector<Case> kInvalid = {
    {"\x80", "\uFFFD"},
    {"\xBF\xBF", "\uFFFD\uFFFD"},
    {"\xC3", "\uFFFD"},
    {"a\xC3", "a\uFFFD"},
    {"\xC3(", "\uFFFD("},
    {"\xE3\x81", "\uFFFD\uFFFD"},
    {"\xE3\x81가", "\uFFFD\uFFFD가"},
    {"\xF0\x9F\x98", "\uFFFD\uFFFD\uFFFD"},
    {"\xF0\x9F\x98z", "\uFFFD\uFFFD\uFFFDz"},
    {"\xC0\x80", "\uFFFD\uFFFD"},                      // overlong NUL
    {"\xC0\xAF", "\uFFFD\uFFFD"},                      // overlong '/'
    {"\xE0\x80\xAF", "\uFFFD\uFFFD\uFFFD"},            // overlong '/', in three
    {"\xF0\x80\x80\xAF", "\uFFFD\uFFFD\uFFFD\uFFFD"},  // overlong '/', in four
    {"\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD"},            // high surrogate
    {"\xED\xBF\xBF", "\uFFFD\uFFFD\uFFFD"},            // low surrogate
    {"\xF4\x90\x80\x80", "\uFFFD\uFFFD\uFFFD\uFFFD"},  // past U+10FFFF
    {"\xF8\x88\x80\x80\x80", "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD"},
    {"\xFE\xFF", "\uFFFD\uFFFD"},
};

const std::vector<std::string_view> kValid = {
    "",
    "plain",
    "\0"sv,
    "é",
    "중첩",
    "😀",
    "\xEF\xBF\xBD",      // U+FFFD itself
    "\xEF\xBF\xBF",      // a noncharacter
    "\xF4\x8F\xBF\xBF",  // U+10FFFF
    "\xED\x9F\xBF",      // the last before the surrogates
    "\xEE\x80\x80",      // the first after them
};

TEST(Unicode, TellsValidTextFromOther) {
  for (const std::string_view text : kValid) EXPECT_TRUE(is_valid_utf8(text)) << text;
  for (const Case& c : kInvalid) EXPECT_FALSE(is_valid_utf8(c.input)) << c.expected;
}

TEST(Unicode, ReplacesEachInvalidByte) {
  for (const std::string_view text : kValid) EXPECT_EQ(to_valid_utf8(text), text);
  for (const Case& c : kInvalid) {
    EXPECT_EQ(to_valid_utf8(c.input), c.expected) << c.expected;
    EXPECT_EQ(to_nfc(c.input), c.expected) << c.expected;
    EXPECT_EQ(folded(c.input), c.expected) << c.expected;
  }
}

TEST(Unicode, ReplacesAnInvalidByteAtAnyPosition) {
  const std::string text = "W_Q는 중첩, ﬁne café 😀.";
  for (std::size_t at = 0; at < text.size(); ++at) {
    std::string damaged = text;
    damaged[at] = '\xFF';
    EXPECT_FALSE(is_valid_utf8(damaged));
    for (const std::string& mended : {to_valid_utf8(damaged), to_nfc(damaged), folded(damaged)}) {
      EXPECT_TRUE(is_valid_utf8(mended)) << at;
      EXPECT_NE(mended.find("\uFFFD"), std::string::npos) << at;
    }
  }
}

TEST(Unicode, DecodesWhatItAppends) {
  for (const char32_t code : {U'\0', U'a', U'\x7F', U'\x80', U'\x7FF', U'\x800', U'가', U'\xFFFF',
                              U'\x10000', U'\x10FFFF'}) {
    std::string text = "x";
    append_utf8(text, code);
    std::size_t size = 0;
    EXPECT_EQ(decode_utf8(text, 1, size), code);
    EXPECT_EQ(size, text.size() - 1);
  }
}

TEST(Unicode, AppendsTheReplacementForWhatIsNoCharacter) {
  for (const char32_t code : {char32_t{0xD800}, char32_t{0xDFFF}, char32_t{0x110000},
                              char32_t{0x7FFFFFFF}, char32_t{0xFFFFFFFF}}) {
    std::string text;
    append_utf8(text, code);
    EXPECT_EQ(text, "\uFFFD") << static_cast<std::uint32_t>(code);
  }
}

TEST(Unicode, DecodesAnInvalidByteAsOneReplacement) {
  std::size_t size = 0;
  EXPECT_EQ(decode_utf8("a\xE3\x81", 1, size), char32_t{0xFFFD});
  EXPECT_EQ(size, 1U);
  EXPECT_EQ(decode_utf8("\xEF\xBF\xBD", 0, size), char32_t{0xFFFD});
  EXPECT_EQ(size, 3U);
}

// A Hangul syllable as macOS writes it in file names: in jamo (NFD).
std::string in_jamo(std::string_view text) {
  std::string out;
  std::size_t size = 0;
  for (std::size_t at = 0; at < text.size(); at += size) {
    const char32_t code = decode_utf8(text, at, size);
    if (code < 0xAC00 || code > 0xD7A3) {
      append_utf8(out, code);
      continue;
    }
    const char32_t index = code - 0xAC00;  // The Unicode Standard, section 3.12
    append_utf8(out, 0x1100 + index / (21 * 28));
    append_utf8(out, 0x1161 + index % (21 * 28) / 28);
    if (index % 28 != 0) append_utf8(out, 0x11A7 + index % 28);
  }
  return out;
}

TEST(Unicode, ComposesToNfc) {
  const std::vector<Case> cases = {
      {"", ""},
      {"plain text", "plain text"},
      {"cafe\u0301", "café"},
      {"e\u0301\u0323", "ẹ\u0301"},  // marks in canonical order
      {"ﬁ", "ﬁ"},                    // compatibility characters stay
      {"Ａ", "Ａ"},
      {"\u212B", "Å"},  // the Ångström sign
      {"a\u00ADb", "a\u00ADb"},
      {"A", "A"},
      {"a\0b"sv, "a\0b"sv},
      {"a\0e\u0301"sv, "a\0é"sv},
  };
  for (const Case& c : cases) EXPECT_EQ(to_nfc(c.input), c.expected) << c.input;
}

TEST(Unicode, ComposesEveryHangulSyllable) {
  std::string all;
  for (char32_t code = 0xAC00; code <= 0xD7A3; ++code) append_utf8(all, code);
  EXPECT_EQ(to_nfc(in_jamo(all)), all);
  EXPECT_EQ(folded(in_jamo(all)), all);
  EXPECT_EQ(folded(all), all);
}

TEST(Fold, BringsSpellingsTogether) {
  const std::vector<Case> cases = {
      {"", ""},
      {"GPT-2 W_Q", "gpt-2 w_q"},
      {"중첩", "중첩"},
      {"ＧＰＴ－２", "gpt-2"},
      {"ﬁne ﬂow", "fine flow"},
      {"Straße", "strasse"},
      {"CAFÉ", "café"},
      {"CAFE\u0301", "café"},
      {"ΣΊΣΥΦΟΣ", "σίσυφοσ"},
      {"ΌΣ ός", "όσ όσ"},
      {"K", "k"},  // the Kelvin sign
      {"x²", "x2"},
      {"½", "1⁄2"},
      {"Ⅳ", "iv"},
      {"㎒", "mhz"},
      {"super\u00ADposition", "superposition"},
      {"super\u200Bposition", "superposition"},
      {"\uFEFFtext", "text"},
      {"a\u00A0b\u2009c\u3000d", "a b c d"},
      {"\U0001F468\u200D\U0001F469\u200D\U0001F467", "\U0001F468\U0001F469\U0001F467"},
      {"❤\uFE0F", "❤"},
      {"한", "한"},
      {"ﾊﾞｽ", "バス"},
      {"\u09C7\u09BE", "\u09CB"},  // a vowel sign that composes without being a combining mark
      {"a\0b"sv, "a\0b"sv},
  };
  for (const Case& c : cases) EXPECT_EQ(folded(c.input), c.expected) << c.input;
}

TEST(Fold, PointsIntoTheOriginal) {
  struct Expected {
    std::string_view text;  // of one folded character
    std::string_view from;  // its bytes in the original
  };
  const std::vector<std::pair<std::string_view, std::vector<Expected>>> cases = {
      {"aB", {{"a", "a"}, {"b", "B"}}},
      {"xﬁy", {{"x", "x"}, {"f", "ﬁ"}, {"i", "ﬁ"}, {"y", "y"}}},
      {"e\u0301x", {{"é", "e\u0301"}, {"x", "x"}}},
      {"é", {{"é", "é"}}},
      {"a\u00ADb", {{"a", "a"}, {"b", "b"}}},
      {"가\xFF나", {{"가", "가"}, {"\uFFFD", "\xFF"}, {"나", "나"}}},
      {"\u1112\u1161\u11AB\u1100\u1173\u11AF",
       {{"한", "\u1112\u1161\u11AB"}, {"글", "\u1100\u1173\u11AF"}}},
      {"가\u11A8", {{"각", "가\u11A8"}}},
  };
  for (const auto& [text, expected] : cases) {
    const std::vector<FoldedChar> chars = fold(text);
    ASSERT_EQ(chars.size(), expected.size()) << text;
    for (std::size_t i = 0; i < chars.size(); ++i) {
      std::string code;
      append_utf8(code, chars[i].code);
      EXPECT_EQ(code, expected[i].text) << text;
      EXPECT_EQ(text.substr(chars[i].begin, chars[i].end - chars[i].begin), expected[i].from)
          << text;
    }
  }
}

std::string generated_text(std::mt19937& random) {
  static const std::vector<std::string> kPieces = {"a",
                                                   "Z",
                                                   " ",
                                                   "\n",
                                                   "é",
                                                   "e\u0301",
                                                   "중",
                                                   "\u1112",
                                                   "\u1161",
                                                   "\u11AB",
                                                   "ﬁ",
                                                   "Ａ",
                                                   "\u00AD",
                                                   "\u200D",
                                                   "😀",
                                                   "\u0316",
                                                   "\u0301",
                                                   "\uFDFA",
                                                   "\xFF",
                                                   "\xE3\x81",
                                                   "\xC3",
                                                   "\xF0\x9F",
                                                   "\u0344",
                                                   "\u0F73",
                                                   "ㄱ",
                                                   "ﾞ",
                                                   "\u09BE",
                                                   "\xED\xA0\x80",
                                                   "İ",
                                                   "ß",
                                                   std::string(1, '\0')};
  std::string text;
  for (std::size_t size = random() % 40; size > 0; --size)
    text += kPieces[random() % kPieces.size()];
  return text;
}

// Ranges lie inside the text, begin and end at characters, never go back, and are shared or apart.
void expect_sound_offsets(std::string_view text) {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  for (const FoldedChar& c : fold(text)) {
    ASSERT_LT(c.begin, c.end) << text;
    ASSERT_LE(c.end, text.size()) << text;
    const bool shared = c.begin == begin && c.end == end;
    ASSERT_TRUE(shared || c.begin >= end) << text;
    begin = c.begin;
    end = c.end;
    const std::string_view bytes = text.substr(c.begin, c.end - c.begin);
    ASSERT_TRUE(bytes.size() == 1 || is_valid_utf8(bytes)) << text;
  }
}

TEST(Fold, KeepsOffsetsSoundOverGeneratedText) {
  std::mt19937 random(20220914);
  for (int round = 0; round < 5000; ++round) {
    const std::string text = generated_text(random);
    ASSERT_NO_FATAL_FAILURE(expect_sound_offsets(text));
    ASSERT_TRUE(is_valid_utf8(folded(text))) << text;
  }
}

// A query typed in NFD must find a text in NFC, and an index of folded text must be stable. (Not so
// for U+0345, the iota below of polytonic Greek: folding makes a letter of it, in another order.)
TEST(Fold, DoesNotDependOnHowTextWasComposed) {
  std::mt19937 random(7);
  for (int round = 0; round < 5000; ++round) {
    const std::string text = generated_text(random);
    const std::string once = to_nfc(text);
    ASSERT_EQ(to_nfc(once), once) << text;
    ASSERT_EQ(folded(once), folded(text)) << text;
  }
}

// 500,000 marks of alternating classes: putting them in order by exchanges would take minutes.
TEST(Fold, TakesAMegabyteOfMarksInLinearTime) {
  for (const std::string_view pair :
       {"\u0301\u0316", "\u0F73\u0F73", "\u0301\u0301", "\u1161\u11AB"}) {
    std::string text = "a";
    while (text.size() < 1'000'000) text += pair;
    const auto begin = std::chrono::steady_clock::now();
    const std::vector<FoldedChar> chars = fold(text);
    const std::string nfc = to_nfc(text);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    EXPECT_LT(took.count(), 5.0) << pair;
    EXPECT_TRUE(is_valid_utf8(nfc)) << pair;
    // A mark of the highlighter covers a character, not the page.
    for (const FoldedChar& c : chars) ASSERT_LE(c.end - c.begin, 256U) << pair;
  }
}

TEST(CharClass, IsToldForEachKind) {
  const std::vector<std::pair<std::u32string_view, CharClass>> cases = {
      {U" \t\n\r\u00A0\u2009\u3000\u2028", CharClass::space},
      {U"aZéßσ漢あЖ", CharClass::letter},
      {U"09٣２²Ⅳ", CharClass::digit},
      {U"가힣ㄱㅎㆎ\u1100\u1161\u11FF", CharClass::hangul},
      {U"\u0301\u0316\u20D7\u0903", CharClass::mark},
      {U"\0.,-_$^\u00AD\u200B😀…\uFFFD", CharClass::other},
      {U"\U0010FFFF\x7F\u0085", CharClass::other},
  };
  for (const auto& [codes, expected] : cases) {
    for (const char32_t code : codes) {
      EXPECT_EQ(class_of(code), expected) << "U+" << std::hex << static_cast<std::uint32_t>(code);
    }
  }
}

TEST(CharClass, IsTotal) {
  EXPECT_EQ(class_of(0xD800), CharClass::other);
  EXPECT_EQ(class_of(0x110000), CharClass::other);
  EXPECT_EQ(class_of(0xFFFFFFFF), CharClass::other);
}

TEST(DisplayWidth, CountsTheColumnsOfATerminal) {
  const std::vector<std::pair<std::string_view, std::size_t>> cases = {
      {"", 0},
      {"abc", 3},
      {"중첩", 4},
      {"漢字", 4},
      {"é", 1},
      {"e\u0301", 1},
      {"😀", 2},
      {"W_Q는 중첩", 10},
      {"Ａ", 2},
      {"a\u200Bb", 2},
      {"\n\t", 0},
      {"\xFF", 1},
      {"\u1112\u1161\u11AB", 2},
  };
  for (const auto& [text, width] : cases) EXPECT_EQ(display_width(text), width) << text;
}

TEST(Printable, LetsNothingDriveTheTerminal) {
  const struct {
    std::string text, expected;
  } kCases[] = {
      {"plain 중첩", "plain 중첩"},       {"a\nb\tc\rd", "a b c d"},
      {"\x1b]0;owned\x07x", "]0;ownedx"}, {"\u009b31m", "31m"},
      {"\u202Egnp.exe", "gnp.exe"},       {"a\xFF", "a\uFFFD"},
      {std::string("a\0b", 3), "ab"},
  };
  for (const auto& c : kCases)
    EXPECT_EQ(printable(c.text), c.expected) << testing::PrintToString(c.text);
}

TEST(BeginningOf, CutsNoCharacter) {
  EXPECT_EQ(beginning_of("중첩", 6), "중첩");
  EXPECT_EQ(beginning_of("중첩", 5), "중");
  EXPECT_EQ(beginning_of("중첩", 2), "");
  EXPECT_EQ(beginning_of("abc", 2), "ab");
}

TEST(Unicode, FoldsInPiecesAsItFoldsTheWhole) {
  const std::string text =
      "A e\u0301 \u0301x \uFB01\u00AD중첩 \u1112\u1161\u11AB \xFF\u2019\u00C5 \U0001D465";
  const std::vector<FoldedChar> whole = fold(text);
  std::vector<FoldedChar> pieces;
  std::size_t begin = 0;
  for (std::size_t at = 1; at <= text.size(); ++at) {
    const bool between = at == text.size() || (text[at - 1] == ' ' && begins_cluster(text, at));
    if (!between) continue;
    append_folded(pieces, std::string_view(text).substr(begin, at - begin),
                  static_cast<std::uint32_t>(begin));
    begin = at;
  }
  ASSERT_EQ(pieces.size(), whole.size());
  for (std::size_t i = 0; i < whole.size(); ++i) {
    EXPECT_EQ(pieces[i].code, whole[i].code) << i;
    EXPECT_EQ(pieces[i].begin, whole[i].begin) << i;
    EXPECT_EQ(pieces[i].end, whole[i].end) << i;
  }
}

TEST(Unicode, KnowsWhereACharacterBegins) {
  const std::string text = "a\u0301 b\u3131\u1161";
  EXPECT_TRUE(begins_cluster(text, 0));
  EXPECT_FALSE(begins_cluster(text, 1));
  EXPECT_TRUE(begins_cluster(text, 3));
  EXPECT_TRUE(begins_cluster(text, 5));
  EXPECT_FALSE(begins_cluster(text, 8));
  EXPECT_TRUE(begins_cluster(text, text.size()));
}

TEST(Unicode, TakesAccentsOffLatinLettersOnly) {
  const struct {
    char32_t code, plain;
  } kCases[] = {{U'\u00E9', U'e'}, {U'\u00C9', U'E'},      {U'\u0151', U'o'},
                {U'\u1EC7', U'e'}, {U'\u00F8', U'\u00F8'}, {U'\u03AC', U'\u03AC'},
                {U'e', U'e'},      {U'가', U'가'}};
  for (const auto& c : kCases) EXPECT_EQ(without_accents(c.code), c.plain);
}

TEST(Unicode, ComposesCompatibleLettersAndKeepsCase) {
  EXPECT_EQ(to_nfkc("\uFF27\U0001D44A\uFB01"), "GWfi");
  EXPECT_EQ(to_nfkc("plain"), "plain");
}

}  // namespace
}  // namespace mi
