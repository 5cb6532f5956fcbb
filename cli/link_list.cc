#include "cli/link_list.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <utility>

#include "cli/fetch_job.h"
#include "cli/problem.h"
#include "cli/sizes.h"
#include "core/json.h"
#include "core/paths.h"
#include "core/unicode.h"
#include "core/url.h"
#include "fetch/freshness.h"
#include "fetch/page_store.h"

namespace mi {
namespace {

constexpr std::array kStates = {
    LinkState::fresh,         LinkState::due,        LinkState::failed, LinkState::gone,
    LinkState::never_fetched, LinkState::other_site, LinkState::stored, LinkState::not_linked,
};

using Pages = std::map<std::string, Page>;
using Aliases = std::map<std::string, std::vector<std::string>>;  // by the page they lead to

// What the store says of a link; `without_copy` is its state where it holds no copy.
ListedLink look_up(const Pages& pages, const std::string& url, LinkState with_copy,
                   LinkState without_copy) {
  ListedLink link;
  link.url = url;
  link.state = without_copy;
  const auto found = pages.find(url);
  if (found == pages.end()) return link;
  const Page& page = found->second;
  link.failures = page.failures.size();
  if (!page.failures.empty()) link.reason = page.failures.back().reason;
  if (const std::optional<TimePoint> until = rests_until(page)) {
    link.rests_until = format_time(*until);
  }
  if (!page.has_body()) return link;
  link.state = with_copy;
  link.fetched = page.fetched;
  link.checked = page.checked;
  link.bytes = page.body_bytes;
  return link;
}

class ListMaker {
 public:
  ListMaker(Pages pages, Aliases aliases)
      : pages_(std::move(pages)), aliases_(std::move(aliases)) {}

  void add(const FetchTarget& target, LinkState with_copy, LinkState without_copy) {
    ListedLink link = look_up(pages_, target.page, with_copy, without_copy);
    link.linked_from = target.linked_from;
    links_.push_back(std::move(link));
    pages_.erase(target.page);
  }

  void add_due(const FetchTarget& target) {
    add(target, LinkState::due, LinkState::never_fetched);
    links_.back().is_due = true;
    if (links_.back().failures > 0) links_.back().state = LinkState::failed;
  }

  // What is left: pages that no note links to.
  std::vector<ListedLink> finish() {
    for (const auto& [url, page] : pages_) {
      links_.push_back(look_up(pages_, url, LinkState::not_linked, LinkState::failed));
    }
    for (ListedLink& link : links_) link.aliases = std::move(aliases_[link.url]);
    std::sort(links_.begin(), links_.end(),
              [](const ListedLink& a, const ListedLink& b) { return a.url < b.url; });
    return std::move(links_);
  }

