#include "indexer/markdown_mask.h"

#include <algorithm>
#include <array>
#include <deque>
#include <map>
#include <utility>

#include "core/unicode.h"
#include "indexer/bare_url.h"

namespace mi {
namespace {

constexpr std::size_t kNone = std::string_view::npos;
constexpr char32_t kHighPlane = 0xF0000;  // the upper 16 bits of a mask's number
constexpr char32_t kLowPlane = 0x100000;  // the lower 16 bits

// How far an opener may be from its closer: no real piece is longer.
constexpr std::size_t kMaxInlineMath = 1000;
constexpr std::size_t kMaxDisplayMath = 16 << 10;
constexpr std::size_t kMaxCodeSpan = 4 << 10;
constexpr std::size_t kMaxTemplate = 16 << 10;
constexpr std::size_t kMaxLabel = 256;  // of a wiki link, a footnote, a callout

constexpr int kMaxMarkers = 16;                        // '>', "-" and "1." on one line
constexpr int kMaxIndent = 64;                         // bytes of white space between markers
constexpr int kMaxImages = 500;                        // "![" in one paragraph
constexpr std::size_t kMaxCells = 200'000;             // of all tables of one note
constexpr std::size_t kMaxColumns = 500;               // of one table
constexpr std::size_t kMaxDefinitionBytes = 64 << 20;  // link definitions, each as often as used

bool is_blank(char c) { return c == ' ' || c == '\t'; }
bool is_space(char c) { return is_blank(c) || c == '\n'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// The bytes F3 B0 and up begin a code point of plane 15 or 16.
std::string without_private_planes(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = static_cast<unsigned char>(text[i]);
    std::size_t size = 1;
    if (byte >= 0xF3 && decode_utf8(text, i, size) >= kHighPlane) {
      out += "\uFFFD";
    } else {
      out.append(text, i, size);
    }
    i += size;
  }
  return out;
}

// TeX has operators or commands; escaped brackets of prose, "\(see below\)", have words.
bool looks_like_tex(std::string_view text) {
  if (text.find_first_of("\\^_={}<>+|") != kNone) return true;
  const auto pair = std::adjacent_find(text.begin(), text.end(),
                                       [](char a, char b) { return is_letter(a) && is_letter(b); });
  return pair == text.end();
}

// The code point at `at`, and the one that ends there; a space outside of the text.
char32_t code_at(std::string_view text, std::size_t at) {
  std::size_t size = 1;
  return at < text.size() ? decode_utf8(text, at, size) : U' ';
}

char32_t code_before(std::string_view text, std::size_t at) {
  if (at == 0) return U' ';
  std::size_t begin = at - 1;
  while (begin > 0 && at - begin < 4 &&
         (static_cast<unsigned char>(text[begin]) & 0xC0U) == 0x80U) {
    --begin;
  }
  return code_at(text, begin);
}

// Punctuation in the sense of CommonMark, but for the given ASCII characters.
bool is_mark(char32_t code, std::string_view except) {
  if (class_of(code) != CharClass::other) return false;
  return code >= 0x80 || except.find(static_cast<char>(code)) == kNone;
}

// A line of "***", "- - -" or "____": a rule, and no nest of lists.
bool is_rule(std::string_view line) {
  const auto mark = line.find_first_not_of(" \t");
  return mark != kNone && std::string_view("*-_").find(line[mark]) != kNone &&
         line.find_first_not_of(std::string{' ', '\t', line[mark]}) == kNone;
}

// The number of columns that a table's delimiter row ("|---|:-:|") names; 0 for any other line.
std::size_t columns_of(std::string_view line) {
  if (line.find('-') == kNone || line.find_first_not_of(" \t|:-") != kNone) return 0;
  return static_cast<std::size_t>(std::count(line.begin(), line.end(), '|')) + 1;
}

// "^label" of a "[^label]" that the text begins with, else empty.
std::string_view footnote_label(std::string_view text) {
  if (!text.starts_with("[^")) return {};
  const std::size_t end = text.substr(0, kMaxLabel).find_first_of("[] \t\n", 1);
  return end != kNone && end > 2 && text[end] == ']' ? text.substr(1, end - 1) : std::string_view();
}

// Bytes of the attribute list that the text begins with; 0 where it begins with none. Behind a link
// or an image it may be settings only, "{width=50%}".
std::size_t attributes_size(std::string_view text, bool behind_link) {
  const std::size_t end = text.find_first_of("{}\n", 1);
  if (end == kNone || text[end] != '}') return 0;
  std::string_view inside = text.substr(1, end - 1);
  if (inside.starts_with(':')) return end + 1;
  inside.remove_prefix(std::min(inside.find_first_not_of(' '), inside.size()));
  const std::size_t value = inside.find('=');
  if (behind_link && value != kNone && value > 0 && is_letter(inside[0])) return end + 1;
  if (inside.size() < 2 || (inside[0] != '#' && inside[0] != '.')) return 0;
  const CharClass name = class_of(code_at(inside, 1));
  return name == CharClass::letter || name == CharClass::hangul ? end + 1 : 0;
}

struct Range {
  std::size_t begin = 0;
  std::size_t end = 0;
};

struct Place {
  std::size_t at = 0;
  int line = 0;
};

bool is_shown_key(std::string_view key) {
  constexpr std::array<std::string_view, 5> kShown = {"caption", "title", "alt", "text", "summary"};
  return std::find(kShown.begin(), kShown.end(), key) != kShown.end();
}

bool is_aside(std::string_view name) {
  constexpr std::array<std::string_view, 4> kAsides = {"sidenote", "marginnote", "aside",
                                                       "footnote"};
  return std::find(kAsides.begin(), kAsides.end(), name) != kAsides.end();
}

std::string_view first_word(std::string_view text) {
  const auto begin = std::find_if(text.begin(), text.end(), is_letter);
  const auto end = std::find_if_not(begin, text.end(), is_letter);
  return {begin, end};
}

// The word before '=' at the end of the text: `caption` of `src="x" caption=`.
std::string_view key_before(std::string_view text) {
  if (text.empty() || text.back() != '=') return {};
  text.remove_suffix(1);
  const std::size_t space = text.find_last_of(" \t\n\"");
  return space == kNone ? text : text.substr(space + 1);
}

// The quoted texts of a template that a reader sees, without their quotes.
std::vector<Range> shown_quotes(std::string_view inside, std::size_t offset) {
  std::vector<Range> shown;
  const bool aside = is_aside(first_word(inside));
  for (std::size_t at = inside.find('"'); at != kNone; at = inside.find('"', at + 1)) {
    std::size_t end = at + 1;
    while (end < inside.size() && inside[end] != '"') end += inside[end] == '\\' ? 2 : 1;
    if (end >= inside.size()) break;
    const std::string_view key = key_before(inside.substr(0, at));
    if (key.empty() ? aside : is_shown_key(key)) shown.push_back({offset + at + 1, offset + end});
    at = end;
  }
  return shown;
}

class Masker {
 public:
  explicit Masker(std::string_view text);
  MaskedMarkdown run();

