#include "searchd/map_layout.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <utility>

#include "core/unicode.h"

namespace mi {
namespace {

constexpr double kLeft = 24;
constexpr double kRight = 30;
constexpr double kTop = 34;       // the years
constexpr double kLaneHead = 30;  // the site's name
constexpr double kLaneFoot = 12;
constexpr double kUndated = 110;  // the width of what has no date
constexpr double kLetter = 6.4;
constexpr double kWideLetter = 12;  // Hangul and its kin
constexpr double kGap = 12;         // between a title and the next dot
constexpr int kMostYears = 16;

int number_at(const std::string& date, std::size_t at, std::size_t size) {
  int number = 0;
  if (date.size() < at + size) return 0;
  const char* const begin = date.data() + at;
  const auto [end, error] = std::from_chars(begin, begin + size, number);
  return error == std::errc() && end == begin + size ? number : 0;
}

// A title of at most kLabelLetters, and how wide it is.
struct Label {
  std::string text;
  double width = 0;
};

Label label_of(const DocumentInfo& info) {
  const std::string& title = info.title.empty() ? info.id : info.title;
  Label label;
  std::size_t letters = 0;
  std::size_t at = 0;
  while (at < title.size() && letters < kLabelLetters) {
    std::size_t size = 1;
    const char32_t code = decode_utf8(title, at, size);
    const bool is_wide = code >= 0x1100;
    label.width += is_wide ? kWideLetter : kLetter;
    letters += is_wide ? 2 : 1;
    at += size;
  }
  label.text = title.substr(0, at);
  if (at < title.size()) label.text += "…";
  return label;
}

// The lane of each paper: sites by how many papers they have, the small ones together.
struct Lanes {
  std::vector<std::string> names;
  std::vector<std::size_t> of_paper;
};

Lanes lanes_of(const CollectionMap& map) {
  std::map<std::string, std::size_t> sizes;
  for (const MappedPaper& paper : map.papers) ++sizes[paper.info.site];
  std::vector<std::pair<std::size_t, std::string>> order;
  order.reserve(sizes.size());
  for (const auto& [site, size] : sizes) order.emplace_back(size, site);
  std::stable_sort(order.begin(), order.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  Lanes lanes;
  std::map<std::string, std::size_t> lane_of;
  for (std::size_t i = 0; i < order.size(); ++i) {
    const bool is_own = i + 1 < kMostLanes || order.size() <= kMostLanes;
    if (is_own) {
      lanes.names.push_back(order[i].second);
    } else if (lanes.names.size() < kMostLanes) {
      lanes.names.emplace_back();
    }
    lane_of[order[i].second] = lanes.names.size() - 1;
  }
  for (const MappedPaper& paper : map.papers) lanes.of_paper.push_back(lane_of[paper.info.site]);
  return lanes;
}

// Time from left to right.
class Axis {
 public:
  explicit Axis(const CollectionMap& map) {
    for (const MappedPaper& paper : map.papers) {
      const double year = year_of(paper.info.date);
      if (year == 0) {
        has_undated_ = true;
      } else {
        first_ = first_ == 0 ? std::floor(year) : std::min(first_, std::floor(year));
        last_ = std::max(last_, std::floor(year) + 1);
      }
    }
  }

  double end() const { return kMapWidth - kRight - (has_undated_ ? kUndated : 0); }
  double undated() const { return has_undated_ ? end() + 20 : 0; }

  double x_of(double year) const {
    if (year == 0) return undated();
    return kLeft + (year - first_) / std::max(1.0, last_ - first_) * (end() - kLeft);
  }

  std::vector<MapLayout::Year> years() const {
    std::vector<MapLayout::Year> years;
    const int step = std::max(1, static_cast<int>(std::ceil((last_ - first_) / kMostYears)));
    for (int year = static_cast<int>(first_); first_ > 0 && year < static_cast<int>(last_);
         year += step) {
      years.push_back({year, x_of(year)});
    }
    return years;
  }

 private:
  double first_ = 0;
  double last_ = 0;
  bool has_undated_ = false;
};

// The rows of a lane, each as the stretches that are taken.
class Rows {
 public:
  // The first row in which a stretch is free; it is taken.
  std::size_t take(double begin, double end) {
    for (std::size_t row = 0;; ++row) {
      if (row == rows_.size()) rows_.emplace_back();
      const bool is_free = std::none_of(rows_[row].begin(), rows_[row].end(), [&](const auto& one) {
        return begin < one.second && one.first < end;
      });
      if (!is_free) continue;
      rows_[row].emplace_back(begin, end);
      return row;
    }
  }

  std::size_t count() const { return std::max<std::size_t>(1, rows_.size()); }

 private:
  std::vector<std::vector<std::pair<double, double>>> rows_;
};

MapLayout::Paper paper_at(const MappedPaper& paper, double x, double& begin, double& end) {
  const Label label = label_of(paper.info);
  MapLayout::Paper placed;
  placed.x = x;
  placed.radius = 4 + std::min(5.0, std::sqrt(static_cast<double>(paper.cited_by)));
  placed.label = label.text;
  const double reach = placed.radius + 5 + label.width;
  placed.label_before = x + reach > kMapWidth && x - reach > 0;
  begin = placed.label_before ? x - reach - kGap : x - placed.radius - kGap / 2;
  end = placed.label_before ? x + placed.radius + kGap / 2 : x + reach + kGap;
  return placed;
}

}  // namespace

double year_of(const std::string& date) {
  const int year = number_at(date, 0, 4);
  if (year == 0) return 0;
  const int month = std::clamp(number_at(date, 5, 2), 1, 12);
  const int day = std::clamp(number_at(date, 8, 2), 1, 31);
  return year + (month - 1) / 12.0 + (day - 1) / 372.0;
}

MapLayout lay_out(const CollectionMap& map) {
  const Axis axis(map);
  const Lanes lanes = lanes_of(map);
  MapLayout layout;
  layout.width = kMapWidth;
  layout.years = axis.years();
  layout.undated_x = axis.undated();
  std::vector<Rows> rows(lanes.names.size());
  std::vector<std::size_t> row_of;
  for (std::size_t i = 0; i < map.papers.size(); ++i) {
    double begin = 0;
    double end = 0;
    layout.papers.push_back(
        paper_at(map.papers[i], axis.x_of(year_of(map.papers[i].info.date)), begin, end));
    row_of.push_back(rows[lanes.of_paper[i]].take(begin, end));
  }
  double top = kTop;
  for (std::size_t lane = 0; lane < lanes.names.size(); ++lane) {
    const double height =
        kLaneHead + kLaneFoot + kRowHeight * static_cast<double>(rows[lane].count());
    layout.lanes.push_back({lanes.names[lane], top, top + height});
    top += height;
  }
  for (std::size_t i = 0; i < layout.papers.size(); ++i) {
    layout.papers[i].y = layout.lanes[lanes.of_paper[i]].top + kLaneHead +
                         kRowHeight * (static_cast<double>(row_of[i]) + 0.5);
  }
  layout.height = top + kLaneFoot;
  return layout;
}

}  // namespace mi
