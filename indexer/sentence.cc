#include "indexer/sentence.h"

#include <algorithm>
#include <array>

#include "core/ascii.h"
#include "core/unicode.h"
#include "indexer/white_space.h"

namespace mi {
namespace {

constexpr std::size_t kNone = std::string_view::npos;

bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t'; }
bool is_inside(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

// What stands between a full stop and the space behind its sentence.
std::size_t skip_closers(std::string_view text, std::size_t at) {
  constexpr std::array<std::string_view, 8> kClosers = {")", "]", "\"", "'", "”", "’", "»", "」"};
  for (bool found = true; found;) {
    found = false;
    for (const std::string_view closer : kClosers) {
      if (!text.substr(at).starts_with(closer)) continue;
      at += closer.size();
      found = true;
    }
  }
  return at;
}

bool is_abbreviation(std::string_view before) {
  const std::size_t other = before.find_last_of(" \t\n([");
  const std::string_view word = before.substr(other == kNone ? 0 : other + 1);
  if (word.size() == 1) return is_upper(word[0]);  // "C. Olah"
  constexpr std::array<std::string_view, 17> kShort = {
      "e.g", "i.e", "al", "cf", "vs",   "Fig",    "Figs", "Eq", "Eqs",
      "Sec", "Dr",  "Mr", "Ms", "Prof", "approx", "resp", "ca"};
  return std::find(kShort.begin(), kShort.end(), word) != kShort.end();
}

// Where the sentence ends whose last mark is at `at`; kNone where none ends.
std::size_t sentence_end(std::string_view text, std::size_t at) {
  constexpr std::string_view kIdeographic = "。";
  if (text.substr(at).starts_with(kIdeographic))
    return skip_closers(text, at + kIdeographic.size());
  if (text[at] != '.' && text[at] != '!' && text[at] != '?') return kNone;
  const std::size_t end = skip_closers(text, at + 1);
  if (end < text.size() && !is_space(text[end])) return kNone;
  return text[at] == '.' && is_abbreviation(text.substr(0, at)) ? kNone : end;
}

std::size_t character_begin(std::string_view text, std::size_t at) {
  while (at > 0 && at < text.size() && is_inside(text[at])) --at;
  return at;
}

// Cuts a sentence that is too long to kMaxSentenceBytes around `begin` to `end`.
std::string cut_around(std::string_view text, std::size_t begin, std::size_t end) {
  constexpr std::string_view kCut = "…";
  constexpr std::size_t kMost = kMaxSentenceBytes - 2 * kCut.size();
  if (end - begin >= kMost) end = begin;
  const std::size_t spare = (kMost - (end - begin)) / 2;
  std::size_t first = begin > spare ? begin - spare : 0;
  std::size_t last = std::min(text.size(), first + kMost);
  if (last == text.size()) first = std::min(first, last - std::min(last, kMost));
  if (first > 0) {
    const std::size_t space = text.substr(0, begin).find(' ', first);
    first = space == kNone ? character_begin(text, first) : space + 1;
  }
  if (last < text.size()) {
    const std::size_t space = text.substr(0, last).rfind(' ');
    last = space == kNone || space <= std::max(end, first) ? character_begin(text, last) : space;
  }
  return std::string(first > 0 ? kCut : "") + std::string(text.substr(first, last - first)) +
         std::string(last < text.size() ? kCut : "");
}

}  // namespace

std::string sentence_around(std::string_view paragraph, std::size_t begin, std::size_t end) {
  end = std::min(end, paragraph.size());
  begin = std::min(begin, end);
  const std::size_t least = begin - std::min(begin, 2 * kMaxSentenceBytes);
  const std::size_t most = std::min(paragraph.size(), end + 2 * kMaxSentenceBytes);
  std::size_t first = character_begin(paragraph, least);
  std::size_t last = character_begin(paragraph, most);
  for (std::size_t at = first; at < last; ++at) {
    if (at == begin && end - begin > kMaxSentenceBytes) at = end - 1;
    const std::size_t stop = sentence_end(paragraph.substr(0, last), at);
    if (stop == kNone || (stop > begin && stop < end)) continue;
    if (stop <= begin) {
      first = stop;
    } else {
      last = stop;
      break;
    }
  }
  return excerpt_around(paragraph.substr(first, last - first), begin - first, end - first);
}

std::string excerpt_around(std::string_view text, std::size_t begin, std::size_t end) {
  constexpr std::size_t kNear = 2 * kMaxSentenceBytes;
  end = std::min({end, begin + kNear, text.size()});
  const std::size_t first = character_begin(text, begin - std::min(begin, kNear));
  const std::size_t last = character_begin(text, std::min(text.size(), end + kNear));
  end = character_begin(text, end);
  const std::string before = collapse_white_space(text.substr(first, begin - first));
  const std::string link = collapse_white_space(text.substr(begin, end - begin));
  std::string whole = collapse_white_space(text.substr(first, last - first));
  if (whole.size() <= kMaxSentenceBytes) return whole;
  const std::size_t at = std::min(whole.find(link, before.size()), whole.size());
  return cut_around(whole, at, std::min(at + link.size(), whole.size()));
}

}  // namespace mi
