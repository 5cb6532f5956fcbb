#include "indexer/markdown_mask.h"

#include <algorithm>
#include <utility>

#include "core/unicode.h"
#include "indexer/masker.h"

namespace mi {
namespace {

constexpr std::size_t kNone = std::string_view::npos;

constexpr int kMaxMarkers = 16;                        // '>', "-" and "1." on one line
constexpr int kMaxIndent = 64;                         // bytes of white space between markers
constexpr std::size_t kMaxCells = 200'000;             // of all tables of one note
constexpr std::size_t kMaxColumns = 500;               // of one table
constexpr std::size_t kMaxDefinitionBytes = 64 << 20;  // link definitions, each as often as used

bool is_blank(char c) { return c == ' ' || c == '\t'; }

}  // namespace

MaskedMarkdown mask_markdown(std::string_view text) { return Masker(text).run(); }

Masker::Masker(std::string_view text)
    : source_(without_private_planes(text)),
      longest_definition_(
          kMaxDefinitionBytes /
          (static_cast<std::size_t>(std::count(text.begin(), text.end(), ']')) + 1)) {}

MaskedMarkdown Masker::run() {
  while (!out_.done()) {
    if (!markup_.empty() && at() >= markup_.front().begin) {
      const TextRange range = markup_.front();
      markup_.pop_front();
      mask_markup(range);
    } else if (line_begins_) {
      begin_line();
    } else {
      step();
    }
  }
  return std::move(out_).finish();
}

void Masker::begin_line() {
  line_begins_ = false;
  if (paragraphs_.advance_to(at())) images_ = 0;
  const std::size_t end = out_.line_end(at(), text_.size());
  if (is_rule(slice(at(), end))) {
    out_.copy_to(end);
    return;
  }
  const std::size_t begin = skip_prefix(end);
  const std::string_view content = slice(begin, end);
  content_begin_ = out_.written();
  if (fence_.mark != 0 && quotes_ < fence_quotes_) fence_ = {};
  if (fence_.mark != 0) {
    if (closes_fence(content, fence_)) fence_ = {};
    out_.copy_to(end);
    return;
  }
  fence_ = opened_fence(content);
  fence_quotes_ = quotes_;
  if (fence_.mark != 0) {
    out_.copy_to(end);
  } else {
    begin_content(end);
  }
}

// Copies white space and the markers of quotes and lists; returns where the content begins.
std::size_t Masker::skip_prefix(std::size_t end) {
  quotes_ = 0;
  for (int markers = 0; at() < end; ++markers) {
    const std::size_t space = std::min(text_.find_first_not_of(" \t", at()), end);
    const std::size_t kept = fence_.mark != 0 ? space : std::min(space, at() + kMaxIndent);
    out_.copy_to(kept);
    if (kept < space) out_.mask_to(space, MaskKind::text, " ");
    const std::size_t marker = skip_marker(end);
    if (marker == at()) break;
    if (markers == kMaxMarkers) {
      const std::size_t rest = std::min(text_.find_first_not_of(" \t>-+*.)0123456789", at()), end);
      out_.mask_to(rest, MaskKind::text, slice(at(), rest));
      break;
    }
    if (text_[at()] == '>') ++quotes_;
    out_.copy_to(marker);
  }
  return at();
}

// Behind the marker of a quote or a list that stands here; at() where there is none. In code only
// the quotes that it stands in count.
std::size_t Masker::skip_marker(std::size_t end) {
  if (at() == end) return end;
  const bool in_code = fence_.mark != 0;
  if (text_[at()] == '>') return in_code && quotes_ >= fence_quotes_ ? at() : at() + 1;
  const std::size_t mark = std::min(text_.find_first_not_of("0123456789", at()), end);
  if (in_code || mark == end) return at();
  const std::string_view marks = mark > at() ? ".)" : "-+*";
  const bool spaced = mark + 1 >= end || is_blank(text_[mark + 1]);
  return spaced && marks.find(text_[mark]) != kNone ? mark + 1 : at();
}

// What only the start of a line can be: a definition, a callout, a table's delimiter row.
void Masker::begin_content(std::size_t end) {
  const std::string_view content = slice(at(), end);
  if (define_footnote(content)) return;
  if (const std::size_t size = quotes_ > 0 ? callout_size(content) : 0; size > 0) {
    out_.mask_to(at() + size, MaskKind::markup, "");
  } else if (table_is_too_big(content)) {
    out_.mask_to(end, MaskKind::text, content);
  }
}

// Makes a definition refer to itself. Of two with one label cmark drops the second: that one stays
// text.
bool Masker::define_footnote(std::string_view content) {
  const std::string_view label = footnote_label(content);
  if (label.empty() || content.substr(label.size() + 2, 1) != ":") return false;
  std::string folded;
  for (const FoldedChar& c : fold(label)) append_utf8(folded, c.code);
  if (!footnotes_.insert(std::move(folded)).second) {
    out_.mask_to(at() + label.size() + 3, MaskKind::markup, "");
    return true;
  }
  out_.copy_to(at() + label.size() + 3);
  out_.add_text(" [");
  out_.add_text(label);
  out_.add_text("]");
  return true;
}

// cmark fills each row up to the number of columns, so that a table may hold far more cells than
// the text has bytes.
bool Masker::table_is_too_big(std::string_view content) {
  const std::size_t columns = table_columns(content);
  if (columns < 2) return false;
  cells_ += columns * static_cast<std::size_t>(paragraphs_.here().line - out_.line() + 1);
  return columns > kMaxColumns || cells_ > kMaxCells;
}

}  // namespace mi