 private:
  // Lines.
  void begin_line();
  void copy_code_line(std::size_t content, std::size_t end);
  std::size_t skip_prefix(std::size_t line_end);
  bool opens_fence(std::string_view content) const;
  void begin_content(std::size_t end);
  bool table_is_too_big(std::string_view content);

  // Pieces of a line.
  void step();
  bool mask_math();
  bool mask_backslash_math();
  bool mask_template();
  bool mask_attributes();
  std::size_t find_template_end(std::size_t from, std::string_view close);
  bool mask_wiki_link();
  bool copy_footnote();
  bool mask_definition();
  bool mask_address();
  bool mask_angle();
  bool copy_code_span();
  void copy_emphasis();

  // Where the first `closer` at or after `from` ends; kNone where a blank line, the end of the text
  // or of a template's quotes, or `limit` bytes come first.
  std::size_t find_closer(std::size_t from, std::string_view closer, std::size_t limit);
  bool blank_line_follows(std::size_t newline) const;
  // The end of the line, or `end` where that comes first.
  std::size_t line_end(std::size_t at, std::size_t end) const {
    return std::min(slice(at, end).find('\n'), end - at) + at;
  }
  std::size_t horizon() const { return markup_.empty() ? text_.size() : markup_.front().begin; }
  std::string_view rest() const { return text_.substr(at_, horizon() - at_); }
  std::string_view slice(std::size_t begin, std::size_t end) const {
    return text_.substr(begin, end - begin);
  }

