#include "fetch/fetcher.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <thread>
#include <utility>

#include "core/digest.h"
#include "fetch/body_format.h"
#include "fetch/freshness.h"
#include "fetch/page_glance.h"
#include "fetch/page_name.h"
#include "fetch/pause.h"

namespace mi {
namespace {

// Why a target has no good answer.
struct Fault {
  std::string reason;
  int status = 0;  // of the last answer; 0: there was none
  Refusal::Kind kind = Refusal::Kind::failed;
  std::string refused_sha256 = {};  // of the body that was no good

  // Whether another source of the page may be asked: not when this one only has a bad moment.
  bool is_final() const {
    if (kind != Refusal::Kind::failed) return kind == Refusal::Kind::forbidden;
    return status != 0 && !is_passing_status(status);
  }
};

tl::unexpected<Fault> fault(std::string reason, int status = 0) {
  return tl::unexpected(Fault{std::move(reason), status});
}

// What the store has of a page before it is fetched.
struct StoredCopy {
  std::optional<Page> page;
  bool is_whole = false;  // its body is there and is what was stored

  std::uint64_t bytes() const { return is_whole ? page->body_bytes : 0; }
};

StoredCopy look_up(const PageStore& store, const std::string& name) {
  Expected<std::optional<Page>> page = store.find(name);
  if (!page || !*page) return {};  // a damaged record is replaced like a missing one
  const auto ignore = [](std::string_view) { return Expected<void>(); };
  const bool is_whole = (*page)->has_body() && store.read_body(**page, ignore).has_value();
  return {std::move(*page), is_whole};
}

// Where the redirects from one address end, and what was found there.
struct Arrival {
  Url url;
  std::string name;  // under which the page is stored
  std::vector<std::string> redirects;
  StoredCopy copy;          // of that name
  bool is_settled = false;  // the copy need not be asked for: there is no response
  bool was_conditional = false;
  TransportResponse response;

