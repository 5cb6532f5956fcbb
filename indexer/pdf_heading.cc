#include "indexer/pdf_heading.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>

#include "core/ascii.h"
#include "core/time.h"
#include "core/unicode.h"

namespace mi {
namespace {

constexpr std::size_t kMostLines = 3;
constexpr std::size_t kMostWords = 20;
constexpr std::size_t kMostBytes = 250;
constexpr double kLarger = 1.08;  // of the body's font
constexpr double kLarge = 1.3;
constexpr int kDeepest = 4;

constexpr std::array<std::string_view, 20> kNames = {"abstract",
                                                     "introduction",
                                                     "related work",
                                                     "background",
                                                     "methods",
                                                     "method",
                                                     "results",
                                                     "discussion",
                                                     "conclusion",
                                                     "conclusions",
                                                     "acknowledgments",
                                                     "acknowledgements",
                                                     "references",
                                                     "bibliography",
                                                     "appendix",
                                                     "author contributions",
                                                     "limitations",
                                                     "초록",
                                                     "서론",
                                                     "참고문헌"};

std::size_t words_in(std::string_view text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), ' ')) + 1;
}

std::string folded(std::string_view text) {
  std::string out;
  for (const FoldedChar& c : fold(text)) append_utf8(out, c.code);
  return out;
}

// At least three letters, none of them small: "RELATED WORK".
bool is_capitals(std::string_view text) {
  const auto capitals = std::count_if(text.begin(), text.end(), is_upper);
  return capitals >= 3 &&
         std::none_of(text.begin(), text.end(), [](char c) { return is_lower(c); });
}

struct Number {
  int depth = 0;          // "2.1" -> 2; 0: there is none
  std::size_t bytes = 0;  // of it, and of the space behind it
};

// "2", "2.1.", "A", "A.1", "IV." and the space behind.
Number number_of(std::string_view text) {
  std::size_t at = 0;
  if (is_digit(text.front())) {
    at = std::min(text.find_first_not_of("0123456789"), text.size());
    if (at > 2) return {};
  } else if (text.find_first_not_of("IVX") > 1 && text.find_first_not_of("IVX") < 6 &&
             text[text.find_first_not_of("IVX")] == '.') {
    at = text.find('.');
  } else if (text.front() >= 'A' && text.front() <= 'N') {
    at = 1;
  }
  if (at == 0) return {};
  int depth = 1;
  while (at + 1 < text.size() && text[at] == '.' && is_digit(text[at + 1])) {
    at = std::min(text.find_first_not_of("0123456789", at + 1), text.size());
    ++depth;
  }
  if (at < text.size() && text[at] == '.') ++at;
  if (at + 1 >= text.size() || text[at] != ' ') return {};
  return {depth, at + 1};
}

bool begins_as_heading(std::string_view text) {
  std::size_t size = 0;
  const char32_t code = decode_utf8(text, 0, size);
  const CharClass kind = class_of(code);
  return kind == CharClass::hangul || (kind == CharClass::letter && !(code >= 'a' && code <= 'z'));
}

bool has_word(std::string_view text) {
  std::size_t letters = 0;
  for (std::size_t at = 0, size = 1; at < text.size(); at += size) {
    const CharClass kind = class_of(decode_utf8(text, at, size));
    letters += kind == CharClass::letter ? 1 : kind == CharClass::hangul ? 2 : 0;
  }
  return letters >= 4;
}

bool ends_as_text(std::string_view text) {
  return text.ends_with('.') || text.ends_with(',') || text.ends_with(';');
}

}  // namespace

std::optional<PdfHeading> heading_of(std::string_view text, const PdfLook& look) {
  if (text.empty() || look.lines > kMostLines || text.size() > kMostBytes) return {};
  if (words_in(text) > kMostWords || !has_word(text)) return {};
  const bool larger = look.size >= kLarger * look.body_size;
  const Number number = number_of(text);
  const std::string_view title = text.substr(number.bytes);
  const bool stands_out = look.bold || larger || is_capitals(title);
  std::string name = folded(title);
  if (name.ends_with('.') || name.ends_with(':')) name.pop_back();
  if (std::find(kNames.begin(), kNames.end(), name) != kNames.end() && look.lines == 1 &&
      begins_as_heading(title)) {
    return PdfHeading{std::max(number.depth, 1), true};
  }
  if (ends_as_text(text) || !begins_as_heading(title) || !parse_date(text).empty()) return {};
  if (number.depth > 0 && stands_out) return PdfHeading{std::min(number.depth, kDeepest), true};
  if (look.size >= kLarge * look.body_size) return PdfHeading{1, false};
  if (larger) return PdfHeading{2, false};
  if (look.bold && look.lines == 1) return PdfHeading{3, false};
  return {};
}

}  // namespace mi
