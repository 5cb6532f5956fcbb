#include "indexer/transliteration.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include "core/ascii.h"
#include "core/unicode.h"

namespace mi {
namespace {

constexpr std::size_t kMaxConsonants = 40;

// A Hangul syllable is (first * 21 + vowel) * 28 + last (Unicode 15, section 3.12). '-': silent.
constexpr std::string_view kFirst =
    "kkntt"
    "lmpps"
    "s-sss"
    "ktph";
constexpr std::string_view kLast =
    "-kkknnnt"
    "llllllll"
    "mpps"
    "snssktph";

std::string consonants_of_hangul(std::string_view word) {
  std::string consonants;
  for (std::size_t at = 0, size = 0; at < word.size() && consonants.size() < kMaxConsonants;
       at += size) {
    const char32_t code = decode_utf8(word, at, size);
    if (code < 0xAC00 || code > 0xD7A3) continue;
    const char first = kFirst[(code - 0xAC00) / (21 * 28)];
    const char last = kLast[(code - 0xAC00) % 28];
    if (first != '-') consonants += first;
    if (last != '-') consonants += last;
  }
  return consonants;
}

char class_of_letter(char c, char next) {
  switch (c) {
    case 'b':
    case 'f':
    case 'p':
    case 'v':
      return 'p';
    case 'c':
      return next == 'e' || next == 'i' || next == 'y' ? 's' : 'k';
    case 'k':
    case 'q':
    case 'g':
    case 'x':
      return 'k';
    case 'd':
    case 't':
      return 't';
    case 'l':
    case 'r':
      return 'l';
    case 'j':
    case 's':
    case 'z':
      return 's';
    case 'm':
    case 'n':
    case 'h':
      return c;
    default:
      return '-';
  }
}

// `ch` as it is heard in "chunk" and in "mechanism".
std::string consonants_of_english(std::string_view word, char ch) {
  std::string consonants;
  for (std::size_t i = 0; i < word.size() && consonants.size() < kMaxConsonants; ++i) {
    const char letter = lower(word[i]);
    const char next = i + 1 < word.size() ? lower(word[i + 1]) : ' ';
    const char sound = letter == 'c' && next == 'h' ? ch : class_of_letter(letter, next);
    const bool is_doubled = i > 0 && lower(word[i - 1]) == letter;
    const bool is_silent =
        letter == 'h' && i > 0 && (lower(word[i - 1]) == 'c' || lower(word[i - 1]) == 't');
    if (sound != '-' && !is_doubled && !is_silent) consonants += sound;
    if (letter == 'x') consonants += 's';
  }
  return consonants;
}

std::size_t common_subsequence(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1, 0);
  for (const char c : a) {
    std::size_t diagonal = 0;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t above = row[j + 1];
      row[j + 1] = c == b[j] ? diagonal + 1 : std::max(row[j], above);
      diagonal = above;
    }
  }
  return row.back();
}

}  // namespace

double sound_similarity(std::string_view hangul, std::string_view english) {
  const std::string a = consonants_of_hangul(hangul);
  const auto similarity = [&](const std::string& b) {
    if (a.size() < 2 || b.size() < 2) return 0.0;
    const auto common = static_cast<double>(common_subsequence(a, b));
    return 2 * common / static_cast<double>(a.size() + b.size());
  };
  return std::max(similarity(consonants_of_english(english, 's')),
                  similarity(consonants_of_english(english, 'k')));
}

bool sounds_like(std::string_view hangul, std::string_view english) {
  return sound_similarity(hangul, english) >= 0.7;
}

}  // namespace mi
