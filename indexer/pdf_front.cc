#include "indexer/pdf_front.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <optional>

#include "core/ascii.h"
#include "core/time.h"
#include "core/unicode.h"
#include "indexer/pdf_heading.h"
#include "indexer/white_space.h"

namespace mi {
namespace {

using Lines = std::vector<PdfLine>;

constexpr double kTitleSize = 1.15;  // of the body's font, at least
constexpr double kTitlePart = 0.6;   // of the first page's height, from the top
constexpr std::size_t kMaxTitleBytes = 400;
constexpr std::size_t kMaxTitleLines = 5;
constexpr double kTextSize = 1.05;     // of the body's font: the text itself
constexpr std::size_t kTextWords = 8;  // of a line of text
constexpr std::size_t kMaxAuthors = 500;
constexpr std::size_t kMaxAuthorBytes = 2000;  // of a line of them
constexpr std::size_t kMaxDateBytes = 30;

// ---- Dates ----

// A date of these numbers; empty where there is none.
std::string iso_date(int year, int month, int day) {
  if (year < 1900 || year > 2999) return {};
  if (month < 1 || month > 12) return fmt::format("{:04}", year);
  if (day < 1 || day > 31) return fmt::format("{:04}-{:02}", year, month);
  return fmt::format("{:04}-{:02}-{:02}", year, month, day);
}

int number_in(std::string_view text, std::size_t begin, std::size_t size) {
  int number = 0;
  for (std::size_t i = begin; i < begin + size; ++i) {
    if (i >= text.size() || !is_digit(text[i])) return 0;
    number = number * 10 + (text[i] - '0');
  }
  return number;
}

// "D:20220914120000+09'00'"; the "D:" may be missing.
std::string date_of_metadata(std::string_view text) {
  if (text.starts_with("D:")) text.remove_prefix(2);
  return iso_date(number_in(text, 0, 4), number_in(text, 4, 2), number_in(text, 6, 2));
}

// The stamp's "arXiv:2209.10652v1 [cs.LG] 21 Sep 2022".
std::string date_of_stamp(std::string_view text) {
  const std::size_t bracket = text.find("] ");
  return bracket == std::string_view::npos ? std::string() : parse_date(text.substr(bracket + 2));
}

bool is_stamp(const PdfLine& line) { return line.page == 1 && line.text.starts_with("arXiv:"); }

// ---- Title ----

bool is_title(std::string_view text) {
  const std::string small = lower_case(text);
  for (const std::string_view end : {".tex", ".dvi", ".pdf", ".doc", ".docx", ".ps", ".indd"}) {
    if (small.ends_with(end)) return false;
  }
  if (small.starts_with("untitled") || small.starts_with("microsoft word")) return false;
  return text.find_first_not_of("0123456789 .-_") != std::string_view::npos && text.size() > 3;
}

// By which two spellings of a title are one: capitals, spaces and signs do not count.
std::u32string letters_of(std::string_view text) {
  std::u32string letters;
  for (const FoldedChar& c : fold(text)) {
    const CharClass kind = class_of(c.code);
    if (kind != CharClass::space && kind != CharClass::other) letters += c.code;
  }
  return letters;
}

// The lines [begin, end) of the title on the first page; none where no print stands out.
struct Range {
  std::size_t begin = 0;
  std::size_t end = 0;
};

Range title_lines(const Lines& lines, double page_height) {
  const double body = body_size(lines);
  Range best;
  double size = kTitleSize * body;
  for (std::size_t i = 0; i < lines.size() && lines[i].page == 1; ++i) {
    if (lines[i].y0 > kTitlePart * page_height || lines[i].size <= size) continue;
    if (lines[i].text.size() < 4) continue;  // an initial, a number
    const auto heading = heading_of(lines[i].text, {lines[i].size, body, lines[i].bold, 1});
    if (heading && heading->is_plain) break;  // what stands below is no title
    size = lines[i].size;
    best = {i, i + 1};
  }
  while (best.end > 0 && best.end < lines.size() && best.end - best.begin < kMaxTitleLines &&
         lines[best.end].page == 1 && std::abs(lines[best.end].size - size) < 0.1 * size) {
    ++best.end;
  }
  return best;
}

// ---- Authors ----

constexpr std::array<std::string_view, 22> kNoNames = {
    "university", "institute", "department", "research", "laboratory", "labs",
    "lab",        "school",    "college",    "inc",      "google",     "openai",
    "team",       "center",    "centre",     "abstract", "group",      "foundation",
    "academy",    "anthropic", "deepmind",   "faculty"};

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    if (end > 0) words.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

// Marks of footnotes and affiliations, numbers and spaces off both ends.
std::string without_marks(std::string text) {
  for (const std::string_view mark : {"∗", "*", "†", "‡", "§", "¶", "‖", "⋆", "♢"}) {
    for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at))
      text.erase(at, mark.size());
  }
  constexpr std::string_view kMarks = "0123456789 .,;";
  const std::size_t begin = std::min(text.find_first_not_of("0123456789 ,;"), text.size());
  text.erase(0, begin);
  const bool initial_at_end =
      text.size() > 2 && text.ends_with('.') && text[text.size() - 3] == ' ';
  while (!initial_at_end && !text.empty() && kMarks.find(text.back()) != std::string_view::npos)
    text.pop_back();
  return text;
}

