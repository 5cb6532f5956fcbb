#include "fetch/freshness.h"

#include <algorithm>

namespace mi {
namespace {

bool is_within(std::string_view time, std::chrono::duration<double> span, TimePoint now) {
  const std::optional<TimePoint> then = parse_time(time);
  return then && *then <= now && now - *then < span;
}

// Twice as long after each failure.
std::chrono::seconds rest_after(std::size_t failures) {
  std::chrono::seconds rest = kFirstRest;
  for (std::size_t i = 1; i < failures && rest < kLongestRest; ++i) rest *= 2;
  return std::min<std::chrono::seconds>(rest, kLongestRest);
}

std::chrono::seconds rest_of(const Page& page) {
  return page.gone.empty() ? rest_after(page.failures.size()) : kGoneRest;
}

}  // namespace

Due due(const std::optional<Page>& page, const FetchConfig& config, TimePoint now) {
  if (!page) return Due::now;
  if (!page->failures.empty()) {
    if (!is_within(page->failures.back().when, rest_of(*page), now)) return Due::now;
    return page->gone.empty() ? Due::resting : Due::gone;
  }
  const std::chrono::duration<double, std::ratio<3600>> refresh_after(config.refresh_after);
  const bool is_fresh = page->has_body() && is_within(page->checked, refresh_after, now);
  return is_fresh ? Due::fresh : Due::now;
}

std::optional<TimePoint> rests_until(const Page& page) {
  if (page.failures.empty()) return {};
  const std::optional<TimePoint> last = parse_time(page.failures.back().when);
  return last ? std::optional(*last + rest_of(page)) : std::nullopt;
}

bool is_gone_by(const std::vector<FetchFailure>& failures) {
  if (failures.empty()) return false;
  if (failures.back().status == 410) return true;
  if (failures.back().status != 404) return false;
  const auto is_not_found = [](const FetchFailure& failure) { return failure.status == 404; };
  const auto first = std::find_if(failures.begin(), failures.end(), is_not_found);
  const std::optional<TimePoint> begin = parse_time(first->when);
  const std::optional<TimePoint> end = parse_time(failures.back().when);
  return std::count_if(first, failures.end(), is_not_found) >= kNotFoundBeforeGone && begin &&
         end && *end - *begin >= kNotFoundFor;
}

bool has_stayed_small(const std::vector<FetchFailure>& failures, std::string_view sha256,
                      TimePoint now) {
  const auto is_this = [&](const FetchFailure& failure) {
    return failure.refused_sha256 == sha256;
  };
  const auto first = std::find_if(failures.begin(), failures.end(), is_this);
  if (sha256.empty() || first == failures.end()) return false;
  const bool is_alone = std::all_of(first, failures.end(), [&](const FetchFailure& failure) {
    return failure.refused_sha256.empty() || is_this(failure);
  });
  const std::optional<TimePoint> begin = parse_time(first->when);
  return is_alone && std::count_if(first, failures.end(), is_this) + 1 >= kSmallBeforeTaken &&
         begin && now - *begin >= kSmallFor;
}

std::string alias_of(const std::optional<Page>& page, TimePoint now) {
  const bool is_alias =
      page && !page->alias_of.empty() && is_within(page->checked, kAliasLife, now);
  return is_alias ? page->alias_of : std::string();
}

}  // namespace mi
