#include "indexer/pdf_running_heads.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <utility>

namespace mi {
namespace {

constexpr double kEdgeLines = 2.5;     // lines, at the top and at the bottom of the page's text
constexpr double kSameHeight = 3;      // points
constexpr std::size_t kLongest = 150;  // bytes: longer lines are text
constexpr std::size_t kFewestPages = 2;
constexpr std::size_t kOneOf = 10;  // and at least one page of so many

// A height on the page, in steps: two lines at one height are at most a step apart.
using Step = long;

Step step_of(const PdfLine& line) { return std::lround(line.middle() / kSameHeight); }

// Where the lines of a page begin and end.
struct Extent {
  double top = 0;
  double bottom = 0;
};

std::map<int, Extent> extents_of(const std::vector<PdfLine>& lines) {
  std::map<int, Extent> extents;
  for (const PdfLine& line : lines) {
    const auto [at, is_new] = extents.try_emplace(line.page, Extent{line.y0, line.y1});
    if (!is_new)
      at->second = {std::min(at->second.top, line.y0), std::max(at->second.bottom, line.y1)};
  }
  return extents;
}

// The words of a line, each run of digits one "#".
std::string key_of(const std::string& text) {
  std::string key;
  for (const char c : text) {
    const bool digit = c >= '0' && c <= '9';
    if (!digit) key += c;
    if (digit && !key.ends_with('#')) key += '#';
  }
  return key;
}

}  // namespace

void drop_running_heads(std::vector<PdfLine>& lines) {
  const std::map<int, Extent> extents = extents_of(lines);
  const std::size_t pages = extents.size();
  const auto is_at_edge = [&](const PdfLine& line) {
    const Extent& page = extents.at(line.page);
    const double edge = kEdgeLines * (line.y1 - line.y0);
    return line.text.size() <= kLongest &&
           (line.y1 < page.top + edge || line.y0 > page.bottom - edge);
  };
  std::map<std::pair<Step, std::string>, std::set<int>> seen;  // the pages of a line
  for (const PdfLine& line : lines) {
    if (is_at_edge(line)) seen[{step_of(line), key_of(line.text)}].insert(line.page);
  }
  const auto pages_with = [&](const PdfLine& line, Step step) {
    const auto found = seen.find({step, key_of(line.text)});
    return found == seen.end() ? std::size_t{0} : found->second.size();
  };
  const auto repeats = [&](const PdfLine& line) {
    const Step step = step_of(line);
    return pages_with(line, step - 1) + pages_with(line, step) + pages_with(line, step + 1) >=
           std::max(kFewestPages, pages / kOneOf);
  };
  std::map<Step, std::set<int>> dropped;  // the pages that have a running line at a height
  for (const PdfLine& line : lines) {
    if (is_at_edge(line) && repeats(line)) dropped[step_of(line)].insert(line.page);
  }
  const auto is_running_height = [&](const PdfLine& line) {
    std::size_t count = 0;
    for (Step step = step_of(line) - 1; step <= step_of(line) + 1; ++step) {
      const auto found = dropped.find(step);
      count += found == dropped.end() ? 0 : found->second.size();
    }
    return 2 * count >= pages;
  };
  std::map<int, std::vector<bool>> is_running;  // of each line of a page
  for (const PdfLine& line : lines) {
    is_running[line.page].push_back(is_at_edge(line) && (repeats(line) || is_running_height(line) ||
                                                         line.text == std::to_string(line.page)));
  }
  std::map<int, std::size_t> next;
  std::erase_if(lines, [&](const PdfLine& line) {
    const std::vector<bool>& page = is_running[line.page];
    // A page that is nothing else keeps it: slides, a form.
    const bool is_all = std::find(page.begin(), page.end(), false) == page.end();
    return page[next[line.page]++] && !is_all;
  });
}

}  // namespace mi
