#include <algorithm>
#include <array>

#include "core/ascii.h"
#include "core/unicode.h"
#include "indexer/bare_url.h"
#include "indexer/masker.h"

namespace mi {
namespace {

constexpr std::size_t kNone = std::string_view::npos;

// How far an opener may be from its closer: no real piece is longer.
constexpr std::size_t kMaxInlineMath = 1000;
constexpr std::size_t kMaxDisplayMath = 16 << 10;
constexpr std::size_t kMaxCodeSpan = 4 << 10;
constexpr std::size_t kMaxTemplate = 16 << 10;

constexpr int kMaxImages = 500;  // "![" in one paragraph

bool is_blank(char c) { return c == ' ' || c == '\t'; }
bool is_space(char c) { return is_blank(c) || c == '\n'; }

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

}  // namespace

void Masker::step() {
  if (mask_piece()) return;
  line_begins_ = text_[at()] == '\n';
  out_.copy_to(at() + 1);
}

// Goes beyond the piece that begins here; false where none does.
bool Masker::mask_piece() {
  switch (text_[at()]) {
    case '\\':
      return mask_backslash();
    case '$':
      return mask_display_math() || mask_math();
    case '{':
      return mask_template() || mask_attributes();
    case '!':
    case '[':
      return mask_wiki_link() || copy_footnote();
    case ']':
      return mask_definition();
    case 'h':
    case 'H':
      return mask_address();
    case '<':
      return mask_angle();
    case '`':
      return copy_code_span();
    case '*':
      return copy_emphasis();
    default:
      return false;
  }
}

bool Masker::mask_backslash() {
  if (!markup_.empty() && rest().starts_with("\\\"")) {  // a quote inside of quotes
    out_.drop_one();
    out_.copy_to(at() + 1);
    return true;
  }
  if (mask_backslash_math()) return true;
  const bool escapes = at() + 1 < text_.size() && text_[at() + 1] != '\n';
  out_.copy_to(at() + (escapes ? 2 : 1));
  return true;
}

bool Masker::mask_display_math() {
  if (!rest().starts_with("$$")) return false;
  const std::size_t end = find_closer(at() + 2, "$$", kMaxDisplayMath);
  if (end == kNone || end == at() + 4) {
    out_.copy_to(at() + 2);
  } else {
    out_.mask_lines_to(end, MaskKind::math, quotes_);
  }
  return true;
}

bool Masker::mask_math() {
  const std::string_view here = rest();
  if (here.size() < 3 || is_blank(here[1])) return false;
  std::size_t end = find_closer(at() + 1, "$", kMaxInlineMath);
  while (end != kNone && text_[end - 2] == '\\' && end - at() < kMaxInlineMath) {
    end = find_closer(end, "$", kMaxInlineMath);
  }
  if (end == kNone || (end < text_.size() && is_digit(text_[end]))) return false;
  const std::string_view inside = slice(at() + 1, end - 1);
  const bool on_own_lines = here[1] == '\n';
  if (on_own_lines ? !looks_like_tex(inside) : is_space(inside.back())) return false;
  if (inside.find("://") != kNone || inside.find('`') != kNone) return false;
  out_.mask_lines_to(end, MaskKind::math, quotes_);
  return true;
}

bool Masker::mask_backslash_math() {
  const std::string_view here = rest();
  const bool display = here.starts_with("\\[");
  if (!display && !here.starts_with("\\(")) return false;
  const std::size_t end = display ? find_closer(at() + 2, "\\]", kMaxDisplayMath)
                                  : find_closer(at() + 2, "\\)", kMaxInlineMath);
  if (end == kNone) return false;
  // "\[1\]" inside a sentence is a bracket that somebody escaped.
  const bool alone = end >= text_.size() || text_[end] == '\n';
  const bool is_math = looks_like_tex(slice(at() + 2, end - 2));
  if (!is_math || (display && !alone)) return false;
  const std::string_view dollars = display ? "$$" : "$";
  out_.mask_to(at() + 2, MaskKind::math, dollars);
  out_.mask_lines_to(end - 2, MaskKind::math, quotes_);
  out_.mask_to(end, MaskKind::math, dollars);
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
    const std::size_t end = find_template_end(at() + open.size(), close);
    if (end == kNone) return false;
    const std::vector<TextRange> hidden = hidden_parts(text_, at(), end);
    markup_.insert(markup_.begin(), hidden.begin(), hidden.end());
    return true;
  }
  return false;
}

// "{#id .class width=50%}" of Pandoc and Hugo, "{: .class}" of Jekyll.
bool Masker::mask_attributes() {
  const bool behind_link = at() > 0 && text_[at() - 1] == ')';
  const std::size_t size = attributes_size(rest().substr(0, kMaxLabel), behind_link);
  if (size == 0) return false;
  markup_.push_front({at(), at() + size});
  return true;
}

// A sidenote may quote a template: {% sidenote "as in {% cite \"x\" %}" %}. Elsewhere quotes are
// not trusted, because text between two that have no end would be lost.
std::size_t Masker::find_template_end(std::size_t from, std::string_view close) {
  const std::size_t first = find_closer(from, close, kMaxTemplate);
  if (first == kNone || !is_aside(slice(from, first))) return first;
  const std::size_t last = std::min({horizon(), paragraphs_.here().at, from + kMaxTemplate});
  const std::size_t size = end_of_quoting_template(slice(from, last), close);
  return size == kNone ? first : from + size;
}

