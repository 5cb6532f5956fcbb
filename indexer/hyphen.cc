#include "indexer/hyphen.h"

#include <array>
#include <cctype>

#include "core/ascii.h"
#include "core/unicode.h"

namespace mi {
namespace {

constexpr std::string_view kSpaces = " \t\n";
constexpr std::array<std::string_view, 3> kHyphens = {"-", "\u2010", "\u00ad"};
constexpr std::string_view kSoftHyphen = "\u00ad";
constexpr std::string_view kAround = ".,;:!?()[]\"'";

std::string_view without_punctuation(std::string_view word) {
  const std::size_t begin = word.find_first_not_of(kAround);
  if (begin == std::string_view::npos) return {};
  return word.substr(begin, word.find_last_not_of(kAround) + 1 - begin);
}

std::string_view last_word(std::string_view text) {
  const std::size_t space = text.find_last_of(kSpaces);
  return space == std::string_view::npos ? text : text.substr(space + 1);
}

std::string_view hyphen_at_end(std::string_view text) {
  for (const std::string_view hyphen : kHyphens) {
    if (text.size() > hyphen.size() && text.ends_with(hyphen)) return hyphen;
  }
  return {};
}

// The last character of a text that is not empty.
char32_t last_char(std::string_view text) {
  std::size_t at = text.size() - 1;
  while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xc0U) == 0x80) --at;
  std::size_t size = 0;
  return decode_utf8(text, at, size);
}

// Folding leaves a small letter as it is.
bool begins_small(std::string_view text) {
  if (text.empty()) return false;
  std::size_t size = 0;
  const char32_t code = decode_utf8(text, 0, size);
  if (class_of(code) != CharClass::letter) return false;
  const auto folded = fold(text.substr(0, size));
  return folded.size() == 1 && folded.front().code == code;
}

}  // namespace

void WordsOfText::add_line(std::string_view line) {
  while (true) {
    const std::size_t begin = line.find_first_not_of(kSpaces);
    if (begin == std::string_view::npos) return;
    line.remove_prefix(begin);
    const std::string_view word = line.substr(0, line.find_first_of(kSpaces));
    line.remove_prefix(word.size());
    const bool is_broken = line.empty() && !hyphen_at_end(word).empty();
    if (!is_broken) words_.emplace(without_punctuation(word));
  }
}

void append_line(std::string& paragraph, std::string_view line, const WordsOfText& vocabulary) {
  if (paragraph.empty()) {
    paragraph = line;
    return;
  }
  const std::string_view hyphen = hyphen_at_end(paragraph);
  const std::string_view before =
      std::string_view(paragraph).substr(0, paragraph.size() - hyphen.size());
  if (hyphen.empty() || class_of(last_char(before)) != CharClass::letter) {
    paragraph += ' ';
  } else if (begins_small(line)) {
    const std::string left(last_word(before));
    const std::string right(line.substr(0, line.find_first_of(kSpaces)));
    const bool with = vocabulary.contains(without_punctuation(left + "-" + right));
    const bool without = vocabulary.contains(without_punctuation(left + right));
    if (hyphen == kSoftHyphen || without || !with) {
      paragraph.resize(before.size());
    }
  }
  paragraph += line;
}

}  // namespace mi