  bool has_nothing_new() const { return is_settled || (response.status == 304 && was_conditional); }
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

// The name under which what is found at `url` is stored, on behalf of a target: all places of an
// arXiv paper, and whatever version they redirect to, are the paper that was linked.
std::string name_at(const Url& url, const FetchTarget& target) {
  return !target.otherwise.empty() && arxiv_id(url) ? target.page : page_name(url);
}

// What a look at a body says: all that is asked about it, so that no body need be in memory.
struct Look {
  std::uint64_t bytes = 0;
  std::string sha256;
  std::optional<BodyFormat> format;
  PageGlance glance;  // of HTML
};

using GivePieces = std::function<Expected<void>(const TakePiece&)>;

// Reads a body once. Its first piece must hold what detect_format looks at.
Expected<Look> look_at(std::string_view content_type, const GivePieces& read) {
  Look look;
  Sha256 hash;
  Glancer glancer;
  const Expected<void> done = read([&](std::string_view piece) -> Expected<void> {
    if (look.bytes == 0) look.format = detect_format(piece, content_type);
    look.bytes += piece.size();
    hash.write(piece);
    if (look.format == BodyFormat::html) glancer.write(piece);
    return {};
  });
  if (!done) return failure(done.error());
  look.sha256 = hash.hex();
  look.glance = glancer.finish();
  return look;
}

Expected<Look> look_at(const TransportResponse& response) {
  return look_at(response.header("content-type"),
                 [&](const TakePiece& take) { return response.body.read(take); });
}

// Two bodies are of one page when they are equal, or have one title and neither is twice the size
// of the other: enough to tell an article from the front page or the error page of its site.
bool is_same_page(const Look& a, const Look& b) {
  if (a.sha256 == b.sha256) return true;
  const std::uint64_t small = std::min(a.bytes, b.bytes);
  const std::uint64_t large = std::max(a.bytes, b.bytes);
  return a.format == b.format && a.glance.title == b.glance.title && large <= 2 * small;
}

// Why the old copy is not to be replaced by so much less; empty: it may be.
std::string shrinkage(const Look& fresh, const Look& old) {
  if (fresh.bytes < old.bytes / kShrinkLimit) {
    return fmt::format("suspiciously short: {} bytes, the stored copy has {}", fresh.bytes,
                       old.bytes);
  }
  const bool are_html = fresh.format == BodyFormat::html && old.format == BodyFormat::html;
  if (are_html && fresh.glance.text_bytes < old.glance.text_bytes / kShrinkLimit) {
    return fmt::format("suspiciously short: {} bytes of text, the stored copy has {}",
                       fresh.glance.text_bytes, old.glance.text_bytes);
  }
  return {};
}

// Why an answer is no article, whatever is stored; empty: it is one.
std::string problem_with(const Arrival& arrival, const Look& look, const FetchTarget& target) {
  const TransportResponse& response = arrival.response;
  if (response.status != 200) return status_reason(response.status);
  if (response.body.empty()) return "an empty page";
  if (!look.format) {
    const std::string_view type = response.header("content-type");
    return fmt::format("neither HTML nor PDF nor text ({})", type.empty() ? "no type" : type);
  }
  if (is_login_path(arrival.url.path) && !is_login_path(target.url.path)) {
    return fmt::format("a redirect to a login page ({})", arrival.url.to_string());
  }
  if (!target.otherwise.empty() && is_abstract(arrival.url)) return "only its abstract";
  return problem_with(look.glance);
}

// The address that a page calls its own, where it may be believed: on the same host, not from https
// to http, and another than the one that it has already. Papers on arXiv have their names.
std::optional<Url> canonical_of(const Arrival& arrival, const Look& look) {
  if (look.glance.canonical.empty() || arxiv_id(arrival.url)) return {};
  Expected<Url> url = resolve_url(arrival.url, look.glance.canonical);
  if (!url || url->host != arrival.url.host || url->port != arrival.url.port) return {};
  if (url->scheme == "http" && arrival.url.scheme == "https") return {};
  url->fragment.clear();
  if (page_name(*url) == arrival.name) return {};
  return std::move(*url);
}

bool differ_by_final_slash(std::string_view a, std::string_view b) {
  return (a.ends_with('/') && a.substr(0, a.size() - 1) == b) ||
         (b.ends_with('/') && b.substr(0, b.size() - 1) == a);
}

Page page_of(const Arrival& arrival, TimePoint now) {
  const TransportResponse& response = arrival.response;
  Page page;
  page.url = arrival.name;
  page.final_url = arrival.url.to_string();
  page.redirects = arrival.redirects;
  page.status = response.status;
  page.content_type = response.header("content-type");
  page.etag = response.header("etag");
  page.last_modified = response.header("last-modified");
  page.fetched = page.checked = format_time(now);
  return page;
}

// A host and the same with "www." often lead to each other's pages: they are asked in turn.
std::string_view without_www(std::string_view host) {
  constexpr std::string_view kWww = "www.";
  return host.starts_with(kWww) ? host.substr(kWww.size()) : host;
}

// The targets that are left, by host: indexes into the plan's list. Thread-safe.
class HostQueues {
 public:
  explicit HostQueues(const std::vector<FetchTarget>& targets) {
    std::map<std::string, std::vector<std::size_t>> by_host;
    for (std::size_t i = 0; i < targets.size(); ++i) {
      by_host[std::string(without_www(targets[i].url.host))].push_back(i);
    }
    for (auto& [host, indexes] : by_host) queues_.push_back(std::move(indexes));
  }

  std::size_t size() const { return queues_.size(); }

  // All targets of one host; empty when no host is left.
  std::vector<std::size_t> take() {
    const std::lock_guard lock(mutex_);
    if (queues_.empty()) return {};
    std::vector<std::size_t> indexes = std::move(queues_.front());
    queues_.pop_front();
    return indexes;
  }

 private:
  std::mutex mutex_;
  std::deque<std::vector<std::size_t>> queues_;
};

}  // namespace

struct Fetcher::Impl {
  PageStore& store;
  const Config& config;
  Clock& clock;
  PoliteClient client;
  std::mutex mutex;               // of what is below
  std::set<std::string> settled;  // names of pages that a good answer came for

  Impl(Transport& transport, PageStore& given_store, const Config& given_config, Clock& given_clock,
       Jitter jitter)
      : store(given_store),
        config(given_config),
        clock(given_clock),
        client(transport, given_store, given_config, given_clock, std::move(jitter)) {}

  using Outcome = tl::expected<FetchOutcome, Fault>;

