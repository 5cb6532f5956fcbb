#include "core/unicode.h"

#include <utf8proc.h>

#include <array>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <memory>

namespace mi {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

// How many bytes of ASCII the text has from a place on; eight are looked at at once.
std::size_t ascii_bytes(std::string_view text, std::size_t at) {
  constexpr std::uint64_t kHighBits = 0x8080808080808080U;
  const std::size_t begin = at;
  for (std::uint64_t eight = 0; text.size() - at >= sizeof eight; at += sizeof eight) {
    std::memcpy(&eight, text.data() + at, sizeof eight);
    if ((eight & kHighBits) != 0) break;
  }
  while (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80) ++at;
  return at - begin;
}

bool is_ascii(std::string_view text) { return ascii_bytes(text, 0) == text.size(); }

bool is_jamo(char32_t code) { return code >= 0x1100 && code <= 0x11FF; }

bool is_mark(char32_t code) {
  switch (utf8proc_category(static_cast<utf8proc_int32_t>(code))) {
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
      return true;
    default:
      return false;
  }
}

// Whether a code point joins, or composes with, the one before it: a mark, a vowel or final jamo,
// or a half-width kana sound mark.
bool continues_cluster(char32_t code) {
  const bool common = code < 0x300 || (code >= 0xAC00 && code <= 0xD7A3) ||  // syllables
                      (code >= 0x2000 && code < 0x20D0);                     // punctuation
  if (common) return false;
  if (is_jamo(code)) return code >= 0x1160;
  return is_mark(code) || code == 0xFF9E || code == 0xFF9F;
}

// utf8proc puts the marks of a run in order by exchanging neighbours, which is quadratic. Longer
// runs, which no language writes, are cut. (Unicode's Stream-Safe Text Format allows 30.)
constexpr std::size_t kMaxMarks = 30;

struct Cluster {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool valid = true;
};

Cluster cluster_at(std::string_view text, std::size_t at) {
  std::size_t size = 0;
  const char32_t first = decode_utf8(text, at, size);
  Cluster cluster{at, at + size, !(first == kReplacement && size == 1)};
  for (std::size_t marks = 0; cluster.valid && cluster.end < text.size() && marks < kMaxMarks;
       ++marks) {
    const char32_t next = decode_utf8(text, cluster.end, size);
    if (!continues_cluster(next)) break;
    cluster.end += size;
  }
  return cluster;
}

// The end of the longest piece from `at` that has no run of more than kMaxMarks marks.
std::size_t piece_end(std::string_view text, std::size_t at) {
  std::size_t marks = 0;
  for (std::size_t size = 1; at < text.size(); at += size) {
    const bool ascii = static_cast<unsigned char>(text[at]) < 0x80;
    marks = !ascii && continues_cluster(decode_utf8(text, at, size)) ? marks + 1 : 0;
    if (ascii) size = 1;
    if (marks > kMaxMarks) break;
  }
  return at;
}

constexpr auto kFoldOptions =
    static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT |
                                   UTF8PROC_CASEFOLD | UTF8PROC_IGNORE | UTF8PROC_STRIPNA);

std::string map_text(std::string_view text, utf8proc_option_t options) {
  utf8proc_uint8_t* raw = nullptr;
  const utf8proc_ssize_t size =
      utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                   static_cast<utf8proc_ssize_t>(text.size()), &raw, options);
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owned(raw, &std::free);
  if (size < 0) return std::string(text);
  return {reinterpret_cast<const char*>(raw), static_cast<std::size_t>(size)};
}

// The folding of a code point that stands alone, where it is at most one code point: nearly always.
// False: it is more.
bool fold_single(char32_t code, FoldedChar range, std::vector<FoldedChar>& out) {
  const bool syllable = code >= 0xAC00 && code <= 0xD7A3;  // folds to itself: most of Korean text
  if (!syllable) {
    std::array<utf8proc_int32_t, 4> parts{};
    int boundary = 0;
    const utf8proc_ssize_t count = utf8proc_decompose_char(
        static_cast<utf8proc_int32_t>(code), parts.data(),
        static_cast<utf8proc_ssize_t>(parts.size()), kFoldOptions, &boundary);
    if (count < 0 || count > 1) return false;
    if (count == 0) return true;  // a soft hyphen
    code = static_cast<char32_t>(parts[0]);
  }
  range.code = code;
  out.push_back(range);
  return true;
}

