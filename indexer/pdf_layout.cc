#include "indexer/pdf_layout.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <utility>

namespace mi {
namespace {

using Words = std::vector<const PdfWord*>;

struct Span {
  double begin = 0;
  double end = 0;

  double middle() const { return (begin + end) / 2; }
  double width() const { return end - begin; }
};

constexpr std::size_t kBins = 1000;    // over the width of the words
constexpr double kMargin = 0.15;       // of it, on either side, where no gutter is looked for
constexpr double kLeastGutter = 0.6;   // of the font's size: wider than a space
constexpr double kLeastColumn = 5;     // lines that a column must have to be believed
constexpr double kLeastPart = 0.2;     // of the width that a column has
constexpr double kLeastFilled = 0.45;  // of a column's area
constexpr double kLeastWidth = 150;    // points that two columns need
constexpr int kDeepest = 2;            // columns of columns: at most four beside each other
constexpr std::size_t kUsual = 3;      // a gutter on one page of so many
constexpr double kWideGap = 1.5;       // of the font's size: between two authors, two cells

double middle_y(const PdfWord& word) { return (word.y0 + word.y1) / 2; }
double height(const PdfWord& word) { return word.y1 - word.y0; }

double median_height(const Words& words) {
  std::vector<double> heights;
  for (const PdfWord* word : words) heights.push_back(height(*word));
  const auto middle = heights.begin() + static_cast<std::ptrdiff_t>(heights.size() / 2);
  std::nth_element(heights.begin(), middle, heights.end());
  return *middle;
}

Span extent(const Words& words) {
  Span span{words.front()->x0, words.front()->x1};
  for (const PdfWord* word : words)
    span = {std::min(span.begin, word->x0), std::max(span.end, word->x1)};
  return span;
}

// How much of the page's height a set of words covers.
double covered_height(const Words& words) {
  std::vector<Span> spans;
  for (const PdfWord* word : words) spans.push_back({word->y0, word->y1});
  std::sort(spans.begin(), spans.end(),
            [](const Span& a, const Span& b) { return a.begin < b.begin; });
  double covered = 0;
  double reached = -1e9;
  for (const Span& span : spans) {
    covered += std::max(0.0, span.end - std::max(span.begin, reached));
    reached = std::max(reached, span.end);
  }
  return covered;
}

// How much of their rows' width and height words fill: nearly all in a column of text, little in a
// column of a table's names.
double filled_part(const Words& words) {
  double area = 0;
  for (const PdfWord* word : words) area += (word->x1 - word->x0) * height(*word);
  return area / (extent(words).width() * covered_height(words));
}

// Whether a side of a gutter is as wide and as full as text is. What is no number is refused.
bool is_column(const Words& side, const Span& all) {
  return extent(side).width() >= kLeastPart * all.width() && filled_part(side) >= kLeastFilled;
}

// The inner half of a gutter: a word that sticks out of its column a little does not cross it, and
// no space between two words is that wide.
bool crosses(const PdfWord& word, const Span& gutter) {
  const double quarter = gutter.width() / 4;
  return word.x0 < gutter.end - quarter && word.x1 > gutter.begin + quarter;
}

// The strip that the fewest words cross, whoever they are.
std::optional<Span> emptiest_strip(const Words& words, const Span& all, double line) {
  std::array<double, kBins + 1> steps{};
  const double scale = kBins / all.width();
  const auto bin = [&](double x) {
    return static_cast<std::size_t>(std::clamp((x - all.begin) * scale, 0.0, double{kBins}));
  };
  for (const PdfWord* word : words) {
    steps[bin(word->x0)] += height(*word);
    steps[bin(word->x1)] -= height(*word);
  }
  std::array<double, kBins> cover{};
  double sum = 0;
  for (std::size_t i = 0; i < kBins; ++i) cover[i] = sum += steps[i];
  const auto first = static_cast<std::size_t>(kBins * kMargin);
  const std::size_t last = kBins - first;
  const double least = *std::min_element(cover.begin() + first, cover.begin() + last);
  const double most = least + std::max(3 * line, 0.5 * least);
  Span best;
  for (std::size_t i = first; i < last;) {
    std::size_t end = i;
    while (end < last && cover[end] <= most) ++end;
    const Span run{all.begin + static_cast<double>(i) / scale,
                   all.begin + static_cast<double>(end) / scale};
    if (run.width() > best.width()) best = run;
    i = std::max(end, i + 1);
  }
  if (best.width() < kLeastGutter * line) return {};
  return best;
}

struct Sides {
  Words left;
  Words right;
  Words across;
};

Sides sides_of(const Words& words, const Span& gutter) {
  Sides sides;
  for (const PdfWord* word : words) {
    Words& side = crosses(*word, gutter)       ? sides.across
                  : word->x0 < gutter.middle() ? sides.left
                                               : sides.right;
    side.push_back(word);
  }
  return sides;
}

std::optional<Span> find_gutter(const Words& words) {
  if (words.empty()) return {};
  const Span all = extent(words);
  const double line = median_height(words);
  if (!(all.width() >= kLeastWidth) || !(line > 0)) return {};
  const std::optional<Span> strip = emptiest_strip(words, all, line);
  if (!strip) return {};
  const Sides sides = sides_of(words, *strip);
  const double across = covered_height(sides.across);
  // A line that goes across has words on either side, too: they make no column.
  const auto column = [&](Words side) {
    side.insert(side.end(), sides.across.begin(), sides.across.end());
    return covered_height(side) - across;
  };
  const double left = column(sides.left);
  const double right = column(sides.right);
  if (std::min(left, right) < kLeastColumn * line || across > std::max(left, right)) return {};
  if (!is_column(sides.left, all) || !is_column(sides.right, all)) return {};
  return strip;
}

// The heights at which a line goes across the gutter, from the top, without overlaps.
std::vector<Span> crossing_heights(const Words& words, const Span& gutter) {
  std::vector<Span> heights;
  for (const PdfWord* word : words) {
    const double quarter = height(*word) / 4;
    if (crosses(*word, gutter)) heights.push_back({word->y0 + quarter, word->y1 - quarter});
  }
  std::sort(heights.begin(), heights.end(),
            [](const Span& a, const Span& b) { return a.begin < b.begin; });
  std::vector<Span> merged;
  for (const Span& span : heights) {
    if (!merged.empty() && span.begin <= merged.back().end) {
      merged.back().end = std::max(merged.back().end, span.end);
    } else {
      merged.push_back(span);
    }
  }
  return merged;
}

// Appends the words in regions that are read one after another.
void cut(const Words& words, const std::optional<Span>& gutter, int depth,
         std::vector<Words>& regions);

// A band: what stands between two lines that go across.
void cut_band(const Sides& band, int depth, std::vector<Words>& regions) {
  for (const Words& column : {band.left, band.right}) {
    if (column.empty()) continue;
    cut(column, depth < kDeepest ? find_gutter(column) : std::nullopt, depth + 1, regions);
  }
}

void cut(const Words& words, const std::optional<Span>& gutter, int depth,
         std::vector<Words>& regions) {
  if (!gutter) {
    regions.push_back(words);
    return;
  }
  const std::vector<Span> crossings = crossing_heights(words, *gutter);
  // Words of the line across with number i, and of the band above it.
  std::vector<Words> across(crossings.size());
  std::vector<Sides> bands(crossings.size() + 1);
  for (const PdfWord* word : words) {
    const double y = middle_y(*word);
    // Raised and lowered words of the line are a little off its middle.
    const double off = height(*word) / 4;
    const auto next =
        std::partition_point(crossings.begin(), crossings.end(),
                             [y, off](const Span& span) { return span.end + off < y; });
    const auto number = static_cast<std::size_t>(next - crossings.begin());
    if (next != crossings.end() && next->begin - off <= y) {
      across[number].push_back(word);
    } else {
      (word->x0 < gutter->middle() ? bands[number].left : bands[number].right).push_back(word);
    }
  }
  Words lines_across;  // that follow each other without a band between
  for (std::size_t i = 0; i < bands.size(); ++i) {
    if (!bands[i].left.empty() || !bands[i].right.empty()) {
      if (!lines_across.empty()) regions.push_back(std::exchange(lines_across, {}));
      cut_band(bands[i], depth, regions);
    }
    if (i < across.size())
      lines_across.insert(lines_across.end(), across[i].begin(), across[i].end());
  }
  if (!lines_across.empty()) regions.push_back(std::move(lines_across));
}

// The words of one region, line by line. A word is on the line that half of it overlaps; raised and
// lowered ones do not move the line.
std::vector<Words> rows_of(Words words) {
  std::stable_sort(words.begin(), words.end(),
                   [](const PdfWord* a, const PdfWord* b) { return middle_y(*a) < middle_y(*b); });
  std::vector<Words> rows;
  const PdfWord* core = nullptr;  // the tallest word of the last row
  for (const PdfWord* word : words) {
    const double overlap =
        core == nullptr ? -1 : std::min(core->y1, word->y1) - std::max(core->y0, word->y0);
    if (core == nullptr || overlap < 0.5 * std::min(height(*word), height(*core))) {
      rows.emplace_back();
      core = word;
    } else if (height(*word) > height(*core)) {
      core = word;
    }
    rows.back().push_back(word);
  }
  for (Words& row : rows) {
    std::stable_sort(row.begin(), row.end(),
                     [](const PdfWord* a, const PdfWord* b) { return a->x0 < b->x0; });
  }
  return rows;
}

PdfLine line_of(const Words& row, int page) {
  PdfLine line;
  line.page = page;
  line.x0 = row.front()->x0;
  line.y0 = row.front()->y0;
  std::map<double, std::size_t> letters;  // by font size
  std::size_t bold = 0;
  std::size_t all = 0;
  const PdfWord* before = nullptr;
  for (const PdfWord* word : row) {
    if (before != nullptr) {
      const double gap = word->x0 - before->x1;
      if (gap > kWideGap * word->size) {
        line.text += '\t';
      } else if (before->space_after || gap > 0.2 * word->size) {
        line.text += ' ';
      }
    }
    line.text += word->text;
    line.y0 = std::min(line.y0, word->y0);
    line.x1 = std::max(line.x1, word->x1);
    line.y1 = std::max(line.y1, word->y1);
    letters[word->size] += word->text.size();
    bold += word->bold ? word->text.size() : 0;
    all += word->text.size();
    before = word;
  }
  line.size = std::max_element(letters.begin(), letters.end(), [](const auto& a, const auto& b) {
                return a.second < b.second;
              })->first;
  line.bold = 5 * bold > 4 * all;
  return line;
}

void append_region(const Words& words, int page, std::size_t region, std::vector<PdfLine>& lines) {
  const Span span = extent(words);
  for (const Words& row : rows_of(words)) {
    lines.push_back(line_of(row, page));
    lines.back().region = region;
    lines.back().left = span.begin;
    lines.back().right = span.end;
  }
}

Words upright_words(const PdfPage& page) {
  Words words;
  for (const PdfWord& word : page.words) {
    if (word.upright) words.push_back(&word);
  }
  return words;
}

// The gutters of all pages. One without its own takes that of the page before it, where such a
// gutter is usual in the file; the pages before the first that has one take the first.
std::vector<std::optional<Span>> gutters_of(const std::vector<PdfPage>& pages) {
  std::vector<std::optional<Span>> gutters;
  gutters.reserve(pages.size());
  for (const PdfPage& page : pages) gutters.push_back(find_gutter(upright_words(page)));
  const auto found = static_cast<std::size_t>(std::count_if(
      gutters.begin(), gutters.end(), [](const auto& gutter) { return gutter.has_value(); }));
  if (kUsual * found < pages.size() || found == 0) return gutters;
  std::optional<Span> last = *std::find_if(gutters.begin(), gutters.end(),
                                           [](const auto& gutter) { return gutter.has_value(); });
  for (auto& gutter : gutters) {
    if (gutter) last = gutter;
    gutter = last;
  }
  return gutters;
}

}  // namespace

std::vector<PdfLine> lines_in_reading_order(const std::vector<PdfPage>& pages) {
  const std::vector<std::optional<Span>> gutters = gutters_of(pages);
  std::vector<PdfLine> lines;
  std::size_t region = 0;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    const Words words = upright_words(pages[i]);
    if (words.empty()) continue;
    std::vector<Words> regions;
    cut(words, gutters[i], 1, regions);
    for (const Words& part : regions) append_region(part, static_cast<int>(i) + 1, region++, lines);
  }
  return lines;
}

std::vector<PdfLine> turned_lines(const std::vector<PdfPage>& pages) {
  std::vector<PdfLine> lines;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    const PdfWord* before = nullptr;
    for (const PdfWord& word : pages[i].words) {
      if (word.upright) {
        before = nullptr;
        continue;
      }
      const bool goes_on = before != nullptr && std::abs(before->x0 - word.x0) < word.size;
      if (!goes_on) {
        lines.emplace_back();
        lines.back().page = static_cast<int>(i) + 1;
        lines.back().turned = true;
        lines.back().x0 = word.x0;
        lines.back().y0 = word.y0;
        lines.back().size = word.size;
      }
      PdfLine& line = lines.back();
      line.text += (line.text.empty() ? "" : " ") + word.text;
      line.x1 = std::max(line.x1, word.x1);
      line.y1 = std::max(line.y1, word.y1);
      before = &word;
    }
  }
  return lines;
}

double body_size(const std::vector<PdfLine>& lines) {
  std::map<double, std::size_t> letters;
  for (const PdfLine& line : lines) letters[line.size] += line.text.size();
  const auto most =
      std::max_element(letters.begin(), letters.end(),
                       [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == letters.end() ? 0 : most->first;
}

}  // namespace mi