  FetchOutcome fetch(const FetchTarget& target);

  Outcome fetch_from(const Url& source, const FetchTarget& target);
  tl::expected<Arrival, Fault> follow(const Url& source, const FetchTarget& target,
                                      const std::string& home = {});
  bool is_of_this_run(const std::string& name);
  bool is_fresh(const std::string& name, const StoredCopy& copy);
  Outcome take(const FetchTarget& target, const Arrival& arrival);
  std::string problem_of(const FetchTarget& target, const Arrival& arrival, const Look& look) const;
  std::string problem_beside_copy(const FetchTarget& target, const Arrival& arrival,
                                  const Look& look) const;
  std::string problem_with_alias(const FetchTarget& target, const Arrival& arrival,
                                 const Look& look) const;
  Look look_at_copy(const StoredCopy& copy) const;
  std::optional<Arrival> find_canonical(const FetchTarget& target, const Arrival& arrival,
                                        const Look& look);
  Outcome confirm(const FetchTarget& target, const Arrival& arrival);
  Outcome keep(const FetchTarget& target, const Arrival& arrival, const std::string& sha256);
  Outcome settle(const FetchTarget& target, const Arrival& arrival, FetchResult result,
                 std::uint64_t bytes);
  FetchOutcome refuse(const FetchTarget& target, Fault fault);
};

bool Fetcher::Impl::is_of_this_run(const std::string& name) {
  const std::lock_guard lock(mutex);
  return settled.contains(name);
}

// Whether a copy that a redirect or a page leads to need not be asked for.
bool Fetcher::Impl::is_fresh(const std::string& name, const StoredCopy& copy) {
  return copy.is_whole &&
         (is_of_this_run(name) || due(copy.page, config.fetch, clock.now()) == Due::fresh);
}

// `home` is the page that the way begins at, where there is one: redirects back to it lead nowhere.
tl::expected<Arrival, Fault> Fetcher::Impl::follow(const Url& source, const FetchTarget& target,
                                                   const std::string& home) {
  Arrival arrival;
  arrival.url = source;
  for (int hop = 0; hop <= config.fetch.max_redirects; ++hop) {
    arrival.name = name_at(arrival.url, target);
    if (arrival.name == home) return fault("a redirect back to where it came from");
    arrival.copy = look_up(store, arrival.name);
    // The first address is one that the plan calls due.
    arrival.is_settled = hop == 0 && home.empty()
                             ? arrival.copy.is_whole && is_of_this_run(arrival.name)
                             : is_fresh(arrival.name, arrival.copy);
    if (arrival.is_settled) return arrival;
    // Validators are those of the address that the copy came from.
    const bool has_validators =
        arrival.copy.is_whole && arrival.url.to_string() == arrival.copy.page->final_url;
    const TransportRequest request{
        arrival.url, has_validators ? validators_of(*arrival.copy.page) : HeaderMap()};
    Answer answer = client.get(request);
    if (!answer) {
      return tl::unexpected(Fault{answer.error().reason, 0, answer.error().kind});
    }
    arrival.response = std::move(*answer);
    arrival.was_conditional = !request.headers.empty();
    if (!is_redirect(arrival.response.status)) return arrival;
    Expected<Url> next = next_hop(arrival.url, arrival.response, config);
    if (!next) return fault(next.error().message, arrival.response.status);
    arrival.redirects.push_back(arrival.url.to_string());
    arrival.url = std::move(*next);
  }
  return fault(fmt::format("more than {} redirects", config.fetch.max_redirects),
               arrival.response.status);
}

// Nothing where it cannot be read any more: then it is no page that another could be the same as.
Look Fetcher::Impl::look_at_copy(const StoredCopy& copy) const {
  Expected<Look> look = look_at(copy.page->content_type, [&](const TakePiece& take) {
    return store.read_body(*copy.page, take);
  });
  return look ? std::move(*look) : Look();
}

// Why a good article must not replace the copy of its name; empty: it may.
std::string Fetcher::Impl::problem_beside_copy(const FetchTarget& target, const Arrival& arrival,
                                               const Look& look) const {
  if (!arrival.copy.is_whole || arrival.copy.page->body_sha256 == look.sha256) return {};
  std::string problem = shrinkage(look, look_at_copy(arrival.copy));
  if (problem.empty()) return {};
  // Failures stand in the record of the address that was linked.
  const Expected<std::optional<Page>> known = store.find(target.page);
  const bool has_stayed =
      known && *known && has_stayed_small((*known)->failures, look.sha256, clock.now());
  return has_stayed ? std::string() : problem;
}

// Why the target's own copy, where it has one, must not become an alias of what its address leads
// to now: servers redirect what they have lost to their front page. Empty: it may.
std::string Fetcher::Impl::problem_with_alias(const FetchTarget& target, const Arrival& arrival,
                                              const Look& look) const {
  if (arrival.name == target.page) return {};
  const StoredCopy own = look_up(store, target.page);
  if (!own.is_whole) return {};
  if (is_same_page(look, look_at_copy(own))) return {};
  return fmt::format("a redirect to another page ({})", arrival.url.to_string());
}

std::string Fetcher::Impl::problem_of(const FetchTarget& target, const Arrival& arrival,
                                      const Look& look) const {
  std::string problem = problem_with(arrival, look, target);
  if (problem.empty()) problem = problem_beside_copy(target, arrival, look);
  if (problem.empty()) problem = problem_with_alias(target, arrival, look);
  return problem;
}

Fetcher::Impl::Outcome Fetcher::Impl::take(const FetchTarget& target, const Arrival& arrival) {
  if (arrival.has_nothing_new()) return confirm(target, arrival);
  const Expected<Look> look = look_at(arrival.response);
  if (!look) return fault(look.error().message);
  std::string problem = problem_of(target, arrival, *look);
  if (!problem.empty()) {
    return tl::unexpected(
        Fault{std::move(problem), arrival.response.status, Refusal::Kind::failed, look->sha256});
  }
  const std::optional<Arrival> canonical = find_canonical(target, arrival, *look);
  if (!canonical) return keep(target, arrival, look->sha256);
  if (canonical->has_nothing_new()) return confirm(target, *canonical);
  const Expected<Look> there = look_at(canonical->response);
  return there ? keep(target, *canonical, there->sha256) : fault(there.error().message);
}

// The same page under the address that it gives itself, where it is there.
std::optional<Arrival> Fetcher::Impl::find_canonical(const FetchTarget& target,
                                                     const Arrival& arrival, const Look& look) {
  const std::optional<Url> url = canonical_of(arrival, look);
  if (!url) return {};
  const std::string name = page_name(*url);
  // The usual server sends one of these two to the other, which has just answered.
  const bool is_likely_redirect = differ_by_final_slash(name, arrival.name);
  if (is_likely_redirect && !is_fresh(name, look_up(store, name))) return {};
  tl::expected<Arrival, Fault> there = follow(*url, target, arrival.name);
  if (!there || there->name != name) return {};
  if (there->has_nothing_new()) {
    const Look copy = look_at_copy(there->copy);
    const bool is_good =
        is_same_page(look, copy) && problem_with_alias(target, *there, copy).empty();
    return is_good ? std::optional(std::move(*there)) : std::nullopt;
  }
  const Expected<Look> look_there = look_at(there->response);
  if (!look_there || !is_same_page(look, *look_there) ||
      !problem_of(target, *there, *look_there).empty()) {
    return {};
  }
  return std::move(*there);
}

// The copy is as good as new.
Fetcher::Impl::Outcome Fetcher::Impl::confirm(const FetchTarget& target, const Arrival& arrival) {
  if (arrival.name != target.page) {
    std::string problem = problem_with_alias(target, arrival, look_at_copy(arrival.copy));
    if (!problem.empty()) return fault(std::move(problem));
  }
  if (!arrival.is_settled) {
    const Expected<void> recorded = store.record_unchanged(arrival.name, clock.now());
    if (!recorded) return fault(recorded.error().message);
  }
  return settle(target, arrival, FetchResult::unchanged, arrival.copy.bytes());
}

// `sha256` is that of the response's body.
Fetcher::Impl::Outcome Fetcher::Impl::keep(const FetchTarget& target, const Arrival& arrival,
                                           const std::string& sha256) {
  Page page = page_of(arrival, clock.now());
  const bool is_same = arrival.copy.is_whole && arrival.copy.page->body_sha256 == sha256;
  if (is_same) page.fetched = arrival.copy.page->fetched;
  const Expected<Page> stored = store.store(std::move(page), arrival.response.body, sha256);
  if (!stored) return fault(stored.error().message);
  const FetchResult result = is_same ? FetchResult::unchanged : FetchResult::stored;
  return settle(target, arrival, result, stored->body_bytes);
}

// The page is stored: notes so, and that the target's own address leads to it.
Fetcher::Impl::Outcome Fetcher::Impl::settle(const FetchTarget& target, const Arrival& arrival,
                                             FetchResult result, std::uint64_t bytes) {
  FetchOutcome outcome;
  outcome.target = target;
  outcome.result = result;
  outcome.bytes = bytes;
  if (arrival.name != target.page) {
    const Expected<void> recorded = store.record_alias(target.page, arrival.name, clock.now());
    if (!recorded) return fault(recorded.error().message);
    outcome.stored_as = arrival.name;
  }
  const std::lock_guard lock(mutex);
  settled.insert(arrival.name);
  return outcome;
}

FetchOutcome Fetcher::Impl::refuse(const FetchTarget& target, Fault fault) {
  const StoredCopy copy = look_up(store, target.page);
  FetchOutcome outcome;
  outcome.target = target;
  outcome.reason = std::move(fault.reason);
  outcome.bytes = copy.bytes();
  if (fault.kind == Refusal::Kind::postponed) {
    outcome.result = FetchResult::postponed;
    return outcome;
  }
  const Expected<void> recorded = store.record_failure(target.page, outcome.reason, clock.now(),
                                                       fault.status, fault.refused_sha256);
  if (!recorded) {
    outcome.reason += "; and that could not be recorded: " + recorded.error().message;
  } else if (const Expected<std::optional<Page>> page = store.find(target.page); page && *page) {
    outcome.is_gone = !(*page)->gone.empty();
  }
  return outcome;
}

Fetcher::Impl::Outcome Fetcher::Impl::fetch_from(const Url& source, const FetchTarget& target) {
  const tl::expected<Arrival, Fault> arrival = follow(source, target);
  if (!arrival) return tl::unexpected(arrival.error());
  return take(target, *arrival);
}

FetchOutcome Fetcher::Impl::fetch(const FetchTarget& target) {
  Outcome outcome = fetch_from(target.url, target);
  for (const Url& source : target.otherwise) {
    if (outcome || !outcome.error().is_final()) break;
    outcome = fetch_from(source, target);
  }
  return outcome ? std::move(*outcome) : refuse(target, std::move(outcome.error()));
}

std::size_t FetchReport::count(FetchResult result) const {
  return static_cast<std::size_t>(
      std::count_if(outcomes.begin(), outcomes.end(),
                    [&](const FetchOutcome& outcome) { return outcome.result == result; }));
}

Fetcher::Fetcher(Transport& transport, PageStore& store, const Config& config, Clock& clock,
                 Jitter jitter)
    : impl_(std::make_unique<Impl>(transport, store, config, clock, std::move(jitter))) {}

Fetcher::~Fetcher() = default;

FetchReport Fetcher::fetch(const FetchPlan& plan, FetchProgress& progress) {
  FetchReport report;
  report.outcomes.resize(plan.to_fetch.size());
  HostQueues queues(plan.to_fetch);
  std::mutex telling;
  progress.started(plan.to_fetch.size());
  const auto fetch_one = [&](std::size_t index) {
    const FetchTarget& target = plan.to_fetch[index];
    {
      const std::lock_guard lock(telling);
      progress.fetching(target);
    }
    report.outcomes[index] = impl_->fetch(target);
    const std::lock_guard lock(telling);
    progress.finished(target, report.outcomes[index]);
  };
  const auto fetch_hosts = [&] {
    for (std::vector<std::size_t> host = queues.take(); !host.empty(); host = queues.take()) {
      std::for_each(host.begin(), host.end(), fetch_one);
    }
  };
  std::vector<std::thread> threads;
  const std::size_t count = std::min(queues.size(), kHostsAtOnce);
  for (std::size_t i = 0; i < count; ++i) threads.emplace_back(fetch_hosts);
  for (std::thread& thread : threads) thread.join();
  return report;
}

}  // namespace mi
