#include "fetch/polite_client.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <mutex>
#include <random>
#include <utility>

#include "fetch/pause.h"
#include "fetch/plan.h"
#include "fetch/robots.h"

namespace mi {
namespace {

using Duration = Clock::Duration;

Duration seconds(double value) {
  return std::chrono::ceil<Duration>(std::chrono::duration<double>(value));
}

// One host during a run. Whoever holds `turn` may ask it, and change what is below.
struct Site {
  std::mutex reading_robots;  // held while its robots.txt is sought; taken before any `turn`
  std::mutex turn;
  std::string host;
  SiteRecord record;
  std::map<std::string, std::string> unreadable;  // origin -> why its robots.txt cannot be read
  Duration next = Duration::min();                // when the next request may go out
  double crawl_delay = 0;
  int troubles = 0;    // in a row
  std::string closed;  // why it is not asked any more; empty: it may be
};

// The time of day is in whole seconds, begun ones not counted: a time ahead may be this much later.
constexpr std::chrono::seconds kBegunSecond{1};

// Sees to it that no request goes out before then. Times over a day ahead come from a wrong clock.
void leave_alone(Site& site, TimePoint until, const Clock& clock) {
  const auto pause =
      std::min<std::chrono::seconds>(until - clock.now(), kLongestRetryAfter + kBegunSecond);
  if (pause.count() <= 0) return;
  site.next = std::max(site.next, clock.elapsed() + Duration(pause));
  if (pause > kLongestWait + kBegunSecond) {
    site.closed = fmt::format("{} wants to be left alone until {}", site.host, format_time(until));
  }
}

bool is_redirect(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

bool is_trouble(const Expected<TransportResponse>& response) {
  return response ? is_passing_status(response->status)
                  : response.error().kind == ErrorKind::passing;
}

Url robots_url(const Url& url) {
  Url robots = url;
  robots.path = "/robots.txt";
  robots.query.clear();
  robots.fragment.clear();
  return robots;
}

Refusal failed(std::string reason) { return {Refusal::Kind::failed, std::move(reason)}; }

// What a robots.txt comes to: rules, the place where they are, or why there are none to be had.
struct RobotsAnswer {
  std::optional<RobotsRules> rules;
  std::optional<Url> moved;
  Refusal refusal;
};

RobotsAnswer no_rules(std::string reason) {
  RobotsAnswer answer;
  answer.refusal = {Refusal::Kind::forbidden, std::move(reason)};
  return answer;
}

// RFC 9309, section 2.3.1. A 429 is a 4xx in name only.
RobotsAnswer read_robots(const Url& url, const Answer& answer, const Config& config) {
  if (!answer) {
    const bool is_postponed = answer.error().kind == Refusal::Kind::postponed;
    RobotsAnswer none = no_rules("robots.txt could not be read: " + answer.error().reason);
    if (is_postponed) none.refusal = answer.error();
    return none;
  }
  const int status = answer->status;
  if (status == 200) return {parse_robots(answer->body.beginning(), kProductToken), {}, {}};
  if (is_redirect(status)) {
    const Expected<Url> to = resolve_url(url, answer->header("location"));
    const bool is_safe =
        to && is_on_sites(to->host, config) && !(url.scheme == "https" && to->scheme == "http");
    if (is_safe) return {{}, *to, {}};
    return no_rules(
        fmt::format("the robots.txt of {} is elsewhere, where this program may not go", url.host));
  }
  if (status >= 400 && status < 500 && status != 429) return {RobotsRules(), {}, {}};
  return no_rules(fmt::format("robots.txt could not be read: {}: status {}", url.host, status));
}

}  // namespace

struct PoliteClient::Impl {
  Transport& transport;
  PageStore& store;
  const Config& config;
  Clock& clock;
  Jitter jitter;
  std::mutex mutex;  // of what is below, and of jitter
  std::map<std::string, std::unique_ptr<Site>> sites;

  Impl(Transport& given_transport, PageStore& given_store, const Config& given_config,
       Clock& given_clock, Jitter given_jitter)
      : transport(given_transport),
        store(given_store),
        config(given_config),
        clock(given_clock),
        jitter(std::move(given_jitter)) {}

  Answer get(const TransportRequest& request);

