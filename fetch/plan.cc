#include "fetch/plan.h"

#include <algorithm>
#include <map>
#include <utility>

#include "core/ascii.h"
#include "fetch/freshness.h"
#include "fetch/page_name.h"

namespace mi {
namespace {

using HostAndPage = std::pair<std::string, std::string>;
using Known = std::function<std::optional<Page>(const std::string& page)>;

constexpr int kMaxAliases = 5;  // in a row

// What is known, each page asked for once.
class Memory {
 public:
  explicit Memory(const Known& known) : known_(known) {}

  const std::optional<Page>& of(const std::string& page) {
    const auto [entry, is_new] = pages_.try_emplace(page);
    if (is_new) entry->second = known_(page);
    return entry->second;
  }

 private:
  const Known& known_;
  std::map<std::string, std::optional<Page>> pages_;
};

// The same address over https, where that is a page in the store.
std::optional<Url> stored_over_https(const Url& url, Memory& memory) {
  if (url.scheme != "http" || url.port != 0) return {};
  Url secure = url;
  secure.scheme = "https";
  const std::optional<Page>& page = memory.of(page_name(secure));
  return page && page->has_body() ? std::optional(secure) : std::nullopt;
}

// The link of the page that an address is known to lead to; itself where it leads to no other.
Url follow_aliases(Url url, Memory& memory, TimePoint now) {
  for (int i = 0; i < kMaxAliases; ++i) {
    Expected<Url> next = parse_url(alias_of(memory.of(page_name(url)), now));
    if (!next) break;
    url = std::move(*next);
  }
  return stored_over_https(url, memory).value_or(url);
}

// The address that the stored copy came from, so that its validators can be shown there.
std::optional<Url> place_of_copy(const std::string& name, const std::optional<Page>& page) {
  if (!page || !page->has_body()) return {};
  Expected<Url> place = parse_url(page->final_url);
  if (!place || page_name(*place) != name) return {};
  return std::move(*place);
}

FetchTarget target_of(const std::string& name, const Url& url, Memory& memory) {
  std::vector<Url> sources = sources_of(url);
  FetchTarget target{name, std::move(sources.front()), {}, {}};
  sources.erase(sources.begin());
  target.otherwise = std::move(sources);
  if (!arxiv_id(url)) target.url = place_of_copy(name, memory.of(name)).value_or(target.url);
  return target;
}

std::string host_of(const std::string& page) {
  const Expected<Url> url = parse_url(page);
  return url ? url->host : std::string();
}

using Targets = std::map<HostAndPage, FetchTarget>;

Targets gather_targets(const std::vector<NoteLink>& links, Memory& memory, TimePoint now) {
  Targets targets;
  for (const NoteLink& from : links) {
    Expected<Url> linked = parse_url(from.link.url);
    if (!linked) continue;  // the note's reader has dropped these
    linked->fragment.clear();
    const Url url = follow_aliases(std::move(*linked), memory, now);
    const std::string page = page_name(url);
    const auto [entry, is_new] = targets.try_emplace({host_of(page), page});
    if (is_new) entry->second = target_of(page, url, memory);
    entry->second.linked_from.push_back({from.note, from.link.line});
  }
  return targets;
}

// Lets the spelling over https stand for both.
void join_http_to_https(Targets& targets) {
  for (auto& [key, target] : targets) {
    const auto over_http = targets.find({key.first, name_over_http(target.page)});
    if (over_http == targets.end()) continue;
    std::vector<LinkedFrom>& places = over_http->second.linked_from;
    target.linked_from.insert(target.linked_from.end(), places.begin(), places.end());
    places.clear();
  }
  std::erase_if(targets, [](const auto& entry) { return entry.second.linked_from.empty(); });
}

void sort_unique(std::vector<LinkedFrom>& places) {
  std::sort(places.begin(), places.end());
  places.erase(std::unique(places.begin(), places.end()), places.end());
}

std::vector<FetchTarget>& list_for(FetchPlan& plan, Due due) {
  switch (due) {
    case Due::fresh:
      return plan.fresh;
    case Due::resting:
      return plan.resting;
    case Due::gone:
      return plan.gone;
    case Due::now:
      break;
  }
  return plan.to_fetch;
}

}  // namespace

bool is_on_sites(std::string_view host, const Config& config) {
  constexpr std::string_view kWww = "www.";
  return std::any_of(config.sites.begin(), config.sites.end(), [&](const std::string& site) {
    return equals_ignoring_case(host, site) ||
           (host.starts_with(kWww) && equals_ignoring_case(host.substr(kWww.size()), site));
  });
}

FetchPlan plan_fetch(const std::vector<NoteLink>& links, const Known& known, const Config& config,
                     TimePoint now) {
  FetchPlan plan;
  Memory memory(known);
  Targets targets = gather_targets(links, memory, now);
  join_http_to_https(targets);
  for (auto& [key, target] : targets) {
    sort_unique(target.linked_from);
    std::vector<FetchTarget>& list =
        is_on_sites(target.url.host, config)
            ? list_for(plan, due(memory.of(target.page), config.fetch, now))
            : plan.other_sites;
    list.push_back(std::move(target));
  }
  return plan;
}

}  // namespace mi