 private:
  Pages pages_;
  Aliases aliases_;
  std::vector<ListedLink> links_;
};

bool is_page_of_site(const std::string& url, const std::string& site) {
  const Expected<Url> parsed = parse_url(url);
  return parsed && is_of_site(parsed->host, site);
}

std::string age_of(const std::string& time, TimePoint now) {
  const std::optional<TimePoint> then = parse_time(time);
  return then ? format_age(now - *then) : "";
}

std::string spaced(std::string_view name) {
  std::string text(name);
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

std::string describe(const ListedLink& link, TimePoint now) {
  const bool has_copy = !link.fetched.empty();
  std::string out =
      fmt::format("{:<13} {:<14} {:>9}  {}\n", spaced(name_of(link.state)),
                  age_of(link.fetched, now), has_copy ? readable_size(link.bytes) : "", link.url);
  if (!link.reason.empty()) {
    out += fmt::format("    {}{}\n", printable(link.reason),
                       has_copy ? " (the copy fetched before is kept)" : "");
  }
  if (!link.rests_until.empty() && !link.is_due) {
    out += fmt::format("    {} so far; next try after {}\n", counted(link.failures, "failure"),
                       link.rests_until);
  }
  for (const std::string& alias : link.aliases) out += fmt::format("    also {}\n", alias);
  for (const LinkedFrom& place : link.linked_from) {
    out += fmt::format("    linked from {}", printable(place.note));
    out += place.line > 0 ? fmt::format(":{}\n", place.line) : "\n";  // a hub page has no lines
  }
  return out;
}

Json::Array strings(const std::vector<std::string>& texts) { return {texts.begin(), texts.end()}; }

Json to_json(const ListedLink& link, TimePoint now) {
  Json::Array places;
  for (const LinkedFrom& place : link.linked_from) {
    places.push_back(Json::Object{{"note", place.note}, {"line", place.line}});
  }
  const std::optional<TimePoint> fetched = parse_time(link.fetched);
  const Json age = fetched ? Json(static_cast<std::int64_t>((now - *fetched).count())) : Json();
  return Json::Object{{"url", link.url},
                      {"state", name_of(link.state)},
                      {"due", link.is_due},
                      {"fetched", link.fetched},
                      {"checked", link.checked},
                      {"age_seconds", age},
                      {"bytes", link.bytes},
                      {"reason", link.reason},
                      {"failures", static_cast<std::uint64_t>(link.failures)},
                      {"rests_until", link.rests_until},
                      {"aliases", strings(link.aliases)},
                      {"linked_from", std::move(places)}};
}

}  // namespace

std::string_view name_of(LinkState state) {
  switch (state) {
    case LinkState::fresh:
      return "fresh";
    case LinkState::due:
      return "due";
    case LinkState::failed:
      return "failed";
    case LinkState::gone:
      return "gone";
    case LinkState::never_fetched:
      return "never_fetched";
    case LinkState::other_site:
      return "other_site";
    case LinkState::stored:
      return "stored";
    case LinkState::not_linked:
      return "not_linked";
  }
  return {};
}

Expected<LinkList> list_links(const Config& config, const FetchChoice& choice) {
  Expected<FetchJob> job = plan_fetch_job(config, choice);
  if (!job) return failure(job.error());
  Pages pages;
  Aliases aliases;
  for (Page& page : PageStore(pages_folder(config)).list().pages) {
    if (!page.alias_of.empty()) {
      aliases[page.alias_of].push_back(page.url);
    } else if (is_page_of_site(page.url, choice.only)) {
      pages.emplace(page.url, std::move(page));
    }
  }
  ListMaker maker(std::move(pages), std::move(aliases));
  for (const FetchTarget& target : job->plan.to_fetch) maker.add_due(target);
  for (const FetchTarget& target : job->plan.fresh) {
    maker.add(target, LinkState::fresh, LinkState::never_fetched);
  }
  for (const FetchTarget& target : job->plan.resting) {
    maker.add(target, LinkState::failed, LinkState::failed);
  }
  for (const FetchTarget& target : job->plan.gone) {
    maker.add(target, LinkState::gone, LinkState::gone);
  }
  for (const FetchTarget& target : job->plan.other_sites) {
    maker.add(target, LinkState::stored, LinkState::other_site);
  }
  return LinkList{maker.finish(), std::move(job->problems)};
}

std::string describe(const LinkList& list, TimePoint now) {
  std::string out;
  std::map<LinkState, std::size_t> counts;
  for (const ListedLink& link : list.links) {
    out += describe(link, now);
    ++counts[link.state];
  }
  std::string summary;
  for (const LinkState state : kStates) {
    if (counts[state] > 0) {
      summary += fmt::format("{}{} {}", summary.empty() ? ": " : ", ", counts[state],
                             spaced(name_of(state)));
    }
  }
  return out + fmt::format("{}{}.\n", counted(list.links.size(), "link"), summary) +
         describe(list.problems);
}

std::string describe_due(const LinkList& list, TimePoint now) {
  std::string out;
  std::size_t due = 0;
  for (const ListedLink& link : list.links) {
    if (!link.is_due) continue;
    out += describe(link, now);
    ++due;
  }
  return out + fmt::format("Offline: {} would be asked for.\n", counted(due, "page")) +
         describe(list.problems);
}

std::string render_json(const LinkList& list, TimePoint now) {
  Json::Array links;
  for (const ListedLink& link : list.links) links.push_back(to_json(link, now));
  Json::Array problems;
  for (const Error& problem : list.problems) problems.push_back(problem.message);
  return write_json(Json::Object{{"schema", 1},
                                 {"now", format_time(now)},
                                 {"links", std::move(links)},
                                 {"problems", std::move(problems)}},
                    JsonLayout::indented) +
         "\n";
}

}  // namespace mi
