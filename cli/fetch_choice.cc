#include "cli/fetch_choice.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

#include "core/url.h"
#include "fetch/page_name.h"

namespace mi {
namespace {

using Targets = std::vector<FetchTarget>;

void sort_by_host(Targets& targets) {
  std::sort(targets.begin(), targets.end(), [](const FetchTarget& a, const FetchTarget& b) {
    return std::tie(a.url.host, a.page) < std::tie(b.url.host, b.page);
  });
}

void move_all(Targets& from, Targets& to) {
  std::move(from.begin(), from.end(), std::back_inserter(to));
  from.clear();
  sort_by_host(to);
}

bool holds(const Targets& targets, std::string_view page) {
  return std::any_of(targets.begin(), targets.end(),
                     [&](const FetchTarget& target) { return target.page == page; });
}

// The page that an address of the command line means.
Expected<std::string> page_in(const FetchPlan& plan, const std::string& address) {
  const Expected<Url> url = parse_url(address);
  if (!url) return failure(url.error());
  const std::string page = page_name(*url);
  if (holds(plan.to_fetch, page)) return page;
  if (holds(plan.other_sites, page)) {
    return usage_error(fmt::format("{} is not one of the sites that are fetched", url->host),
                       "Add it to `sites` in the settings: see --print-config.");
  }
  return usage_error(fmt::format("no note links to {}", page),
                     "Link to it in a note: mi-fetch fetches what the notes link to.");
}

}  // namespace

bool is_of_site(std::string_view host, const std::string& site) {
  if (site.empty()) return true;
  Config config;
  config.sites = {site};
  return is_on_sites(host, config);
}

Expected<FetchPlan> choose(FetchPlan plan, const FetchChoice& choice) {
  for (Targets* targets :
       {&plan.to_fetch, &plan.fresh, &plan.resting, &plan.gone, &plan.other_sites}) {
    std::erase_if(*targets, [&](const FetchTarget& target) {
      return !is_of_site(target.url.host, choice.only);
    });
  }
  if (!choice.refresh) return plan;
  for (Targets* targets : {&plan.fresh, &plan.resting, &plan.gone})
    move_all(*targets, plan.to_fetch);
  if (choice.pages.empty()) return plan;
  std::vector<std::string> pages;
  for (const std::string& address : choice.pages) {
    Expected<std::string> page = page_in(plan, address);
    if (!page) return failure(page.error());
    pages.push_back(std::move(*page));
  }
  std::erase_if(plan.to_fetch, [&](const FetchTarget& target) {
    return std::find(pages.begin(), pages.end(), target.page) == pages.end();
  });
  return plan;
}

}  // namespace mi
