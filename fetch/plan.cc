#include "fetch/plan.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <utility>

namespace mi {
namespace {

using HostAndPage = std::pair<std::string, std::string>;

std::map<HostAndPage, FetchTarget> gather_targets(const std::vector<NoteLink>& links) {
  std::map<HostAndPage, FetchTarget> targets;
  for (const NoteLink& from : links) {
    Expected<Url> url = parse_url(from.link.url);
    if (!url) continue;  // the note's reader has dropped these
    url->fragment.clear();
    const std::string page = canonical_url(*url);
    const auto [entry, is_new] = targets.try_emplace({url->host, page});
    if (is_new) entry->second = {page, std::move(*url), {}};
    entry->second.linked_from.push_back({from.note, from.link.line});
  }
  return targets;
}

void sort_unique(std::vector<LinkedFrom>& places) {
  std::sort(places.begin(), places.end());
  places.erase(std::unique(places.begin(), places.end()), places.end());
}

bool is_fresh(const std::optional<Page>& page, const FetchConfig& config, TimePoint now) {
  if (!page || !page->has_body()) return false;
  const std::optional<TimePoint> checked = parse_time(page->checked);
  const std::chrono::duration<double, std::ratio<3600>> refresh_after(config.refresh_after);
  return checked && *checked <= now && now - *checked < refresh_after;
}

bool equals_ignoring_case(std::string_view lower, std::string_view any) {
  return std::equal(lower.begin(), lower.end(), any.begin(), any.end(), [](char a, char b) {
    return a == (b >= 'A' && b <= 'Z' ? static_cast<char>(b - 'A' + 'a') : b);
  });
}

}  // namespace

bool is_on_sites(std::string_view host, const Config& config) {
  constexpr std::string_view kWww = "www.";
  return std::any_of(config.sites.begin(), config.sites.end(), [&](const std::string& site) {
    return equals_ignoring_case(host, site) ||
           (host.starts_with(kWww) && equals_ignoring_case(host.substr(kWww.size()), site));
  });
}

FetchPlan plan_fetch(const std::vector<NoteLink>& links,
                     const std::function<std::optional<Page>(const std::string& page)>& known,
                     const Config& config, TimePoint now) {
  FetchPlan plan;
  for (auto& [key, target] : gather_targets(links)) {
    sort_unique(target.linked_from);
    if (!is_on_sites(target.url.host, config)) {
      plan.other_sites.push_back(std::move(target));
    } else if (is_fresh(known(target.page), config.fetch, now)) {
      plan.fresh.push_back(std::move(target));
    } else {
      plan.to_fetch.push_back(std::move(target));
    }
  }
  return plan;
}

}  // namespace mi