  Site& site_of(const std::string& host);
  Answer ask(const TransportRequest& request);
  tl::expected<RobotsRules, Refusal> rules_for(const Url& url);
  tl::expected<RobotsRules, Refusal> fetch_rules(const Url& url);
  void keep_rules(const Url& url, const RobotsRules& rules);
  Duration delay_of(const Site& site) const;
  void note_trouble(Site& site, const Expected<TransportResponse>& response, int tries);
};

// Before the first request: what the host asked for in an earlier run.
Site& PoliteClient::Impl::site_of(const std::string& host) {
  const std::lock_guard lock(mutex);
  std::unique_ptr<Site>& site = sites[host];
  if (site) return *site;
  site = std::make_unique<Site>();
  site->host = host;
  site->record = store.find_site(host);
  if (const auto until = parse_time(site->record.not_before)) leave_alone(*site, *until, clock);
  return *site;
}

Duration PoliteClient::Impl::delay_of(const Site& site) const {
  return seconds(std::max(config.fetch.delay, std::min(site.crawl_delay, kMaxCrawlDelay)));
}

void PoliteClient::Impl::note_trouble(Site& site, const Expected<TransportResponse>& response,
                                      int tries) {
  double random = 0;
  {
    const std::lock_guard lock(mutex);
    random = jitter();
  }
  site.next = std::max(site.next, clock.elapsed() + Duration(back_off(tries, random)));
  if (++site.troubles >= kMaxTroubles) {
    site.closed = fmt::format("{} did not answer well {} times in a row", site.host, kMaxTroubles);
  }
  if (!response) return;
  const auto pause = parse_retry_after(response->header("retry-after"), clock.now());
  if (!pause) return;
  const TimePoint until = clock.now() + *pause + kBegunSecond;
  leave_alone(site, until, clock);
  site.record.not_before = format_time(until);
  // Where this fails, only a run that begins before then comes too early.
  static_cast<void>(store.record_site(site.host, site.record));
}

// Asks one host, robots.txt or not; takes the host's turn for as long as that takes.
Answer PoliteClient::Impl::ask(const TransportRequest& request) {
  Site& site = site_of(request.url.host);
  const std::lock_guard turn(site.turn);
  if (!site.closed.empty()) {
    return tl::unexpected(Refusal{Refusal::Kind::postponed, site.closed});
  }
  for (int tries = 1;; ++tries) {
    if (const Duration now = clock.elapsed(); site.next > now) clock.sleep(site.next - now);
    Expected<TransportResponse> response = transport.get(request);
    // Counted from the end of an answer: a slow host gets its rest too.
    site.next = clock.elapsed() + delay_of(site);
    const bool is_bad = is_trouble(response);
    if (is_bad) note_trouble(site, response, tries);
    if (!is_bad) site.troubles = 0;
    if (is_bad && tries < kMaxTries && site.closed.empty()) continue;
    if (response) return std::move(*response);
    return tl::unexpected(failed(response.error().message));
  }
}

void PoliteClient::Impl::keep_rules(const Url& url, const RobotsRules& rules) {
  Site& site = site_of(url.host);
  const std::lock_guard turn(site.turn);
  site.record = with_rules(std::move(site.record), {url.origin(), format_time(clock.now()), rules});
  // Where this fails, the next run reads robots.txt again.
  static_cast<void>(store.record_site(site.host, site.record));
}

// The rules for an address, from robots.txt wherever redirects lead to it.
tl::expected<RobotsRules, Refusal> PoliteClient::Impl::fetch_rules(const Url& url) {
  Url place = robots_url(url);
  for (int hop = 0; hop <= kMaxRobotsRedirects; ++hop) {
    const RobotsAnswer answer = read_robots(place, ask({place, {}}), config);
    if (!answer.rules && !answer.moved) return tl::unexpected(answer.refusal);
    if (answer.rules) return *answer.rules;
    place = *answer.moved;
    place.fragment.clear();
  }
  return RobotsRules();  // too far away: as good as not there (section 2.3.1.2)
}

tl::expected<RobotsRules, Refusal> PoliteClient::Impl::rules_for(const Url& url) {
  Site& site = site_of(url.host);
  const std::string origin = url.origin();
  const std::lock_guard reading(site.reading_robots);
  {
    const std::lock_guard turn(site.turn);
    const RobotsRules* known = find_rules(site.record, origin, clock.now());
    if (known != nullptr) {
      site.crawl_delay = known->crawl_delay.value_or(0);
      return *known;
    }
    if (const auto found = site.unreadable.find(origin); found != site.unreadable.end()) {
      return tl::unexpected(Refusal{Refusal::Kind::forbidden, found->second});
    }
  }
  tl::expected<RobotsRules, Refusal> rules = fetch_rules(url);
  if (rules) keep_rules(url, *rules);
  const std::lock_guard turn(site.turn);
  if (rules) {
    site.crawl_delay = rules->crawl_delay.value_or(0);
    site.next = std::max(site.next, clock.elapsed() + delay_of(site));
  } else if (rules.error().kind == Refusal::Kind::forbidden) {
    site.unreadable[origin] = rules.error().reason;
  }
  return rules;
}

Answer PoliteClient::Impl::get(const TransportRequest& request) {
  const tl::expected<RobotsRules, Refusal> rules = rules_for(request.url);
  if (!rules) return tl::unexpected(rules.error());
  if (!is_allowed(*rules, request.url.target())) {
    return tl::unexpected(
        Refusal{Refusal::Kind::forbidden,
                fmt::format("the robots.txt of {} does not allow it", request.url.host)});
  }
  return ask(request);
}

Jitter random_jitter() {
  return [engine = std::mt19937_64(std::random_device()())]() mutable {
    return std::uniform_real_distribution<double>(0, 1)(engine);
  };
}

PoliteClient::PoliteClient(Transport& transport, PageStore& store, const Config& config,
                           Clock& clock, Jitter jitter)
    : impl_(std::make_unique<Impl>(transport, store, config, clock, std::move(jitter))) {}

PoliteClient::~PoliteClient() = default;

Answer PoliteClient::get(const TransportRequest& request) { return impl_->get(request); }

}  // namespace mi
