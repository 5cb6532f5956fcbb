#include "core/charset.h"

#include <iconv.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

#include "core/ascii.h"
#include "core/unicode.h"

namespace mi {
namespace {

constexpr std::string_view kUtf8 = "utf-8";
constexpr std::string_view kUtf16Le = "utf-16le";
constexpr std::string_view kUtf16Be = "utf-16be";
constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
constexpr std::size_t kMetaWithin = 4096;  // WHATWG looks at 1024; saved pages put comments first

using Label = std::pair<std::string_view, std::string_view>;

// https://encoding.spec.whatwg.org/#names-and-labels, less what the web has forgotten. Sorted.
constexpr std::array kLabels = {
    Label{"ansi_x3.4-1968", "windows-1252"},
    Label{"ascii", "windows-1252"},
    Label{"big5", "big5"},
    Label{"big5-hkscs", "big5"},
    Label{"cn-big5", "big5"},
    Label{"cp1250", "windows-1250"},
    Label{"cp1251", "windows-1251"},
    Label{"cp1252", "windows-1252"},
    Label{"cp949", "euc-kr"},
    Label{"cseuckr", "euc-kr"},
    Label{"csksc56011987", "euc-kr"},
    Label{"csshiftjis", "shift_jis"},
    Label{"euc-jp", "euc-jp"},
    Label{"euc-kr", "euc-kr"},
    Label{"gb18030", "gb18030"},
    Label{"gb2312", "gb18030"},
    Label{"gb_2312-80", "gb18030"},
    Label{"gbk", "gb18030"},
    Label{"iso-2022-jp", "iso-2022-jp"},
    Label{"iso-8859-1", "windows-1252"},
    Label{"iso-8859-15", "iso-8859-15"},
    Label{"iso-8859-2", "iso-8859-2"},
    Label{"iso-8859-9", "windows-1254"},
    Label{"iso8859-1", "windows-1252"},
    Label{"iso_8859-1", "windows-1252"},
    Label{"koi8-r", "koi8-r"},
    Label{"korean", "euc-kr"},
    Label{"ks_c_5601-1987", "euc-kr"},
    Label{"ks_c_5601-1989", "euc-kr"},
    Label{"ksc5601", "euc-kr"},
    Label{"ksc_5601", "euc-kr"},
    Label{"l1", "windows-1252"},
    Label{"latin1", "windows-1252"},
    Label{"latin2", "iso-8859-2"},
    Label{"ms_kanji", "shift_jis"},
    Label{"shift-jis", "shift_jis"},
    Label{"shift_jis", "shift_jis"},
    Label{"sjis", "shift_jis"},
    Label{"unicode-1-1-utf-8", kUtf8},
    Label{"us-ascii", "windows-1252"},
    Label{"utf-16", kUtf16Le},
    Label{"utf-16be", kUtf16Be},
    Label{"utf-16le", kUtf16Le},
    Label{"utf-8", kUtf8},
    Label{"utf8", kUtf8},
    Label{"windows-1250", "windows-1250"},
    Label{"windows-1251", "windows-1251"},
    Label{"windows-1252", "windows-1252"},
    Label{"windows-1254", "windows-1254"},
    Label{"windows-31j", "shift_jis"},
    Label{"windows-949", "euc-kr"},
    Label{"x-cp1252", "windows-1252"},
    Label{"x-euc-jp", "euc-jp"},
    Label{"x-gbk", "gb18030"},
    Label{"x-sjis", "shift_jis"},
    Label{"x-x-big5", "big5"},
};
static_assert(std::is_sorted(kLabels.begin(), kLabels.end()));

// What glibc calls the standard's encodings, where the plain name means a smaller one.
constexpr std::array kConverters = {
    Label{"euc-kr", "CP949"},
    Label{"shift_jis", "CP932"},
    Label{"big5", "BIG5-HKSCS"},
};

// The value behind "charset=" from `at` on: quoted, or up to what cannot be in a label.
std::string_view label_after(std::string_view text, std::size_t at) {
  constexpr std::string_view kSpace = " \t\r\n\f";
  text.remove_prefix(std::min(text.find_first_not_of(kSpace, at), text.size()));
  if (!text.starts_with('=')) return {};
  text.remove_prefix(std::min(text.find_first_not_of(kSpace, 1), text.size()));
  if (text.starts_with('"') || text.starts_with('\'')) text.remove_prefix(1);
  return text.substr(0, text.find_first_of(" \t\r\n\f;\"'>/"));
}

// The first charset in `text` (lower case) that has a name.
std::string_view charset_in(std::string_view text) {
  constexpr std::string_view kCharset = "charset";
  for (std::size_t at = text.find(kCharset); at != std::string_view::npos;
       at = text.find(kCharset, at + 1)) {
    const std::string_view charset = charset_of_label(label_after(text, at + kCharset.size()));
    if (!charset.empty()) return charset;
  }
  return {};
}

// What the page's first <meta> that names a charset says. Comments are no part of a page.
std::string_view charset_of_meta(std::string_view bytes) {
  const std::string lower = lower_case(bytes.substr(0, kMetaWithin));
  const std::string_view head = lower;
  for (std::size_t at = head.find('<'); at != std::string_view::npos; at = head.find('<', at + 1)) {
    if (head.substr(at).starts_with("<!--")) {
      at = head.find("-->", at);
      if (at == std::string_view::npos) return {};
    } else if (head.substr(at).starts_with("<meta")) {
      const std::string_view tag = head.substr(at, head.find('>', at) - at);
      if (const std::string_view charset = charset_in(tag); !charset.empty()) return charset;
    }
  }
  return {};
}

bool is_utf16(std::string_view charset) { return charset == kUtf16Le || charset == kUtf16Be; }

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

struct Mark {
  std::string_view bytes;
  std::string_view charset;
};

constexpr std::array kMarks = {Mark{"\xEF\xBB\xBF", kUtf8}, Mark{"\xFF\xFE", kUtf16Le},
                               Mark{"\xFE\xFF", kUtf16Be}};

const Mark* mark_of(std::string_view bytes) {
  const auto* found = std::find_if(kMarks.begin(), kMarks.end(),
                                   [&](const Mark& mark) { return bytes.starts_with(mark.bytes); });
  return found == kMarks.end() ? nullptr : found;
}

class Converter {
 public:
  explicit Converter(std::string_view charset) {
    const auto* renamed = std::find_if(kConverters.begin(), kConverters.end(),
                                       [&](const Label& entry) { return entry.first == charset; });
    const std::string name(renamed == kConverters.end() ? charset : renamed->second);
    handle_ = iconv_open("UTF-8", name.c_str());
    unit_ = is_utf16(charset) ? 2 : 1;
  }
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;
  ~Converter() {
    if (is_open()) iconv_close(handle_);
  }

