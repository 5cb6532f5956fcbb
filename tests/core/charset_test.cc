#include "core/charset.h"

#include <gtest/gtest.h>

#include <array>

#include "core/unicode.h"

namespace mi {
namespace {

using namespace std::string_literals;
using namespace std::string_view_literals;

// 중첩, "superposition": each as the charset that is named sends it.
constexpr std::string_view kEucKr = "\xC1\xDF\xC3\xB8";
constexpr std::string_view kUtf8 = "중첩";
constexpr std::string_view kUtf16Le = "\x11\xC9\xA9\xCC";
constexpr std::string_view kUtf16Be = "\xC9\x11\xCC\xA9";

std::string page(std::string_view head, std::string_view text) {
  return std::string(head).append("<p>").append(text);
}

TEST(Charset, HasTheNamesOfTheEncodingStandard) {
  const struct {
    std::string_view label, expected;
  } kCases[] = {
      {"UTF-8", "utf-8"},
      {"utf8", "utf-8"},
      {"EUC-KR", "euc-kr"},
      {"ks_c_5601-1987", "euc-kr"},
      {"KSC5601", "euc-kr"},
      {"cp949", "euc-kr"},
      {"windows-949", "euc-kr"},
      {"ISO-8859-1", "windows-1252"},
      {"latin1", "windows-1252"},
      {"us-ascii", "windows-1252"},
      {"Shift_JIS", "shift_jis"},
      {"gb2312", "gb18030"},
      {"GBK", "gb18030"},
      {"big5", "big5"},
      {"utf-16", "utf-16le"},
      {"UTF-16BE", "utf-16be"},
      {"", ""},
      {"utf-9", ""},
      {"zzz", ""},
      {"utf-8x", ""},
  };
  for (const auto& c : kCases) EXPECT_EQ(charset_of_label(c.label), c.expected) << c.label;
}

TEST(Charset, IsToldByTheMarkThenTheHeaderThenTheMeta) {
  const struct {
    std::string bytes;
    std::string_view content_type, expected;
  } kCases[] = {
      {"\xEF\xBB\xBF<meta charset=euc-kr>", "text/html; charset=euc-kr", "utf-8"},
      {"\xFF\xFE<\0"s + "p\0>\0"s, "text/html; charset=utf-8", "utf-16le"},
      {"\xFE\xFF\0<"s, "", "utf-16be"},
      {page("<meta charset=utf-8>", kEucKr), "text/html; charset=EUC-KR", "euc-kr"},
      {page("<meta charset=utf-8>", kEucKr), "text/html;charset=\"ks_c_5601-1987\"", "euc-kr"},
      {page("<meta charset='euc-kr'>", kEucKr), "text/html; charset=unheard-of", "euc-kr"},
      {page("<META CHARSET = euc-kr />", kEucKr), "text/html", "euc-kr"},
      {page("<meta http-equiv=Content-Type content=\"text/html; charset=euc-kr\">", kEucKr), "",
       "euc-kr"},
      {page("<!-- <meta charset=big5> --><meta charset=euc-kr>", kEucKr), "", "euc-kr"},
      {page("<!-- <meta charset=big5>", "x"), "", "utf-8"},
      {page("<meta name=charset content=x><meta charset=euc-kr>", kEucKr), "", "euc-kr"},
      {page("<meta charset=euc-kr>", "ascii"), "", "euc-kr"},
      {page("<meta charset=euc-kr>", kUtf8), "", "utf-8"},  // re-encoded when it was saved
      {page("<meta charset=utf-16>", "ascii"), "", "utf-8"},
      {page(std::string(5000, ' ') + "<meta charset=euc-kr>", kEucKr), "", "utf-8"},
      {"", "", "utf-8"},
      {"<meta charset", "", "utf-8"},
      {"<meta charset=", "charset", "utf-8"},
  };
  for (const auto& c : kCases) {
    EXPECT_EQ(detect_charset(c.bytes, c.content_type), c.expected)
        << c.bytes << " as " << c.content_type;
  }
}

TEST(Charset, BecomesUtf8) {
  const struct {
    std::string_view bytes, content_type, expected;
  } kCases[] = {
      {kUtf8, "", kUtf8},
      {"\xEF\xBB\xBF중첩", "", kUtf8},
      {kEucKr, "text/html; charset=euc-kr", kUtf8},
      {"\xC1\xDF\x8C\x63", "text/html; charset=ks_c_5601-1987", "중똠"},  // of CP949, not KS X 1001
      {kUtf16Le, "text/html; charset=utf-16le", kUtf8},
      {kUtf16Be, "text/html; charset=utf-16be", kUtf8},
      {"\xFF\xFE\x11\xC9\xA9\xCC", "", kUtf8},
      {"\xFE\xFF\xC9\x11\xCC\xA9", "", kUtf8},
      {"\x3D\xD8\x00\xDE"sv, "text/html; charset=utf-16", "😀"},
      {"\x93q\x94 caf\xE9 \x80", "text/html; charset=iso-8859-1", "“q” café €"},
      {"\x8F\x64\x8F\xF4", "text/html; charset=shift_jis", "重畳"},
      {"\xD6\xD8\xB5\xFE", "text/html; charset=gb2312", "重叠"},
      {"\xAD\xAB\xC5\x7C", "text/html; charset=big5", "重疊"},
      {"\xC6\xCE", "text/html; charset=koi8-r", "фн"},
  };
  for (const auto& c : kCases) {
    EXPECT_EQ(decode_to_utf8(c.bytes, c.content_type), c.expected) << c.content_type;
  }
}

TEST(Charset, ReplacesWhatIsNoCharacterAndKeepsTheRest) {
  const struct {
    std::string_view bytes, content_type, expected;
  } kCases[] = {
      {"a\xFF"
       "b",
       "", "a\uFFFDb"},
      {"\xC1\xDF\xFF<p>\xC3\xB8", "text/html; charset=euc-kr", "중\uFFFD<p>첩"},
      {"\xC1\xDF\xC3", "text/html; charset=euc-kr", "중\uFFFD"},
      {"\x00\xD8\x41\x00"sv, "text/html; charset=utf-16le", "\uFFFDA"},
      {"\x41\x00\x42"sv, "text/html; charset=utf-16le", "A\uFFFD"},
      {"a\x81z", "text/html; charset=windows-1252", "a\uFFFDz"},
  };
  for (const auto& c : kCases) {
    EXPECT_EQ(decode_to_utf8(c.bytes, c.content_type), c.expected) << c.content_type;
  }
}

TEST(Charset, GivesValidAndBoundedTextForAnyBytes) {
  unsigned state = 1;
  std::string bytes;
  for (int i = 0; i < 20'000; ++i) {
    state = state * 1664525U + 1013904223U;
    bytes += static_cast<char>(state >> 24U);
  }
  for (const char* label : {"utf-8", "euc-kr", "windows-1252", "shift_jis", "euc-jp", "iso-2022-jp",
                            "gb18030", "big5", "koi8-r", "utf-16le", "utf-16be", "iso-8859-2"}) {
    const std::string type = std::string("text/html; charset=") + label;
    const std::string text = decode_to_utf8(bytes, type);
    EXPECT_TRUE(is_valid_utf8(text)) << label;
    EXPECT_LE(text.size(), 4 * bytes.size()) << label;
    EXPECT_FALSE(text.empty()) << label;
    for (std::size_t size = 0; size < 300; ++size) {
      EXPECT_TRUE(is_valid_utf8(decode_to_utf8(bytes.substr(size, size), type))) << label << size;
    }
  }
}

}  // namespace
}  // namespace mi