// Piece by piece, so that no run of marks costs more than its length.
std::string normalise(std::string_view text, utf8proc_option_t options) {
  if (is_ascii(text)) return std::string(text);
  const std::string valid = to_valid_utf8(text);
  std::string out;
  for (std::size_t at = 0; at < valid.size();) {
    const std::size_t end = piece_end(valid, at);
    out += map_text(std::string_view(valid).substr(at, end - at), options);
    at = end;
  }
  return out;
}

void fold_cluster(std::string_view text, const Cluster& cluster, std::uint32_t offset,
                  std::vector<FoldedChar>& out) {
  const FoldedChar range{kReplacement, offset + static_cast<std::uint32_t>(cluster.begin),
                         offset + static_cast<std::uint32_t>(cluster.end)};
  if (!cluster.valid) {
    out.push_back(range);
    return;
  }
  const std::string_view bytes = text.substr(cluster.begin, cluster.end - cluster.begin);
  std::size_t size = 0;
  const char32_t code = decode_utf8(bytes, 0, size);
  if (size == bytes.size() && fold_single(code, range, out)) return;
  const std::string folded = map_text(bytes, kFoldOptions);
  for (std::size_t at = 0; at < folded.size(); at += size) {
    out.push_back({decode_utf8(folded, at, size), range.begin, range.end});
  }
}

}  // namespace

bool is_valid_utf8(std::string_view text) {
  for (std::size_t at = ascii_bytes(text, 0), size = 0; at < text.size();) {
    if (decode_utf8(text, at, size) == kReplacement && size == 1) return false;
    at += size;
    at += ascii_bytes(text, at);
  }
  return true;
}

std::string to_valid_utf8(std::string_view text) {
  if (is_valid_utf8(text)) return std::string(text);
  std::string out;
  for (std::size_t at = 0, size = 0; at < text.size(); at += size) {
    append_utf8(out, decode_utf8(text, at, size));
  }
  return out;
}

std::string to_nfc(std::string_view text) {
  return normalise(text, static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
}

std::string to_nfkc(std::string_view text) {
  return normalise(
      text, static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT));
}

char32_t without_accents(char32_t code) {
  const bool latin = (code >= 0xC0 && code < 0x250) || (code >= 0x1E00 && code < 0x1F00);
  if (!latin) return code;
  std::array<utf8proc_int32_t, 8> parts{};
  int boundary = 0;
  const utf8proc_ssize_t count = utf8proc_decompose_char(
      static_cast<utf8proc_int32_t>(code), parts.data(),
      static_cast<utf8proc_ssize_t>(parts.size()), UTF8PROC_DECOMPOSE, &boundary);
  const bool plain = count > 1 && parts[0] < 0x80;
  return plain ? static_cast<char32_t>(parts[0]) : code;
}

std::vector<FoldedChar> fold(std::string_view text) {
  std::vector<FoldedChar> out;
  text = text.substr(0, std::numeric_limits<std::uint32_t>::max());
  out.reserve(text.size());
  append_folded(out, text, 0);
  return out;
}

void append_folded(std::vector<FoldedChar>& out, std::string_view text, std::uint32_t offset) {
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    const bool plain_ascii =
        byte < 0x80 && (at + 1 == text.size() || static_cast<unsigned char>(text[at + 1]) < 0x80);
    if (plain_ascii) {
      const char32_t code = byte >= 'A' && byte <= 'Z' ? byte + 32U : byte;
      const std::uint32_t begin = offset + static_cast<std::uint32_t>(at);
      out.push_back({code, begin, begin + 1});
      ++at;
      continue;
    }
    const Cluster cluster = cluster_at(text, at);
    fold_cluster(text, cluster, offset, out);
    at = cluster.end;
  }
}