  bool is_open() const {
    return handle_ != reinterpret_cast<iconv_t>(-1);  // NOLINT: iconv's own way to say no
  }

  std::string convert(std::string_view bytes) {
    std::string text;
    text.reserve(bytes.size() + bytes.size() / 2);
    std::array<char, 1U << 14U> piece;
    char* in = const_cast<char*>(bytes.data());  // only read
    std::size_t in_left = bytes.size();
    while (in_left > 0) {
      char* out = piece.data();
      std::size_t out_left = piece.size();
      const std::size_t result = iconv(handle_, &in, &in_left, &out, &out_left);
      text.append(piece.data(), piece.size() - out_left);
      if (result != static_cast<std::size_t>(-1) || errno == E2BIG) continue;
      text += kReplacement;
      if (errno == EINVAL) break;  // a character cut off by the end
      const std::size_t skipped = std::min(unit_, in_left);
      in += skipped;
      in_left -= skipped;
    }
    return text;
  }

 private:
  iconv_t handle_;
  std::size_t unit_ = 1;  // bytes passed over where there is no character
};

}  // namespace

std::string_view charset_of_label(std::string_view label) {
  const std::string lower = lower_case(label.substr(0, 40));
  const auto* found =
      std::lower_bound(kLabels.begin(), kLabels.end(), lower,
                       [](const Label& entry, const std::string& l) { return entry.first < l; });
  return found != kLabels.end() && found->first == lower ? found->second : std::string_view();
}

std::string_view detect_charset(std::string_view bytes, std::string_view content_type) {
  if (const Mark* mark = mark_of(bytes)) return mark->charset;
  const std::string type = lower_case(content_type);
  if (const std::string_view charset = charset_in(type); !charset.empty()) return charset;
  const std::string_view charset = charset_of_meta(bytes);
  if (charset.empty() || is_utf16(charset)) return kUtf8;
  return !is_ascii(bytes) && is_valid_utf8(bytes) ? kUtf8 : charset;
}

std::string decode_to_utf8(std::string_view bytes, std::string_view content_type) {
  const std::string_view charset = detect_charset(bytes, content_type);
  if (const Mark* mark = mark_of(bytes)) bytes.remove_prefix(mark->bytes.size());
  if (charset == kUtf8) return to_valid_utf8(bytes);
  Converter converter(charset);
  return converter.is_open() ? to_valid_utf8(converter.convert(bytes)) : to_valid_utf8(bytes);
}

}  // namespace mi
