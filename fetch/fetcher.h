// Fetcher: carries out a plan, politely and one request at a time.
//
// What it never does: ask one host twice within config.fetch.delay, follow a redirect to a host
// that is not among config.sites or from https to http, or let anything but a good answer touch a
// stored copy.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "core/config.h"
#include "fetch/clock.h"
#include "fetch/page_store.h"
#include "fetch/plan.h"
#include "fetch/transport.h"

namespace mi {

enum class FetchResult {
  stored,     // new, or changed
  unchanged,  // a 304, or the same bytes again
  failed,     // the stored copy, if any, is as it was
};

struct FetchOutcome {
  FetchTarget target;
  FetchResult result = FetchResult::failed;
  std::string reason;       // why it failed; else empty
  std::uint64_t bytes = 0;  // of the body that is stored now; 0 where there is none
};

struct FetchReport {
  std::vector<FetchOutcome> outcomes;  // in the plan's order

  std::size_t count(FetchResult result) const;
};

// What is told while fetching. Called from the fetching thread.
class FetchProgress {
 public:
  virtual ~FetchProgress() = default;
  virtual void started(std::size_t total) = 0;
  virtual void fetching(const FetchTarget& target) = 0;
  virtual void finished(const FetchTarget& target, const FetchOutcome& outcome) = 0;
};

// The smallest part of the stored copy's size that a new body must have to replace it: error pages
// that say "200 OK" are short.
inline constexpr std::uint64_t kShrinkLimit = 4;  // that is, 1/4

// Fetches plan.to_fetch: each page at its own hosts' pace, the hosts taking turns so that waiting
// for one is used for another. A target asks conditionally when its stored copy is whole; a damaged
// one is fetched anew. Never fails as a whole: each target has its outcome.
FetchReport fetch_pages(const FetchPlan& plan, Transport& transport, PageStore& store,
                        const Config& config, Clock& clock, FetchProgress& progress);

}  // namespace mi