bool is_hangul_name(std::string_view text) {
  std::size_t syllables = 0;
  for (std::size_t at = 0, size = 1; at < text.size(); at += size) {
    if (class_of(decode_utf8(text, at, size)) != CharClass::hangul) return false;
    ++syllables;
  }
  return syllables >= 2 && syllables <= 4;
}

// Two to five words with capitals ("Ludwig van Beethoven", "C. Olah"), none of an institution.
bool is_name(std::string_view text) {
  if (is_hangul_name(text)) return true;
  const std::vector<std::string> words = words_of(text);
  if (words.size() < 2 || words.size() > 5) return false;
  for (const std::string& word : words) {
    const std::string small = lower_case(word);
    if (std::find(kNoNames.begin(), kNoNames.end(), small) != kNoNames.end()) return false;
    if (word.find_first_of("0123456789@:/()[]{}") != std::string::npos) return false;
    if (is_lower(word.front()) && word.size() > 3) return false;
  }
  return !is_lower(words.front().front()) && !is_lower(words.back().front());
}

// The parts between commas, semicolons, wide gaps and "and".
std::vector<std::string> parts_of(std::string_view text) {
  std::string marked(text);
  for (char& c : marked) c = c == ',' || c == ';' || c == '\t' || c == '&' ? '\n' : c;
  for (const std::string_view word : {" and ", "\nand "}) {
    for (std::size_t at = marked.find(word); at != std::string::npos; at = marked.find(word, at))
      marked.replace(at, word.size(), "\n");
  }
  std::vector<std::string> parts;
  for (std::size_t at = 0; at < marked.size();) {
    const std::size_t end = std::min(marked.find('\n', at), marked.size());
    std::string part = without_marks(collapse_white_space(marked.substr(at, end - at)));
    if (part.starts_with("and ")) part.erase(0, 4);
    if (!part.empty()) parts.push_back(std::move(part));
    at = end + 1;
  }
  return parts;
}

void add_author(std::vector<std::string>& authors, std::string name) {
  const bool is_new = std::find(authors.begin(), authors.end(), name) == authors.end();
  if (is_new && authors.size() < kMaxAuthors) authors.push_back(std::move(name));
}

// "Ada Lovelace; Charles Babbage", "A. Lovelace, C. Babbage and E. Noether". A single name may hold
// its comma: "Lovelace, Ada".
std::vector<std::string> authors_of_metadata(std::string_view text) {
  std::vector<std::string> authors;
  const std::vector<std::string> parts = parts_of(text);
  const auto are_names =
      static_cast<std::size_t>(std::count_if(parts.begin(), parts.end(), is_name));
  if (are_names == 0) {
    const std::string whole = without_marks(collapse_white_space(text));
    const bool reversed = parts.size() == 2 && is_name(parts[1] + " " + parts[0]);
    if (reversed) add_author(authors, whole);
    return authors;
  }
  for (const std::string& part : parts) {
    if (is_name(part)) add_author(authors, part);
  }
  return authors;
}

// ---- What stands under the title ----

