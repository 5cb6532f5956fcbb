#include "fetch/fetcher.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <deque>
#include <map>
#include <optional>
#include <utility>

#include "core/digest.h"
#include "fetch/body_format.h"

namespace mi {
namespace {

// When each host may be asked again.
class Pace {
 public:
  Pace(Clock& clock, double delay)
      : clock_(clock),
        delay_(std::chrono::ceil<Clock::Duration>(std::chrono::duration<double>(delay))) {}

  Clock::Duration next_turn(const std::string& host) const {
    const auto found = next_.find(host);
    return found == next_.end() ? Clock::Duration::min() : found->second;
  }

  void wait_for(const std::string& host) {
    const auto found = next_.find(host);
    if (found == next_.end()) return;
    if (const auto wait = found->second - clock_.elapsed(); wait > wait.zero()) clock_.sleep(wait);
  }

  // Counted from the end of an answer: a slow host gets its rest too.
  void note_answer(const std::string& host) { next_[host] = clock_.elapsed() + delay_; }

 private:
  Clock& clock_;
  Clock::Duration delay_;
  std::map<std::string, Clock::Duration> next_;
};

// What the store has of a target before it is fetched.
struct StoredCopy {
  std::optional<Page> page;
  bool is_whole = false;  // its body is there and is what was stored
};

StoredCopy look_up(const PageStore& store, const std::string& url) {
  Expected<std::optional<Page>> page = store.find(url);
  if (!page || !*page) return {};  // a damaged record is replaced like a missing one
  const bool is_whole = (*page)->has_body() && store.read_body(**page).has_value();
  return {std::move(*page), is_whole};
}

// The answer at the end of the redirects.
struct Arrival {
  Url url;
  TransportResponse response;
  bool was_conditional = false;
};

bool is_redirect(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

std::string status_reason(int status) {
  struct Name {
    int status;
    std::string_view name;
  };
  constexpr std::array<Name, 12> kNames = {{{401, "Unauthorized"},
                                            {403, "Forbidden"},
                                            {404, "Not Found"},
                                            {406, "Not Acceptable"},
                                            {410, "Gone"},
                                            {429, "Too Many Requests"},
                                            {451, "Unavailable For Legal Reasons"},
                                            {500, "Internal Server Error"},
                                            {501, "Not Implemented"},
                                            {502, "Bad Gateway"},
                                            {503, "Service Unavailable"},
                                            {504, "Gateway Timeout"}}};
  const auto* found = std::find_if(kNames.begin(), kNames.end(),
                                   [&](const Name& name) { return name.status == status; });
  return found == kNames.end() ? fmt::format("status {}", status)
                               : fmt::format("{} {}", status, found->name);
}

// Where a redirect leads, if it may be followed.
Expected<Url> next_hop(const Url& from, const TransportResponse& response, const Config& config) {
  const std::string_view location = response.header("location");
  if (location.empty()) return failure("a redirect that does not say where to");
  Expected<Url> to = resolve_url(from, location);
  if (!to) return failure(fmt::format("a redirect to {}", to.error().message));
  to->fragment.clear();
  if (from.scheme == "https" && to->scheme == "http") {
    return failure(fmt::format("a redirect from https to http ({})", to->to_string()));
  }
  if (!is_on_sites(to->host, config)) {
    return failure(fmt::format("a redirect to {}, which is not among the sites", to->host));
  }
  return to;
}

HeaderMap validators_of(const Page& page) {
  HeaderMap headers;
  if (!page.etag.empty()) headers["if-none-match"] = page.etag;
  if (!page.last_modified.empty()) headers["if-modified-since"] = page.last_modified;
  return headers;
}

// Why an answer must not replace what is stored; empty: it may.
std::string problem_with(const TransportResponse& response, const StoredCopy& copy) {
  if (response.status != 200) return status_reason(response.status);
  if (response.body.empty()) return "an empty page";
  const std::string_view type = response.header("content-type");
  if (!detect_format(response.body, type)) {
    return fmt::format("neither HTML nor PDF nor text ({})", type.empty() ? "no type" : type);
  }
  if (copy.is_whole && response.body.size() < copy.page->body_bytes / kShrinkLimit) {
    return fmt::format("suspiciously short: {} bytes, the stored copy has {}", response.body.size(),
                       copy.page->body_bytes);
  }
  return {};
}

class Fetcher {
 public:
  Fetcher(Transport& transport, PageStore& store, const Config& config, Clock& clock)
      : transport_(transport),
        store_(store),
        config_(config),
        clock_(clock),
        pace_(clock, config.fetch.delay) {}

  FetchOutcome fetch(const FetchTarget& target) {
    const StoredCopy copy = look_up(store_, target.page);
    const Expected<Arrival> arrival = follow(target.url, copy);
    Expected<FetchOutcome> outcome =
        arrival ? take(target, *arrival, copy) : failure(arrival.error());
    return outcome ? *outcome : refuse(target, outcome.error().message, copy);
  }

  Clock::Duration next_turn(const std::string& host) const { return pace_.next_turn(host); }

 private:
  Expected<Arrival> follow(Url url, const StoredCopy& copy) {
    for (int hop = 0; hop <= config_.fetch.max_redirects; ++hop) {
      // Validators are those of the address that the copy came from.
      const bool is_conditional = copy.is_whole && url.to_string() == copy.page->final_url;
      TransportRequest request{url, is_conditional ? validators_of(*copy.page) : HeaderMap()};
      pace_.wait_for(url.host);
      Expected<TransportResponse> response = transport_.get(request);
      pace_.note_answer(url.host);
      if (!response) return failure(response.error());
      if (!is_redirect(response->status)) {
        return Arrival{std::move(url), std::move(*response), !request.headers.empty()};
      }
      Expected<Url> next = next_hop(url, *response, config_);
      if (!next) return failure(next.error());
      url = std::move(*next);
    }
    return failure(fmt::format("more than {} redirects", config_.fetch.max_redirects));
  }

  Expected<FetchOutcome> take(const FetchTarget& target, const Arrival& arrival,
                              const StoredCopy& copy) {
    if (arrival.response.status == 304 && arrival.was_conditional) {
      const Expected<void> recorded = store_.record_unchanged(target.page, clock_.now());
      if (!recorded) return failure(recorded.error());
      return FetchOutcome{target, FetchResult::unchanged, "", copy.page->body_bytes};
    }
    if (std::string problem = problem_with(arrival.response, copy); !problem.empty()) {
      return failure(std::move(problem));
    }
    const std::string& body = arrival.response.body;
    const bool is_same = copy.is_whole && copy.page->body_sha256 == sha256_hex(body);
    Page page = page_of(target, arrival);
    if (is_same) page.fetched = copy.page->fetched;
    const Expected<Page> stored = store_.store(std::move(page), body);
    if (!stored) return failure(stored.error());
    return FetchOutcome{target, is_same ? FetchResult::unchanged : FetchResult::stored, "",
                        stored->body_bytes};
  }

  Page page_of(const FetchTarget& target, const Arrival& arrival) const {
    const TransportResponse& response = arrival.response;
    Page page;
    page.url = target.page;
    page.final_url = arrival.url.to_string();
    page.status = response.status;
    page.content_type = response.header("content-type");
    page.etag = response.header("etag");
    page.last_modified = response.header("last-modified");
    page.fetched = page.checked = format_time(clock_.now());
    return page;
  }

  FetchOutcome refuse(const FetchTarget& target, std::string reason, const StoredCopy& copy) {
    const Expected<void> recorded = store_.record_failure(target.page, reason, clock_.now());
    if (!recorded) reason += "; and that could not be recorded: " + recorded.error().message;
    return {target, FetchResult::failed, std::move(reason),
            copy.is_whole ? copy.page->body_bytes : 0};
  }

  Transport& transport_;
  PageStore& store_;
  const Config& config_;
  Clock& clock_;
  Pace pace_;
};

// The targets that are left, by host: indexes into the plan's list.
using Queues = std::map<std::string, std::deque<std::size_t>>;

Queues queue_by_host(const std::vector<FetchTarget>& targets) {
  Queues queues;
  for (std::size_t i = 0; i < targets.size(); ++i) queues[targets[i].url.host].push_back(i);
  return queues;
}

// Takes the next target of the host whose turn comes first.
std::size_t take_next(Queues& queues, const Fetcher& fetcher) {
  const auto first = std::min_element(queues.begin(), queues.end(), [&](auto& a, auto& b) {
    return fetcher.next_turn(a.first) < fetcher.next_turn(b.first);
  });
  const std::size_t next = first->second.front();
  first->second.pop_front();
  if (first->second.empty()) queues.erase(first);
  return next;
}

}  // namespace

std::size_t FetchReport::count(FetchResult result) const {
  return static_cast<std::size_t>(
      std::count_if(outcomes.begin(), outcomes.end(),
                    [&](const FetchOutcome& outcome) { return outcome.result == result; }));
}

FetchReport fetch_pages(const FetchPlan& plan, Transport& transport, PageStore& store,
                        const Config& config, Clock& clock, FetchProgress& progress) {
  Fetcher fetcher(transport, store, config, clock);
  FetchReport report;
  report.outcomes.resize(plan.to_fetch.size());
  Queues queues = queue_by_host(plan.to_fetch);
  progress.started(plan.to_fetch.size());
  while (!queues.empty()) {
    const std::size_t next = take_next(queues, fetcher);
    const FetchTarget& target = plan.to_fetch[next];
    progress.fetching(target);
    report.outcomes[next] = fetcher.fetch(target);
    progress.finished(target, report.outcomes[next]);
  }
  return report;
}

}  // namespace mi