  void copy_to(std::size_t end);
  void mask_to(std::size_t end, MaskKind kind, std::string_view shown);
  void mask_lines_to(std::size_t end, MaskKind kind);
  void mask_markup(Range range);
  void add_mask(MaskKind kind, std::string_view raw, std::string_view shown);

  struct Fence {
    char mark = 0;  // 0: no fence is open
    std::size_t size = 0;
    int quotes = 0;  // '>' before it: the quote's end closes it
  };

  const std::string source_;
  const std::string_view text_ = source_;
  const std::size_t last_comment_end_ = text_.rfind("-->");
  const std::size_t longest_definition_;
  std::vector<Place>
      paragraph_ends_;  // the '\n' before each blank line, last first; the text's end
  std::map<std::string_view, std::size_t> next_closer_;  // where each was found last
  std::size_t at_ = 0;
  int line_ = 1;
  bool line_begins_ = true;
  int quotes_ = 0;                 // '>' at the start of this line
  std::size_t content_begin_ = 0;  // of this line, in the masked text
  int images_ = 0;                 // in this paragraph
  std::size_t cells_ = 0;
  Fence fence_;
  std::deque<Range> markup_;  // of the templates that are being read; quoted text stands between
  MaskedMarkdown out_;
};

Masker::Masker(std::string_view text)
    : source_(without_private_planes(text)),
      longest_definition_(
          kMaxDefinitionBytes /
          (static_cast<std::size_t>(std::count(text.begin(), text.end(), ']')) + 1)) {
  int line = 1;
  for (std::size_t i = text_.find('\n'); i != kNone; i = text_.find('\n', i + 1)) {
    if (blank_line_follows(i)) paragraph_ends_.push_back({i, line});
    ++line;
  }
  paragraph_ends_.push_back({text_.size(), line});
  std::reverse(paragraph_ends_.begin(), paragraph_ends_.end());
}

MaskedMarkdown Masker::run() {
  out_.text.reserve(text_.size());
  while (at_ < text_.size()) {
    if (!markup_.empty() && at_ >= markup_.front().begin) {
      const Range range = markup_.front();
      markup_.pop_front();
      mask_markup(range);
    } else if (line_begins_) {
      begin_line();
    } else {
      step();
    }
  }
  return std::move(out_);
}

// ---- Lines

void Masker::begin_line() {
  line_begins_ = false;
  while (paragraph_ends_.back().at < at_) {
    paragraph_ends_.pop_back();
    images_ = 0;
  }
  const std::size_t end = line_end(at_, text_.size());
  const std::size_t begin = at_;
  if (is_rule(slice(begin, end))) {
    copy_to(end);
    return;
  }
  const std::size_t content = skip_prefix(end);
  content_begin_ = out_.text.size();
  if (fence_.mark != 0 && quotes_ < fence_.quotes) fence_ = {};
  if (fence_.mark != 0) {
    copy_code_line(content, end);
  } else if (opens_fence(slice(content, end))) {
    const std::string_view opener = slice(content, end);
    const std::size_t size = std::min(opener.find_first_not_of(opener[0]), opener.size());
    fence_ = {opener[0], size, quotes_};
    copy_to(end);
  } else {
    begin_content(end);
  }
}

// Copies white space and the markers of quotes and lists; returns where the content begins.
std::size_t Masker::skip_prefix(std::size_t end) {
  quotes_ = 0;
  int markers = 0;
  const bool in_code = fence_.mark != 0;
  while (at_ < end) {
    std::size_t space = at_;
    while (space < end && is_blank(text_[space])) ++space;
    const std::size_t kept = in_code ? space : std::min(space, at_ + kMaxIndent);
    copy_to(kept);
    if (kept < space) mask_to(space, MaskKind::text, " ");
    std::size_t marker = at_;
    while (marker < end && is_digit(text_[marker])) ++marker;
    const bool number =
        marker > at_ && marker < end && (text_[marker] == '.' || text_[marker] == ')');
    const bool bullet =
        marker == at_ && at_ < end && std::string_view("-+*").find(text_[at_]) != kNone;
    const bool spaced = marker + 1 >= end || is_blank(text_[marker + 1]);
    const bool quote = at_ < end && text_[at_] == '>';
    if (!quote && (in_code || !spaced || (!number && !bullet))) break;
    if (in_code && quotes_ >= fence_.quotes) break;
    if (++markers > kMaxMarkers) {
      const std::size_t rest = std::min(text_.find_first_not_of(" \t>-+*.)0123456789", at_), end);
      mask_to(rest, MaskKind::text, slice(at_, rest));
      break;
    }
    if (quote) ++quotes_;
    copy_to(marker + 1);
  }
  return at_;
}

bool Masker::opens_fence(std::string_view content) const {
  if (content.starts_with("~~~")) return true;
  return content.starts_with("```") && content.find('`', content.find_first_not_of('`')) == kNone;
}

void Masker::copy_code_line(std::size_t content, std::size_t end) {
  std::string_view line = slice(content, end);
  while (!line.empty() && is_blank(line.back())) line.remove_suffix(1);
  const bool closes = line.size() >= fence_.size && line.find_first_not_of(fence_.mark) == kNone;
  if (closes) fence_ = {};
  copy_to(end);
}

// What only the start of a line can be: a definition, a callout, a table's delimiter row.
void Masker::begin_content(std::size_t end) {
  const std::string_view content = slice(at_, end);
  const std::string_view label = footnote_label(content);
  if (!label.empty() && content.substr(label.size() + 2, 1) == ":") {
    copy_to(at_ + label.size() + 3);
    out_.text += " [";
    out_.text += label;
    out_.text += ']';
  } else if (quotes_ > 0 && content.starts_with("[!")) {
    const std::size_t close = content.substr(0, kMaxLabel).find_first_of(" ]");
    if (close == kNone || content[close] != ']') return;
    const bool folds =
        close + 1 < content.size() && (content[close + 1] == '-' || content[close + 1] == '+');
    mask_to(at_ + close + (folds ? 2 : 1), MaskKind::markup, "");
  } else if (table_is_too_big(content)) {
    mask_to(end, MaskKind::text, content);
  }
}

// cmark fills each row up to the number of columns, so that a table may hold far more cells than
// the text has bytes.
bool Masker::table_is_too_big(std::string_view content) {
  const std::size_t columns = columns_of(content);
  if (columns < 2) return false;
  cells_ += columns * static_cast<std::size_t>(paragraph_ends_.back().line - line_ + 1);
  return columns > kMaxColumns || cells_ > kMaxCells;
}

// ---- Pieces of a line

void Masker::step() {
  const char c = text_[at_];
  switch (c) {
    case '\n':
      copy_to(at_ + 1);
      line_begins_ = true;
      return;
    case '\\':
      if (!markup_.empty() && rest().starts_with("\\\"")) {  // a quote inside of quotes
        ++at_;
        break;
      }
      if (mask_backslash_math()) return;
      if (at_ + 1 < text_.size() && text_[at_ + 1] != '\n') copy_to(at_ + 1);  // it is escaped
      break;
    case '$':
      if (mask_math()) return;
      break;
    case '{':
      if (mask_template() || mask_attributes()) return;
      break;
    case '!':
    case '[':
      if (mask_wiki_link() || copy_footnote()) return;
      break;
    case ']':
      if (mask_definition()) return;
      break;
    case 'h':
    case 'H':
      if (mask_address()) return;
      break;
    case '<':
      if (mask_angle()) return;
      break;
    case '`':
      if (copy_code_span()) return;
      copy_to(std::min(text_.find_first_not_of('`', at_), text_.size()));
      return;
    case '*':
      copy_emphasis();
      return;
    default:
      break;
  }
  copy_to(at_ + 1);
}

bool Masker::mask_math() {
  const std::string_view here = rest();
  if (here.starts_with("$$")) {
    const std::size_t end = find_closer(at_ + 2, "$$", kMaxDisplayMath);
    if (end == kNone || end == at_ + 4) {
      copy_to(at_ + 2);
    } else {
      mask_lines_to(end, MaskKind::math);
    }
    return true;
  }
  if (here.size() < 3 || is_blank(here[1])) return false;
  std::size_t end = find_closer(at_ + 1, "$", kMaxInlineMath);
  while (end != kNone && text_[end - 2] == '\\' && end - at_ < kMaxInlineMath) {
    end = find_closer(end, "$", kMaxInlineMath);
  }
  if (end == kNone || (end < text_.size() && is_digit(text_[end]))) return false;
  const std::string_view inside = slice(at_ + 1, end - 1);
  const bool on_own_lines = here[1] == '\n';
  if (on_own_lines ? !looks_like_tex(inside) : is_space(inside.back())) return false;
  if (inside.find("://") != kNone || inside.find('`') != kNone) return false;
  mask_lines_to(end, MaskKind::math);
  return true;
}

bool Masker::mask_backslash_math() {
  const std::string_view here = rest();
  const bool display = here.starts_with("\\[");
  if (!display && !here.starts_with("\\(")) return false;
  const std::size_t end = display ? find_closer(at_ + 2, "\\]", kMaxDisplayMath)
                                  : find_closer(at_ + 2, "\\)", kMaxInlineMath);
  if (end == kNone) return false;
  // "\[1\]" inside a sentence is a bracket that somebody escaped.
  const bool alone = end >= text_.size() || text_[end] == '\n';
  const bool is_math = looks_like_tex(slice(at_ + 2, end - 2));
  if (!is_math || (display && !alone)) return false;
  const std::string_view dollars = display ? "$$" : "$";
  mask_to(at_ + 2, MaskKind::math, dollars);
  mask_lines_to(end - 2, MaskKind::math);
  mask_to(end, MaskKind::math, dollars);
  return true;
}

bool Masker::mask_template() {
  struct Brackets {
    std::string_view open;
    std::string_view close;
  };
  constexpr std::array<Brackets, 3> kTemplates = {{{"{{<", ">}}"}, {"{{%", "%}}"}, {"{%", "%}"}}};
  for (const auto& [open, close] : kTemplates) {
    if (!rest().starts_with(open)) continue;
    const std::size_t end = find_template_end(at_ + open.size(), close);
    if (end == kNone) return false;
    std::vector<Range> markup;
    std::size_t begin = at_;
    for (const Range& quote : shown_quotes(slice(begin, end), begin)) {
      markup.push_back({begin, quote.begin});
      begin = quote.end;
    }
    markup.push_back({begin, end});
    markup_.insert(markup_.begin(), markup.begin(), markup.end());
    return true;
  }
  return false;
}

// "{#id .class width=50%}" of Pandoc and Hugo, "{: .class}" of Jekyll.
bool Masker::mask_attributes() {
  const bool behind_link = at_ > 0 && text_[at_ - 1] == ')';
  const std::size_t size = attributes_size(rest().substr(0, kMaxLabel), behind_link);
  if (size == 0) return false;
  markup_.push_front({at_, at_ + size});
  return true;
}

// A sidenote may quote a template: {% sidenote "as in {% cite \"x\" %}" %}. Elsewhere quotes are
// not trusted, because text between two that have no end would be lost.
std::size_t Masker::find_template_end(std::size_t from, std::string_view close) {
  const std::size_t first = find_closer(from, close, kMaxTemplate);
  if (first == kNone || !is_aside(first_word(slice(from, first)))) return first;
  const std::size_t last = std::min({horizon(), paragraph_ends_.back().at, from + kMaxTemplate});
  bool quoted = false;
  for (std::size_t at = from; at < last; ++at) {
    if (text_[at] == '\\') {
      ++at;
    } else if (text_[at] == '"') {
      quoted = !quoted;
    } else if (!quoted && slice(at, last).starts_with(close)) {
      return at + close.size();
    }
  }
  return first;
}

bool Masker::mask_wiki_link() {
  const std::string_view here = rest();
  if (here.starts_with("![") && ++images_ > kMaxImages) {
    mask_to(at_ + 2, MaskKind::text, "![");
    return true;
  }
  const bool embeds = here.starts_with("![[");
  if (!embeds && !here.starts_with("[[")) return false;
  const std::size_t begin = at_ + (embeds ? 3 : 2);
  const std::size_t end =
      std::min({text_.find_first_of("[]\n", begin), begin + kMaxLabel, text_.size()});
  // "[[paper]](https://...)" is a link whose text has brackets.
  if (end == begin || end + 2 > horizon() || slice(end, end + 2) != "]]" ||
      text_.substr(end + 2, 1) == "(")
    return false;
  const std::size_t bar = slice(begin, end).find('|');
  if (embeds && bar == kNone) {
    mask_to(end + 2, MaskKind::markup, "");
    return true;
  }
  mask_to(bar == kNone ? begin : begin + bar + 1, MaskKind::markup, "");
  markup_.push_front({end, end + 2});
  return true;
}

// cmark reads "[^" beyond the end of a line, and drops text then.
bool Masker::copy_footnote() {
  if (!rest().starts_with("[^")) return false;
  const std::string_view label = footnote_label(rest());
  if (label.empty()) {
    mask_to(at_ + 2, MaskKind::text, "[^");
  } else {
    copy_to(at_ + label.size() + 2);
  }
  return true;
}

// cmark copies the address and the title of "[a]: address" to wherever [a] is used.
bool Masker::mask_definition() {
  // The title may go on for the rest of the paragraph.
  if (!rest().starts_with("]:") || paragraph_ends_.back().at - at_ <= longest_definition_)
    return false;
  copy_to(at_ + 1);
  mask_to(at_ + 1, MaskKind::text, ":");
  return true;
}

bool Masker::mask_address() {
  const std::size_t end = end_of_bare_url(text_.substr(0, horizon()), at_);
  if (end == at_) return false;
  mask_to(end, MaskKind::url, slice(at_, end));
  return true;
}

// "<https://...>" is an address. cmark looks for the end of "<?" and "<!" again at each of them,
// and hides all that follows a "<!--" without an end: these are masked as the text they are.
bool Masker::mask_angle() {
  const std::string_view here = rest();
  if (here.starts_with("<!--")) {
    if (last_comment_end_ != kNone && last_comment_end_ > at_) return false;
    mask_to(at_ + 4, MaskKind::text, "<!--");
    return true;
  }
  if (here.starts_with("<?") || here.starts_with("<!")) {
    mask_to(at_ + 2, MaskKind::text, here.substr(0, 2));
    return true;
  }
  const std::size_t end = end_of_bare_url(text_.substr(0, horizon()), at_ + 1);
  if (end == at_ + 1 || text_.substr(end, 1) != ">") return false;
  mask_to(end + 1, MaskKind::url, slice(at_ + 1, end));
  return true;
}

bool Masker::copy_code_span() {
  const std::size_t open = std::min(text_.find_first_not_of('`', at_), text_.size());
  const std::size_t limit = std::min({open + kMaxCodeSpan, paragraph_ends_.back().at, horizon()});
  std::size_t begin = text_.find('`', open);
  while (begin < limit) {
    const std::size_t end = std::min(text_.find_first_not_of('`', begin), text_.size());
    if (end - begin == open - at_) {
      copy_to(end);
      return true;
    }
    begin = text_.find('`', end);
  }
  return false;
}

// CommonMark wants space or punctuation outside of "(..)**", and Korean puts a particle there. A
// mask for nothing between the bracket and the stars makes them close; likewise for opening.
void Masker::copy_emphasis() {
  const std::size_t end = std::min(text_.find_first_not_of('*', at_), text_.size());
  const char32_t before = code_before(text_, at_);
  const char32_t after = code_at(text_, end);
  const bool closes = is_mark(before, "([{<") && class_of(after) == CharClass::hangul;
  const bool opens = class_of(before) == CharClass::hangul && is_mark(after, ")]}>.,;:!?%");
  if (closes) add_mask(MaskKind::markup, "", "");
  copy_to(end);
  if (opens) add_mask(MaskKind::markup, "", "");
}

// ---- Reading ahead and writing

std::size_t Masker::find_closer(std::size_t from, std::string_view closer, std::size_t limit) {
  // `from` only grows, so that remembering what was found keeps the whole linear.
  const auto [found, is_new] = next_closer_.try_emplace(closer, 0);
  if (is_new || found->second < from) found->second = text_.find(closer, from);
  const std::size_t begin = found->second;
  const std::size_t last = std::min(horizon(), paragraph_ends_.back().at);
  const bool is_near = begin != kNone && begin - from <= limit && begin + closer.size() <= last;
  return is_near ? begin + closer.size() : kNone;
}

bool Masker::blank_line_follows(std::size_t newline) const {
  const std::size_t next = text_.find_first_not_of(" \t>", newline + 1);
  return next == kNone || text_[next] == '\n';
}

void Masker::copy_to(std::size_t end) {
  const std::string_view piece = slice(at_, end);
  line_ += static_cast<int>(std::count(piece.begin(), piece.end(), '\n'));
  out_.text += piece;
  at_ = end;
}

void Masker::add_mask(MaskKind kind, std::string_view raw, std::string_view shown) {
  const auto number = static_cast<char32_t>(out_.masks.size());
  append_utf8(out_.text, kHighPlane + (number >> 16U));
  append_utf8(out_.text, kLowPlane + (number & 0xFFFFU));
  out_.masks.push_back({kind, std::string(raw), std::string(shown), line_});
}

void Masker::mask_to(std::size_t end, MaskKind kind, std::string_view shown) {
  add_mask(kind, slice(at_, end), shown);
  at_ = end;
}

// One mask a line, so that every line stays; a quote's '>' stays before it.
void Masker::mask_lines_to(std::size_t end, MaskKind kind) {
  while (at_ < end) {
    const std::size_t stop = line_end(at_, end);
    if (stop > at_) mask_to(stop, kind, slice(at_, stop));
    if (stop == end) return;
    copy_to(stop + 1);
    int quotes = quotes_;
    std::size_t content = at_;
    while (content < end && (is_blank(text_[content]) || (text_[content] == '>' && quotes > 0))) {
      if (text_[content] == '>') --quotes;
      ++content;
    }
    copy_to(content);
  }
}

// Shows a space, so that a sidenote stands apart from its sentence; but nothing before the
// punctuation that closes it: "as shown {% cite "x" %}." has no space before its full stop.
void Masker::mask_markup(Range range) {
  at_ = std::max(at_, range.begin);  // a line of code inside of quotes may have gone beyond
  if (at_ >= range.end) return;
  const bool wiki = slice(range.begin, range.end) == "]]";
  const std::string_view next = text_.substr(range.end, 1);
  const bool closes = !next.empty() && std::string_view(".,;:!?)").find(next[0]) != kNone;
  std::string absorbed;
  if (closes && out_.text.size() > content_begin_ && out_.text.back() == ' ') {
    absorbed = " ";
    out_.text.pop_back();
  }
  const std::size_t first_end = line_end(at_, range.end);
  add_mask(MaskKind::markup, absorbed + std::string(slice(at_, first_end)),
           wiki || closes ? "" : " ");
  at_ = first_end;
  while (at_ < range.end) {
    copy_to(at_ + 1);
    const std::size_t stop = line_end(at_, range.end);
    if (stop > at_) mask_to(stop, MaskKind::markup, "");
  }
}

enum class Side { raw, shown };

std::string unmask(const MaskedMarkdown& masked, std::string_view text, Side side) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const Mask* mask = masked.find(text, i);
    if (mask == nullptr) {
      out += text[i++];
    } else {
      out += side == Side::raw ? mask->raw : mask->shown;
      i += kMaskBytes;
    }
  }
  return out;
}

}  // namespace

const Mask* MaskedMarkdown::find(std::string_view masked, std::size_t at) const {
  if (static_cast<unsigned char>(masked[at]) < 0xF3 || masked.size() - at < kMaskBytes)
    return nullptr;
  std::size_t size = 1;
  const char32_t high = decode_utf8(masked, at, size) - kHighPlane;
  const char32_t low = decode_utf8(masked, at + size, size) - kLowPlane;
  const std::size_t number = (static_cast<std::size_t>(high) << 16U) + low;
  return high <= 0xFFFF && low <= 0xFFFF && number < masks.size() ? &masks[number] : nullptr;
}

std::string MaskedMarkdown::raw(std::string_view masked) const {
  return unmask(*this, masked, Side::raw);
}

std::string MaskedMarkdown::shown(std::string_view masked) const {
  return unmask(*this, masked, Side::shown);
}

MaskedMarkdown mask_markdown(std::string_view text) { return Masker(text).run(); }

}  // namespace mi
