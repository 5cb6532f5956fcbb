// Unicode: validity, normalisation and case folding, with the way back to the original bytes.
// The only door to utf8proc. All functions are total: any bytes give a value.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mi {

bool is_valid_utf8(std::string_view text);

// The same text, each byte that is not UTF-8 replaced by U+FFFD.
std::string to_valid_utf8(std::string_view text);

// Valid UTF-8 in NFC: Hangul typed as jamo (NFD, as macOS names files) becomes syllables. A run of
// more than 30 marks, which no language writes, is composed and put in order piece by piece.
std::string to_nfc(std::string_view text);

// The same in NFKC: full-width, ligatures and mathematical letters become plain ones. Case stays.
std::string to_nfkc(std::string_view text);

// The letter without its accents, where it is a Latin one that has an ASCII base: é -> e. Any other
// code point is itself.
char32_t without_accents(char32_t code);

// One code point of folded text, and the bytes of the original that it came from.
struct FoldedChar {
  char32_t code = 0;
  std::uint32_t begin = 0;  // byte range in the original text; characters that came out of one
  std::uint32_t end = 0;    // cluster (a ligature, a base with its marks) share one range
};

// NFKC with case folding, for matching: "ﬁ" -> "fi", full-width -> ASCII, jamo -> syllables, soft
// hyphens and zero-width characters dropped. Invalid bytes become U+FFFD. Takes linear time.
// Text longer than 4 GiB is cut there: offsets are 32 bits wide.
std::vector<FoldedChar> fold(std::string_view text);

// The same for a piece of a text, appended: `offset` is where the piece begins in it. Pieces that
// begins_cluster() parts fold as the whole does.
void append_folded(std::vector<FoldedChar>& out, std::string_view text, std::uint32_t offset);

// Whether what stands at `at` is a character of its own, not a mark of the one before it. True at
// the end.
bool begins_cluster(std::string_view text, std::size_t at);

enum class CharClass { space, letter, digit, hangul, mark, other };

CharClass class_of(char32_t code);

void append_utf8(std::string& out, char32_t code);

// Decodes the code point that begins at `at`; sets `size` to its bytes (1 for an invalid byte,
// whose code is U+FFFD). `at` must be inside the text.
char32_t decode_utf8(std::string_view text, std::size_t at, std::size_t& size);

// The text as one line that may be shown on a terminal: line ends and tabs become spaces; control
// characters (escape sequences among them) and marks that turn the direction of writing are
// dropped. Bytes that are not UTF-8 become U+FFFD.
std::string printable(std::string_view text);

// The longest beginning of at most `bytes` bytes that cuts no character.
std::string_view beginning_of(std::string_view text, std::size_t bytes);

// The number of columns that a terminal needs: wide for Hangul and Han, none for combining marks.
std::size_t display_width(std::string_view text);

}  // namespace mi