// Where the text begins: at a heading that says so, or at a line that is as long as text is.
double begin_of_text(const Lines& lines, double title_end) {
  const double body = body_size(lines);
  double begin = 1e9;
  for (const PdfLine& line : lines) {
    if (line.page != 1 || line.y0 < title_end || line.y0 >= begin) continue;
    const auto heading =
        heading_of(collapse_white_space(line.text), {line.size, body, line.bold, 1});
    const bool is_text = line.size <= kTextSize * body && words_of(line.text).size() >= kTextWords;
    if (is_text || (heading && heading->is_plain)) begin = line.y0;
  }
  return begin;
}

// Brings the lines between the title and the text to the front, since the columns of the text part
// them, too. Returns how many they are.
std::size_t gather_front(Lines& lines, double title_end) {
  const double text = begin_of_text(lines, title_end);
  const auto end = std::stable_partition(lines.begin(), lines.end(), [&](const PdfLine& line) {
    return line.page == 1 && line.y0 >= title_end && line.y0 < text && text < 1e9;
  });
  return static_cast<std::size_t>(end - lines.begin());
}

// A line that is nothing but a date.
std::string printed_date(const Lines& lines, std::size_t front) {
  for (std::size_t i = 0; i < front; ++i) {
    if (lines[i].text.size() > kMaxDateBytes) continue;
    std::string date = parse_date(collapse_white_space(lines[i].text));
    if (date.size() > 4) return date;  // a year alone may be any number
  }
  return {};
}

// Takes out the lines that are nothing but names.
std::vector<std::string> take_authors(Lines& lines, std::size_t front) {
  std::vector<std::string> authors;
  const auto end = lines.begin() + static_cast<std::ptrdiff_t>(front);
  const auto others = std::remove_if(lines.begin(), end, [&](const PdfLine& line) {
    if (line.text.size() > kMaxAuthorBytes) return false;
    const std::vector<std::string> parts = parts_of(line.text);
    if (parts.empty() || !std::all_of(parts.begin(), parts.end(), is_name)) return false;
    for (const std::string& part : parts) add_author(authors, part);
    return true;
  });
  lines.erase(others, end);
  return authors;
}

// ---- DOI ----

// The first "doi.org/10..." or "doi:10..." of the first page.
std::string doi_of(const Lines& lines) {
  for (const PdfLine& line : lines) {
    if (line.page != 1) break;
    const std::string small = lower_case(line.text);
    const std::size_t doi = small.find("doi");
    const std::size_t begin = doi == std::string::npos ? doi : small.find("10.", doi);
    if (begin == std::string::npos || begin > doi + 10) continue;
    std::string found = small.substr(begin, small.find_first_of(" \t,;", begin) - begin);
    while (found.ends_with('.') || found.ends_with(')')) found.pop_back();
    if (found.find('/') != std::string::npos && found.size() < 200) return found;
  }
  return {};
}

}  // namespace

PdfFront take_front(const PdfMetadata& metadata, Lines& lines, Lines& turned) {
  PdfFront front;
  front.doi = doi_of(lines);
  double height = 0;
  for (const PdfLine& line : lines) height = line.page == 1 ? std::max(height, line.y1) : height;
  for (const PdfLine& line : turned) {
    if (is_stamp(line) && front.date.empty()) front.date = date_of_stamp(line.text);
  }
  std::erase_if(turned, is_stamp);
  const Range printed = title_lines(lines, height);
  std::string title;
  double title_end = 0;
  for (std::size_t i = printed.begin; i < printed.end; ++i) {
    title += (title.empty() ? "" : " ") + lines[i].text;
    title_end = std::max(title_end, lines[i].middle());
  }
  title = beginning_of(collapse_white_space(title), kMaxTitleBytes);
  front.title = is_title(metadata.title) ? collapse_white_space(metadata.title) : title;
  double under_title = title_end;
  if (letters_of(front.title) == letters_of(title)) {
    lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(printed.begin),
                lines.begin() + static_cast<std::ptrdiff_t>(printed.end));
  } else {  // it stays in the text, in front
    under_title = title.empty() ? 0 : lines[printed.begin].y0;
  }
  const std::size_t front_lines = title.empty() ? 0 : gather_front(lines, under_title);
  if (front.date.empty()) front.date = printed_date(lines, front_lines);
  if (front.date.empty()) front.date = date_of_metadata(metadata.created);
  front.authors = authors_of_metadata(metadata.author);
  std::vector<std::string> printed_authors = take_authors(lines, front_lines);
  if (front.authors.empty()) front.authors = std::move(printed_authors);
  return front;
}

}  // namespace mi
