// Fetcher: carries out plans. Hosts are asked in parallel, each with the manners of
// fetch/polite_client.h.
//
// What it never does: follow a redirect to a host that is not among config.sites or from https to
// http, or let anything but a good answer touch a stored copy. A good answer is an article: HTML,
// PDF or text, no login form, no empty shell (fetch/page_glance.h), no other page than the one that
// was asked for, and not suddenly much shorter. A page that has really become so short is taken
// when it has stayed exactly so for a week (fetch/freshness.h): the longer copy is lost then.
//
// Pages that turn out to be one are kept as one: under the address where redirects end, or that the
// page itself calls canonical where that one, on the same host, has it too. The other addresses are
// kept as aliases.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/config.h"
#include "fetch/clock.h"
#include "fetch/page_store.h"
#include "fetch/plan.h"
#include "fetch/polite_client.h"
#include "fetch/transport.h"

namespace mi {

enum class FetchResult {
  stored,     // new, or changed
  unchanged,  // a 304, the same bytes again, or another name of a page that is stored already
  failed,     // the stored copy, if any, is as it was
  postponed,  // not asked for, since its site is not to be asked in this run any more
};

struct FetchOutcome {
  FetchTarget target;
  FetchResult result = FetchResult::failed;
  std::string reason;       // why it failed or was postponed; else empty
  std::uint64_t bytes = 0;  // of the body that is stored now; 0 where there is none
  std::string stored_as;  // the name of the page that the target's address leads to, where that is
                          // another than target.page; else empty
  bool is_gone = false;   // its server has called it gone, now or before
};

struct FetchReport {
  std::vector<FetchOutcome> outcomes;  // in the plan's order

  std::size_t count(FetchResult result) const;
};

// What is told while fetching. Called from several threads, one at a time.
class FetchProgress {
 public:
  virtual ~FetchProgress() = default;
  virtual void started(std::size_t total) = 0;
  virtual void fetching(const FetchTarget& target) = 0;
  virtual void finished(const FetchTarget& target, const FetchOutcome& outcome) = 0;
};

// The smallest part of the stored copy that a new body must have to replace it, in bytes and in
// bytes of visible text: error pages that say "200 OK" are short.
inline constexpr std::uint64_t kShrinkLimit = 4;  // that is, 1/4

// Hosts that are asked at the same time.
inline constexpr std::size_t kHostsAtOnce = 8;

// Everything that it is made from must outlive it.
class Fetcher {
 public:
  Fetcher(Transport& transport, PageStore& store, const Config& config, Clock& clock,
          Jitter jitter = random_jitter());

  // Fetches plan.to_fetch. A target asks conditionally when its stored copy is whole; a damaged one
  // is fetched anew. Never fails as a whole: each target has its outcome. A second call, for what
  // was found in the pages of the first, goes on with the same manners.
  FetchReport fetch(const FetchPlan& plan, FetchProgress& progress);

  Fetcher(const Fetcher&) = delete;
  Fetcher& operator=(const Fetcher&) = delete;
  ~Fetcher();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace mi
