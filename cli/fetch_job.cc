#include "cli/fetch_job.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include "cli/notes.h"
#include "cli/problem.h"
#include "cli/sizes.h"
#include "core/paths.h"
#include "core/time.h"
#include "core/unicode.h"
#include "fetch/clock.h"
#include "fetch/http_transport.h"
#include "fetch/page_store.h"

namespace mi {
namespace {

std::string describe_failure(const FetchOutcome& outcome) {
  std::string out = fmt::format("  {}\n    {}", outcome.target.page, outcome.reason);
  if (outcome.bytes > 0) out += " (the copy fetched before is kept)";
  out += '\n';
  for (const LinkedFrom& place : outcome.target.linked_from) {
    out += fmt::format("    linked from {}:{}\n", printable(place.note), place.line);
  }
  return out;
}

tl::unexpected<Error> not_fetched(const std::string& site) {
  return usage_error(fmt::format("{} is not one of the sites that are fetched", site),
                     "Add it to `sites` in the settings: see --print-config.");
}

}  // namespace

bool FetchJob::changed() const { return report.count(FetchResult::stored) > 0; }

Expected<FetchJob> plan_fetch_job(const Config& config, const FetchChoice& choice) {
  Expected<NoteList> notes = list_all_notes(config);
  if (!notes) return tl::unexpected(notes.error());
  FetchJob job;
  const PageStore store(pages_folder(config));
  const auto known = [&](const std::string& page) -> std::optional<Page> {
    Expected<std::optional<Page>> found = store.find(page);
    if (found) return std::move(*found);
    job.problems.push_back(found.error());  // a damaged record: the page is fetched anew
    return {};
  };
  const std::vector<NoteLink> links = links_of(*notes, config);
  Expected<FetchPlan> plan = choose(plan_fetch(links, known, config, now()), choice);
  if (!plan) return failure(plan.error());
  job.plan = std::move(*plan);
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
  job->report = fetch_pages(job->plan, **transport, store, config, clock, progress);
  return job;
}

std::string describe(const FetchJob& job) {
  std::uint64_t bytes = 0;
  for (const FetchOutcome& outcome : job.report.outcomes) {
    bytes += outcome.result == FetchResult::stored ? outcome.bytes : 0;
  }
  std::string out = fmt::format(
      "Fetched {} ({}), {} unchanged, {} fresh, {} failed; {} to other sites not fetched.\n",
      counted(job.report.count(FetchResult::stored), "page"), readable_size(bytes),
      job.report.count(FetchResult::unchanged), job.plan.fresh.size(),
      job.report.count(FetchResult::failed), counted(job.plan.other_sites.size(), "link"));
  for (const FetchOutcome& outcome : job.report.outcomes) {
    if (outcome.result == FetchResult::failed) out += describe_failure(outcome);
  }
  return out + describe(job.problems);
}

std::string describe_plan(const FetchPlan& plan) {
  std::string out;
  for (const FetchTarget& target : plan.to_fetch) out += fmt::format("fetch  {}\n", target.page);
  for (const FetchTarget& target : plan.fresh) out += fmt::format("fresh  {}\n", target.page);
  for (const FetchTarget& target : plan.other_sites) out += fmt::format("other  {}\n", target.page);
  return out;
}

}  // namespace mi
