// The fetch job: what mi-fetch does, and mi-update first.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "cli/fetch_choice.h"
#include "cli/fetch_progress.h"
#include "core/config.h"
#include "core/expected.h"
#include "fetch/fetcher.h"
#include "fetch/plan.h"

namespace mi {

struct FetchJob {
  FetchPlan linked;  // by the notes themselves, where hubs are followed: whose links count
  FetchPlan plan;    // what the notes and the hubs link to
  FetchReport report;
  std::vector<Error> problems;  // notes and records that could not be read

  // Whether a page is in the store now that was not, or was another.
  bool changed() const;
};

// Reads the notes' links and decides what to fetch. Fetches nothing.
Expected<FetchJob> plan_fetch_job(const Config& config, const FetchChoice& choice = {});

// Fetches what is due, showing progress. The caller holds the lock of the data folder.
Expected<FetchJob> run_fetch_job(const Config& config, Telling telling,
                                 const FetchChoice& choice = {});

inline constexpr std::size_t kMostOfOneHost = 10;

// What happened, for people: a line, then each page that failed with its reason and the notes and
// lines that link to it. Pages of one host that failed for one reason stand together, a line each,
// kMostOfOneHost at most.
std::string describe(const FetchJob& job);

// What would be fetched, one page a line, then the problems.
std::string describe_plan(const FetchJob& job);

}  // namespace mi