bool Masker::mask_wiki_link() {
  const std::string_view here = rest();
  if (here.starts_with("![") && ++images_ > kMaxImages) {
    out_.mask_to(at() + 2, MaskKind::text, "![");
    return true;
  }
  const bool embeds = here.starts_with("![[");
  if (!embeds && !here.starts_with("[[")) return false;
  const std::size_t begin = at() + (embeds ? 3 : 2);
  const std::size_t end =
      std::min({text_.find_first_of("[]\n", begin), begin + kMaxLabel, text_.size()});
  // "[[paper]](https://...)" is a link whose text has brackets.
  if (end == begin || end + 2 > horizon() || slice(end, end + 2) != "]]" ||
      text_.substr(end + 2, 1) == "(")
    return false;
  const std::size_t bar = slice(begin, end).find('|');
  const std::string_view alias = slice(bar == kNone ? end : begin + bar + 1, end);
  if (embeds && alias.find_first_not_of("0123456789x") == kNone) {  // none, or an image's size
    out_.mask_to(end + 2, MaskKind::markup, "");
    return true;
  }
  out_.mask_to(bar == kNone ? begin : begin + bar + 1, MaskKind::markup, "");
  markup_.push_front({end, end + 2});
  return true;
}

// cmark reads "[^" beyond the end of a line, and drops text then.
bool Masker::copy_footnote() {
  if (!rest().starts_with("[^")) return false;
  const std::string_view label = footnote_label(rest());
  if (label.empty()) {
    out_.mask_to(at() + 2, MaskKind::text, "[^");
  } else {
    out_.copy_to(at() + label.size() + 2);
  }
  return true;
}

// cmark copies the address and the title of "[a]: address" to wherever [a] is used.
bool Masker::mask_definition() {
  // The title may go on for the rest of the paragraph.
  if (!rest().starts_with("]:") || paragraphs_.here().at - at() <= longest_definition_)
    return false;
  out_.copy_to(at() + 1);
  out_.mask_to(at() + 1, MaskKind::text, ":");
  return true;
}

bool Masker::mask_address() {
  const std::size_t end = end_of_bare_url(text_.substr(0, horizon()), at());
  if (end == at()) return false;
  out_.mask_to(end, MaskKind::url, slice(at(), end));
  return true;
}

// "<https://...>" is an address. cmark looks for the end of "<?" and "<!" again at each of them,
// and hides all that follows a "<!--" without an end: these are masked as the text they are.
bool Masker::mask_angle() {
  const std::string_view here = rest();
  if (here.starts_with("<!--")) {
    if (last_comment_end_ != kNone && last_comment_end_ > at()) return false;
    out_.mask_to(at() + 4, MaskKind::text, "<!--");
    return true;
  }
  if (here.starts_with("<?") || here.starts_with("<!")) {
    out_.mask_to(at() + 2, MaskKind::text, here.substr(0, 2));
    return true;
  }
  const std::size_t end = end_of_bare_url(text_.substr(0, horizon()), at() + 1);
  if (end == at() + 1 || text_.substr(end, 1) != ">") return false;
  out_.mask_to(end + 1, MaskKind::url, slice(at() + 1, end));
  return true;
}

bool Masker::copy_code_span() {
  const std::size_t open = std::min(text_.find_first_not_of('`', at()), text_.size());
  const std::size_t limit = std::min({open + kMaxCodeSpan, paragraphs_.here().at, horizon()});
  std::size_t begin = text_.find('`', open);
  while (begin < limit) {
    const std::size_t end = std::min(text_.find_first_not_of('`', begin), text_.size());
    if (end - begin == open - at()) {
      out_.copy_to(end);
      return true;
    }
    begin = text_.find('`', end);
  }
  out_.copy_to(open);
  return true;
}

// CommonMark wants space or punctuation outside of "(..)**", and Korean puts a particle there. A
// mask for nothing between the bracket and the stars makes them close; likewise for opening.
bool Masker::copy_emphasis() {
  const std::size_t end = std::min(text_.find_first_not_of('*', at()), text_.size());
  const char32_t before = code_before(text_, at());
  const char32_t after = code_at(text_, end);
  const bool closes = is_mark(before, "([{<") && class_of(after) == CharClass::hangul;
  const bool opens = class_of(before) == CharClass::hangul && is_mark(after, ")]}>.,;:!?%");
  if (closes) out_.add_mask(MaskKind::markup, "", "");
  out_.copy_to(end);
  if (opens) out_.add_mask(MaskKind::markup, "", "");
  return true;
}

// Shows a space, so that a sidenote stands apart from its sentence; but nothing before the
// punctuation that closes it: "as shown {% cite "x" %}." has no space before its full stop.
void Masker::mask_markup(TextRange range) {
  range.begin = std::max(at(), range.begin);  // a line of code inside of quotes may go beyond
  if (range.begin >= range.end) return;
  const bool wiki = slice(range.begin, range.end) == "]]";
  const std::string_view next = text_.substr(range.end, 1);
  const bool closes = !next.empty() && std::string_view(".,;:!?)").find(next[0]) != kNone;
  out_.mask_markup_to(range.end, wiki || closes ? "" : " ",
                      closes && out_.written() > content_begin_);
}

}  // namespace mi