bool begins_cluster(std::string_view text, std::size_t at) {
  if (at >= text.size() || static_cast<unsigned char>(text[at]) < 0x80) return true;
  std::size_t size = 0;
  return !continues_cluster(decode_utf8(text, at, size));
}

CharClass class_of(char32_t code) {
  if (code < 0x80) {
    if ((code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z')) return CharClass::letter;
    if (code >= '0' && code <= '9') return CharClass::digit;
    return code == ' ' || (code >= '\t' && code <= '\r') ? CharClass::space : CharClass::other;
  }
  const bool hangul =
      (code >= 0xAC00 && code <= 0xD7A3) || is_jamo(code) || (code >= 0x3131 && code <= 0x318E);
  if (hangul) return CharClass::hangul;
  if (is_mark(code)) return CharClass::mark;
  switch (utf8proc_category(static_cast<utf8proc_int32_t>(code))) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
      return CharClass::letter;
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
      return CharClass::digit;
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
      return CharClass::space;
    default:
      return CharClass::other;
  }
}

void append_utf8(std::string& out, char32_t code) {
  if (code < 0x80) {
    out += static_cast<char>(code);
    return;
  }
  if (!utf8proc_codepoint_valid(static_cast<utf8proc_int32_t>(code))) code = kReplacement;
  std::array<utf8proc_uint8_t, 4> bytes{};
  const utf8proc_ssize_t size =
      utf8proc_encode_char(static_cast<utf8proc_int32_t>(code), bytes.data());
  out.append(reinterpret_cast<const char*>(bytes.data()), static_cast<std::size_t>(size));
}

char32_t decode_utf8(std::string_view text, std::size_t at, std::size_t& size) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
  const auto follows = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80; };
  const std::size_t left = text.size() - at;
  const unsigned lead = byte(0);
  // What most text is made of, by hand; the rest, and what is wrong, by utf8proc.
  if (lead < 0x80) {
    size = 1;
    return lead;
  }
  if (lead >= 0xC2 && lead < 0xE0 && left >= 2 && follows(1)) {
    size = 2;
    return ((lead & 0x1FU) << 6U) | (byte(1) & 0x3FU);
  }
  if (lead > 0xE0 && lead < 0xED && left >= 3 && follows(1) && follows(2)) {
    size = 3;
    return ((lead & 0x0FU) << 12U) | ((byte(1) & 0x3FU) << 6U) | (byte(2) & 0x3FU);
  }
  utf8proc_int32_t code = 0;
  const utf8proc_ssize_t read =
      utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()) + at,
                       static_cast<utf8proc_ssize_t>(left), &code);
  if (read <= 0) {
    size = 1;
    return kReplacement;
  }
  size = static_cast<std::size_t>(read);
  return static_cast<char32_t>(code);
}

std::string printable(std::string_view text) {
  std::string out;
  for (std::size_t at = 0, size = 0; at < text.size(); at += size) {
    const char32_t code = decode_utf8(text, at, size);
    const bool control = code < 0x20 || (code >= 0x7f && code < 0xa0);
    // A bidirectional override would show an address backwards.
    const bool turn = (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
    if (code == '\n' || code == '\t' || code == '\r') {
      out += ' ';
    } else if (!control && !turn) {
      append_utf8(out, code);
    }
  }
  return out;
}

std::string_view beginning_of(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  const auto is_inside = [&](std::size_t at) {
    return (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80;
  };
  while (bytes > 0 && is_inside(bytes)) --bytes;
  return text.substr(0, bytes);
}

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t at = 0, size = 0; at < text.size(); at += size) {
    const char32_t code = decode_utf8(text, at, size);
    if (continues_cluster(code)) continue;  // utf8proc gives vowel and final jamo a column
    const int columns = utf8proc_charwidth(static_cast<utf8proc_int32_t>(code));
    width += static_cast<std::size_t>(columns > 0 ? columns : 0);
  }
  return width;
}

}  // namespace mi
