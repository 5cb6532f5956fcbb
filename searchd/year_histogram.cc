#include "searchd/year_histogram.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <string>

#include "searchd/page_links.h"
#include "searchd/page_markup.h"

namespace mi {
namespace {

// A bar is as wide as a finger needs (WCAG 2.2, 2.5.8: 24 px), and eight fit beside the results.
constexpr std::size_t kMostBins = 8;
constexpr std::size_t kBinWidth = 24;
constexpr std::size_t kBarWidth = 18;
constexpr std::size_t kBarHeight = 44;
constexpr std::size_t kHeight = 62;  // with the labels below

std::optional<int> read_year(std::string_view text) {
  int year = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), year);
  const bool is_year =
      error == std::errc() && end == text.data() + text.size() && year >= 1 && year <= 9999;
  return is_year ? std::optional(year) : std::nullopt;
}

std::string years_text(const YearBin& bin) {
  const std::string first = std::to_string(bin.first);
  return bin.first == bin.last ? first : first + "–" + std::to_string(bin.last);
}

// As the parameter `year` has it.
Query years_of(const YearBin& bin) {
  Query filter{QueryOp::field, std::to_string(bin.first)};
  filter.field = QueryField::year;
  filter.range = bin.first != bin.last;
  if (filter.range) filter.to = std::to_string(bin.last);
  return filter;
}

std::optional<Query> chosen_years(const SearchRequest& request) {
  const auto chosen =
      std::find_if(request.filters.begin(), request.filters.end(),
                   [](const Query& filter) { return filter.field == QueryField::year; });
  return chosen == request.filters.end() ? std::nullopt : std::optional(*chosen);
}

SearchRequest with_years(SearchRequest request, const std::optional<Query>& years) {
  std::erase_if(request.filters,
                [](const Query& filter) { return filter.field == QueryField::year; });
  if (years) request.filters.push_back(*years);
  request.offset = 0;
  return request;
}

Html rectangle(Literal kind, std::size_t x, std::size_t y, std::size_t width, std::size_t height) {
  Html out;
  return out.raw("<rect class=\"")
      .raw(kind)
      .raw("\" x=\"")
      .text(std::to_string(x))
      .raw("\" y=\"")
      .text(std::to_string(y))
      .raw("\" width=\"")
      .text(std::to_string(width))
      .raw("\" height=\"")
      .text(std::to_string(height))
      .raw("\"/>");
}

// Two digits of the first year: "’16".
Html label(const YearBin& bin, std::size_t x) {
  const std::string year = std::to_string(bin.first);
  Html out;
  return out.raw("<text x=\"")
      .text(std::to_string(x + kBinWidth / 2))
      .raw("\" y=\"")
      .text(std::to_string(kHeight - 4))
      .raw("\">’")
      .text(year.substr(year.size() < 2 ? 0 : year.size() - 2))
      .raw("</text>");
}

struct Bar {
  YearBin bin;
  std::size_t x = 0;
  std::size_t height = 0;
};

Html bar_html(const Messages& words, const Bar& bar, const SearchRequest& request) {
  const Query years = years_of(bar.bin);
  const std::optional<Query> chosen = chosen_years(request);
  const bool is_chosen = chosen == years;
  const std::string passages = bar.bin.passages == 1
                                   ? std::string(words.one_passage)
                                   : fill(words.passages, {grouped_number(bar.bin.passages)});
  const std::string name = fill(words.years_passages, {years_text(bar.bin), passages});
  Html out;
  out.raw("<a href=\"")
      .text(address_of(with_years(request, is_chosen ? std::nullopt : std::optional(years))))
      .raw("\" data-filter=\"year:")
      .text(filter_value(years))
      .raw("\" aria-label=\"")
      .text(name)
      .raw("\"");
  if (is_chosen) out.raw(" aria-current=\"true\"");
  return out.raw("><title>")
      .text(name)
      .raw("</title>")
      .add(rectangle("ground", bar.x, 0, kBinWidth, kHeight))
      .add(rectangle("bar", bar.x + (kBinWidth - kBarWidth) / 2, kBarHeight - bar.height, kBarWidth,
                     bar.height))
      .add(label(bar.bin, bar.x))
      .raw("</a>\n");
}

// Chosen years that are no bar: a link back to all.
Html other_years_html(const Query& chosen, const SearchRequest& request) {
  Html out;
  return out.raw("<ul><li><a aria-current=\"true\" href=\"")
      .text(address_of(with_years(request, {})))
      .raw("\"><span>")
      .text(filter_value(chosen))
      .raw("</span></a></li></ul>\n");
}

}  // namespace

std::vector<YearBin> year_bins(const Facet& years, std::size_t most) {
  std::map<int, std::size_t> passages;
  for (const Facet::Value& value : years.values) {
    if (const std::optional<int> year = read_year(value.value)) passages[*year] += value.passages;
  }
  if (passages.empty() || most == 0) return {};
  const int first = passages.begin()->first;
  const int last = passages.rbegin()->first;
  const int width = (last - first) / static_cast<int>(most) + 1;
  std::vector<YearBin> bins;
  for (int year = first; year <= last; year += width)
    bins.push_back({year, std::min(year + width - 1, last), 0});
  for (const auto& [year, count] : passages)
    bins[static_cast<std::size_t>((year - first) / width)].passages += count;
  return bins;
}

Html year_histogram(const Messages& words, const Facet& years, const SearchRequest& request) {
  const std::vector<YearBin> bins = year_bins(years, kMostBins);
  Html out;
  if (bins.empty() || (bins.size() == 1 && !chosen_years(request))) return out;
  const auto fullest =
      std::max_element(bins.begin(), bins.end(),
                       [](const YearBin& a, const YearBin& b) { return a.passages < b.passages; });
  out.raw("<svg class=\"years\" role=\"group\" aria-label=\"")
      .text(words.year)
      .raw("\" width=\"")
      .text(std::to_string(bins.size() * kBinWidth))
      .raw("\" height=\"")
      .text(std::to_string(kHeight))
      .raw("\">\n");
  for (std::size_t i = 0; i < bins.size(); ++i) {
    // A bar that stands for anything is seen.
    const std::size_t height =
        bins[i].passages == 0
            ? 0
            : std::max<std::size_t>(2, bins[i].passages * kBarHeight / fullest->passages);
    out.add(bar_html(words, {bins[i], i * kBinWidth, height}, request));
  }
  out.raw("</svg>\n");
  const std::optional<Query> chosen = chosen_years(request);
  const bool has_bar = std::any_of(bins.begin(), bins.end(),
                                   [&](const YearBin& bin) { return chosen == years_of(bin); });
  return chosen && !has_bar ? out.add(other_years_html(*chosen, request)) : out;
}

}  // namespace mi
