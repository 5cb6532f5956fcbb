#include "cli/fetch_job.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "cli/notes.h"
#include "cli/problem.h"
#include "cli/sizes.h"
#include "core/charset.h"
#include "core/paths.h"
#include "core/time.h"
#include "core/unicode.h"
#include "core/url.h"
#include "fetch/clock.h"
#include "fetch/http_transport.h"
#include "fetch/hub.h"
#include "fetch/page_store.h"
#include "indexer/page_links.h"

namespace mi {
namespace {

// "a.md:3", and for a hub page, which has no lines, its address.
std::string describe(const LinkedFrom& place) {
  const std::string note = printable(place.note);
  return place.line > 0 ? fmt::format("{}:{}", note, place.line) : note;
}

std::string describe_state(const FetchOutcome& outcome) {
  std::string out;
  if (outcome.is_gone) out += " (gone: asked for once a month from now on)";
  if (outcome.bytes > 0) out += " (the copy fetched before is kept)";
  return out;
}

std::string describe_failure(const FetchOutcome& outcome) {
  std::string out = fmt::format("  {}\n    {}{}\n", outcome.target.page, printable(outcome.reason),
                                describe_state(outcome));
  for (const LinkedFrom& place : outcome.target.linked_from) {
    out += fmt::format("    linked from {}\n", describe(place));
  }
  return out;
}

using Outcomes = std::vector<const FetchOutcome*>;

// Pages of one host that failed for one reason.
std::string describe_failures(const Outcomes& group) {
  if (group.size() == 1) return describe_failure(*group.front());
  const std::string& host = group.front()->target.url.host;
  std::string out = fmt::format("  {}, {}: {}\n", host, counted(group.size(), "page"),
                                printable(group.front()->reason));
  const std::size_t told = std::min(group.size(), kMostOfOneHost);
  for (std::size_t i = 0; i < told; ++i) {
    const FetchTarget& target = group[i]->target;
    out += fmt::format("    {}{}, linked from", target.page, describe_state(*group[i]));
    for (std::size_t j = 0; j < target.linked_from.size(); ++j) {
      out += (j == 0 ? " " : ", ") + describe(target.linked_from[j]);
    }
    out += '\n';
  }
  if (told == group.size()) return out;
  return out +
         fmt::format("    and {} more: mi-fetch --list --only {}\n", group.size() - told, host);
}

// In the order of each group's first page.
std::string describe_failures(const FetchReport& report) {
  std::vector<Outcomes> groups;
  std::map<std::pair<std::string_view, std::string_view>, std::size_t> known;
  for (const FetchOutcome& outcome : report.outcomes) {
    if (outcome.reason.empty()) continue;
    const auto [entry, is_new] =
        known.try_emplace({outcome.target.url.host, outcome.reason}, groups.size());
    if (is_new) groups.emplace_back();
    groups[entry->second].push_back(&outcome);
  }
  std::string out;
  for (const Outcomes& group : groups) out += describe_failures(group);
  return out;
}

tl::unexpected<Error> not_fetched(const std::string& site) {
  return usage_error(fmt::format("{} is not one of the sites that are fetched", site),
                     "Add it to `sites` in the settings: see --print-config.");
}

// ", 2 postponed, 3 resting, 1 gone": what there is of them.
std::string describe_left_alone(const FetchJob& job) {
  std::string out;
  const auto add = [&](std::size_t count, std::string_view what) {
    if (count > 0) out += fmt::format(", {} {}", count, what);
  };
  add(job.report.count(FetchResult::postponed), "postponed");
  add(job.plan.resting.size(), "resting after a failure");
  add(job.plan.gone.size(), "gone");
  return out;
}

// The stored pages that the notes link to, whatever the plan says about them.
std::vector<Page> hubs_of(const FetchPlan& plan, const PageStore& store, const Config& config) {
  std::vector<Page> hubs;
  if (config.fetch.follow.empty()) return hubs;
  for (const auto* list : {&plan.to_fetch, &plan.fresh, &plan.resting, &plan.gone}) {
    for (const FetchTarget& target : *list) {
      Expected<std::optional<Page>> page = store.find(target.page);
      if (page && *page && !(*page)->alias_of.empty()) page = store.find((*page)->alias_of);
      if (page && *page && is_hub(**page, config)) hubs.push_back(std::move(**page));
    }
  }
  return hubs;
}

std::vector<NoteLink> links_below_hubs(const FetchPlan& plan, const PageStore& store,
                                       const Config& config) {
  std::vector<NoteLink> links;
  for (const Page& hub : hubs_of(plan, store, config)) {
    const Expected<std::string> body = store.read_body(hub);
    if (!body) continue;  // damaged: the next run fetches it again
    const Url base = parse_url(hub.final_url).value_or(Url());
    std::vector<NoteLink> below =
        links_below(hub, read_page_links(decode_to_utf8(*body, hub.content_type), base));
    std::move(below.begin(), below.end(), std::back_inserter(links));
  }
  return links;
}

// Adds the lists of a second plan to those of a first; what the first has is left out.
void add_to(FetchPlan& plan, FetchPlan more) {
  std::set<std::string> known;
  for (const auto* list :
       {&plan.to_fetch, &plan.fresh, &plan.resting, &plan.gone, &plan.other_sites}) {
    for (const FetchTarget& target : *list) known.insert(target.page);
  }
  const auto add = [&](std::vector<FetchTarget>& list, std::vector<FetchTarget>& targets) {
    for (FetchTarget& target : targets) {
      if (!known.contains(target.page)) list.push_back(std::move(target));
    }
  };
  add(plan.to_fetch, more.to_fetch);
  add(plan.fresh, more.fresh);
  add(plan.resting, more.resting);
  add(plan.gone, more.gone);
}

std::function<std::optional<Page>(const std::string&)> known_in(const PageStore& store,
                                                                std::vector<Error>& problems) {
  return [&](const std::string& page) -> std::optional<Page> {
    Expected<std::optional<Page>> found = store.find(page);
    if (found) return std::move(*found);
    problems.push_back(found.error());  // a damaged record: the page is fetched anew
    return {};
  };
}

// What the hubs link to that were fetched just now, one level deep.
void fetch_below_hubs(FetchJob& job, const PageStore& store, const Config& config, Fetcher& fetcher,
                      FetchProgress& progress) {
  const std::vector<NoteLink> links = links_below_hubs(job.linked, store, config);
  std::vector<Error> told_already;
  const std::size_t before = job.plan.to_fetch.size();
  add_to(job.plan, plan_fetch(links, known_in(store, told_already), config, now()));
  FetchPlan below;
  below.to_fetch.assign(job.plan.to_fetch.begin() + static_cast<std::ptrdiff_t>(before),
                        job.plan.to_fetch.end());
  if (below.to_fetch.empty()) return;
  FetchReport report = fetcher.fetch(below, progress);
  std::move(report.outcomes.begin(), report.outcomes.end(),
            std::back_inserter(job.report.outcomes));
}

}  // namespace

bool FetchJob::changed() const { return report.count(FetchResult::stored) > 0; }

Expected<FetchJob> plan_fetch_job(const Config& config, const FetchChoice& choice) {
  Expected<NoteList> notes = list_all_notes(config);
  if (!notes) return tl::unexpected(notes.error());
  FetchJob job;
  const PageStore store(pages_folder(config));
  const auto known = known_in(store, job.problems);
  const std::vector<NoteLink> links = links_of(*notes, config);
  job.plan = plan_fetch(links, known, config, now());
  if (!config.fetch.follow.empty()) {
    job.linked = job.plan;
    add_to(job.plan, plan_fetch(links_below_hubs(job.linked, store, config), known, config, now()));
  }
  Expected<FetchPlan> chosen = choose(std::move(job.plan), choice);
  if (!chosen) return failure(chosen.error());
  job.plan = std::move(*chosen);
  job.problems.insert(job.problems.end(), notes->problems.begin(), notes->problems.end());
  return job;
}

Expected<FetchJob> run_fetch_job(const Config& config, Telling telling, const FetchChoice& choice) {
  if (!choice.only.empty() && !is_on_sites(choice.only, config)) return not_fetched(choice.only);
  Expected<FetchJob> job = plan_fetch_job(config, choice);
  if (!job || job->plan.to_fetch.empty()) return job;
  const Expected<std::unique_ptr<Transport>> transport = make_http_transport(config);
  if (!transport) return tl::unexpected(transport.error());
  PageStore store(pages_folder(config));
  if (const Expected<std::size_t> removed = store.remove_leftovers(); !removed) {
    job->problems.push_back(removed.error());
  }
  SystemClock clock;
  FetchTelling progress(telling);
  Fetcher fetcher(**transport, store, config, clock);
  job->report = fetcher.fetch(job->plan, progress);
  fetch_below_hubs(*job, store, config, fetcher, progress);
  return job;
}

std::string describe(const FetchJob& job) {
  std::uint64_t bytes = 0;
  for (const FetchOutcome& outcome : job.report.outcomes) {
    bytes += outcome.result == FetchResult::stored ? outcome.bytes : 0;
  }
  std::string out = fmt::format(
      "Fetched {} ({}), {} unchanged, {} fresh, {} failed{}; {} to other sites not fetched.\n",
      counted(job.report.count(FetchResult::stored), "page"), readable_size(bytes),
      job.report.count(FetchResult::unchanged), job.plan.fresh.size(),
      job.report.count(FetchResult::failed), describe_left_alone(job),
      counted(job.plan.other_sites.size(), "link"));
  return out + describe_failures(job.report) + describe(job.problems);
}

std::string describe_plan(const FetchJob& job) {
  const FetchPlan& plan = job.plan;
  std::string out;
  for (const FetchTarget& target : plan.to_fetch) out += fmt::format("fetch  {}\n", target.page);
  for (const FetchTarget& target : plan.fresh) out += fmt::format("fresh  {}\n", target.page);
  for (const FetchTarget& target : plan.resting) out += fmt::format("rests  {}\n", target.page);
  for (const FetchTarget& target : plan.gone) out += fmt::format("gone   {}\n", target.page);
  for (const FetchTarget& target : plan.other_sites) out += fmt::format("other  {}\n", target.page);
  return out + describe(job.problems);
}

}  // namespace mi
