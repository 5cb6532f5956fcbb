#include "indexer/pdf_text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "core/ascii.h"
#include "core/unicode.h"
#include "indexer/hyphen.h"
#include "indexer/pdf_heading.h"
#include "indexer/white_space.h"

namespace mi {
namespace {

using Lines = std::vector<PdfLine>;
using LineIter = Lines::const_iterator;

constexpr double kSameLine = 0.7;        // of the leading: pieces of one formula
constexpr double kFormulaGap = 0.5;      // of the body's size: above and below a sum
constexpr std::size_t kFormulaPart = 4;  // bytes of its limits
constexpr double kGap = 1.35;            // of the leading: more than the next line of a paragraph
constexpr double kSizeChange = 0.08;     // of the font's size
constexpr double kIndent = 0.7;          // of the font's size
constexpr double kNoIndent = 0.3;        // the same
constexpr double kShortLine = 0.15;      // of the column's width that a last line leaves free
constexpr double kSmallPrint = 0.93;     // of the body's size: footnotes
constexpr std::array<std::string_view, 9> kBullets = {"•", "◦", "▪", "∙", "·", "‣", "–", "-", "*"};
constexpr std::array<std::string_view, 7> kNoteMarks = {"∗", "*", "†", "‡", "§", "¶", "‖"};
constexpr std::array<std::string_view, 6> kCaptions = {"Figure ",    "Fig. ",    "Table ",
                                                       "Algorithm ", "Listing ", "그림 "};

template <class Marks>
std::size_t mark_at_front(std::string_view text, const Marks& marks) {
  for (const std::string_view mark : marks) {
    if (text.starts_with(mark)) return mark.size();
  }
  return 0;
}

// "• text", "[12] text", "(a) text", "3) text": the label of a list's item.
bool begins_item(std::string_view text) {
  const std::size_t bullet = mark_at_front(text, kBullets);
  if (bullet > 0) return bullet < text.size() && (text[bullet] == ' ' || text[bullet] == '\t');
  const bool bracket = text.starts_with('[') || text.starts_with('(');
  const std::size_t end = text.find_first_of("])");
  if (end == std::string_view::npos || end > 4 || end + 1 >= text.size()) return false;
  const std::string_view label = text.substr(bracket ? 1 : 0, end - (bracket ? 1 : 0));
  if (label.empty() || (text[end + 1] != ' ' && text[end + 1] != '\t')) return false;
  return std::all_of(label.begin(), label.end(), is_digit) || (bracket && label.size() == 1);
}

// "Figure 3: text", "Table 2. text"
bool begins_caption(std::string_view text) {
  const std::size_t name = mark_at_front(text, kCaptions);
  if (name == 0 || name >= text.size() || !is_digit(text[name])) return false;
  const std::size_t end = text.find_first_not_of("0123456789", name);
  return end != std::string_view::npos && (text[end] == ':' || text[end] == '.');
}

bool begins_footnote(const PdfLine& line, double body) {
  if (line.size > kSmallPrint * body) return false;
  return is_digit(line.text.front()) || mark_at_front(line.text, kNoteMarks) > 0;
}

bool ends_sentence(std::string_view text) {
  while (text.ends_with(')') || text.ends_with('"') || text.ends_with("”"))
    text.remove_suffix(text.ends_with("”") ? 3 : 1);
  return text.ends_with('.') || text.ends_with('!') || text.ends_with('?') || text.ends_with(':');
}

// The usual distance from a line to the next within a paragraph; 0 where there is none to measure.
double usual_leading(const Lines& lines, double body) {
  std::map<long, std::size_t> count;  // in quarters of a point
  for (std::size_t i = 1; i < lines.size(); ++i) {
    if (lines[i].region != lines[i - 1].region || lines[i].size != body) continue;
    const double leading = lines[i].y1 - lines[i - 1].y1;
    if (leading > kSameLine * body && leading < 3 * body) ++count[std::lround(4 * leading)];
  }
  const auto most = std::max_element(
      count.begin(), count.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == count.end() ? 1.2 * body : static_cast<double>(most->first) / 4;
}

std::string page_anchor(int page) { return "page=" + std::to_string(page); }

class PdfTextReader {
 public:
  explicit PdfTextReader(const Lines& lines)
      : lines_(lines), body_(body_size(lines)), leading_(usual_leading(lines, body_)) {
    for (const PdfLine& line : lines) vocabulary_.add_line(line.text);
    section_.anchor = page_anchor(lines.empty() ? 1 : lines.front().page);
  }

  std::vector<Section> read() {
    for (LineIter first = lines_.begin(); first != lines_.end();) {
      LineIter end = first + 1;
      while (end != lines_.end() && !starts_run(first, end)) ++end;
      add_run(first, end);
      first = end;
      is_front_ = is_front_ && first != lines_.end() && first->page == lines_.front().page;
    }
    end_section(0);
    return std::move(sections_);
  }

 private:
  // Whether a line begins a new run; `first` began the run so far.
  bool starts_run(LineIter first, LineIter line) const {
    const PdfLine& before = *(line - 1);
    if (line->region != before.region || line->turned || before.turned) return true;
    const double down = line->y1 - before.y1;
    const double scale = std::max(1.0, line->size / body_);
    if (down < kSameLine * leading_ * std::min(1.0, line->size / body_)) return false;
    if (down > kGap * leading_ * scale) return true;
    const bool is_close = line->y0 - before.y1 < kFormulaGap * body_;
    if (is_close && std::min(line->text.size(), before.text.size()) <= kFormulaPart) return false;
    if (std::abs(line->size - before.size) > kSizeChange * std::max(line->size, before.size))
      return true;
    if (line->bold != before.bold && is_short(line->bold ? *line : before)) return true;
    if (begins_item(line->text) || begins_caption(line->text)) return true;
    if (begins_footnote(*line, body_) && begins_footnote(*first, body_)) return true;
    if (is_short(before) && ends_sentence(before.text)) return true;
    const bool before_is_in = before.x0 > before.left + kIndent * before.size;
    const bool is_in = line->x0 > before.x0 + kIndent * line->size;
    const bool is_out = line->x0 < before.x0 - kIndent * line->size;
    // A first line is set in and the next goes back; or the next lines are set in under a label.
    if (is_in && before.x0 < before.left + kNoIndent * before.size) return line - 1 != first;
    return is_out && before_is_in && line - 1 != first;
  }

  static bool is_short(const PdfLine& line) {
    return line.x1 < line.right - kShortLine * (line.right - line.left);
  }

  std::string text_of(LineIter first, LineIter end) const {
    std::string text;
    for (LineIter line = first; line != end; ++line) append_line(text, line->text, vocabulary_);
    return collapse_white_space(text);
  }

  void add_run(LineIter first, LineIter end) {
    std::string text = text_of(first, end);
    if (text.empty()) return;
    const bool bold = std::all_of(first, end, [](const PdfLine& line) { return line.bold; });
    const auto lines = static_cast<std::size_t>(end - first);
    const auto heading =
        begins_caption(text) ? std::nullopt : heading_of(text, {first->size, body_, bold, lines});
    if (heading && (heading->is_plain || !is_front_)) {
      begin_section(std::move(text), heading->depth, first->page);
      return;
    }
    const BlockKind kind = kind_of(*first);
    const bool is_running = kind == BlockKind::paragraph || kind == BlockKind::list_item;
    if (kind == BlockKind::paragraph && goes_on(*first, text)) {
      append_line(section_.blocks[*paragraph_].text, text, vocabulary_);
    } else {
      section_.blocks.push_back({kind, std::move(text), 0, 0, page_anchor(first->page)});
      if (is_running && !first->turned) paragraph_ = section_.blocks.size() - 1;
    }
    if (is_running && !first->turned) last_line_ = *(end - 1);
  }

  BlockKind kind_of(const PdfLine& first) const {
    if (begins_caption(first.text)) return BlockKind::caption;
    if (begins_footnote(first, body_)) return BlockKind::footnote;
    return begins_item(first.text) ? BlockKind::list_item : BlockKind::paragraph;
  }

  // Whether a run goes on with the last paragraph, in the next column or on the next page; captions
  // and footnotes may stand between.
  bool goes_on(const PdfLine& first, std::string_view text) const {
    if (!paragraph_ || !last_line_ || first.turned || last_line_->region == first.region)
      return false;
    if (std::abs(first.size - last_line_->size) > kSizeChange * body_) return false;
    const std::string& before = section_.blocks[*paragraph_].text;
    if (ends_sentence(before)) return false;
    std::size_t size = 0;
    const char32_t code = decode_utf8(text, 0, size);
    const bool is_small = code >= 'a' && code <= 'z';
    return is_small || !is_short(*last_line_);
  }

  void begin_section(std::string heading, int depth, int page) {
    is_front_ = false;
    end_section(depth);
    while (!open_.empty() && open_.back().first >= depth) open_.pop_back();
    open_.emplace_back(depth, std::move(heading));
    section_ = {};
    for (const auto& [level, text] : open_) section_.heading_path.push_back(text);
    section_.anchor = page_anchor(page);
    paragraph_.reset();
    last_line_.reset();
  }

  // `next_depth` is that of the heading that follows; 0 at the end.
  void end_section(int next_depth) {
    const bool is_empty = section_.blocks.empty();
    if (is_empty && open_.empty()) return;
    // A heading lives on in the paths of those below it; one that has none is a line of text.
    if (is_empty && next_depth <= open_.back().first) {
      section_.blocks.push_back({BlockKind::paragraph, open_.back().second, 0, 0, section_.anchor});
    }
    if (!section_.blocks.empty()) sections_.push_back(std::move(section_));
  }

  const Lines& lines_;
  bool is_front_ = true;  // before the first plain heading of the first page: affiliations, dates
  double body_;
  double leading_;
  WordsOfText vocabulary_;
  std::vector<Section> sections_;
  Section section_;
  std::vector<std::pair<int, std::string>> open_;  // headings above, with their depths
  std::optional<std::size_t> paragraph_;           // the last one of the section
  std::optional<PdfLine> last_line_;               // and its last line
};

}  // namespace

std::vector<Section> read_pdf_text(const std::vector<PdfLine>& lines) {
  return PdfTextReader(lines).read();
}

}  // namespace mi
