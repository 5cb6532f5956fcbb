// The manners of a whole run, as servers see them: ten hosts on one real HTTPS server, 500 requests
// and more, over real connections and in real time.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <mutex>

#include "fetch/fetcher.h"
#include "fetch/http_transport.h"
#include "tests/support/site_server.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_ca.h"

namespace mi {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using Time = std::chrono::steady_clock::time_point;

constexpr int kHosts = 10;
constexpr int kPages = 52;
constexpr milliseconds kDelay{20};
constexpr milliseconds kCrawlDelay{60};  // of h3

std::string host_name(int number) { return fmt::format("h{}.org", number); }

std::vector<std::string> host_names() {
  std::vector<std::string> names;
  for (int i = 0; i < kHosts; ++i) names.push_back(host_name(i));
  return names;
}

class NoProgress final : public FetchProgress {
 public:
  void started(std::size_t) override {}
  void fetching(const FetchTarget&) override {}
  void finished(const FetchTarget&, const FetchOutcome&) override {}
};

// One host as its server sees it. What is wrong is found when it happens.
struct Watch {
  int open = 0;  // requests that are being answered
  int requests = 0;
  bool has_robots = false;
  Time last{};        // when the last answer began
  Time not_before{};  // by the Retry-After that it was given
  int connection = 0;
  std::set<int> left;  // connections that were used before this one
  std::set<std::string> refused_once;
};

class WatchedSite {
 public:
  SiteReply answer(const SiteRequest& request) {
    const std::lock_guard lock(mutex_);
    Watch& watch = watches_[request.host];
    check(watch, request);
    ++watch.requests;
    watch.last = std::chrono::steady_clock::now();
    if (watch.connection != request.connection && watch.connection != 0) {
      watch.left.insert(watch.connection);
    }
    watch.connection = request.connection;
    return reply(watch, request);
  }

  std::vector<std::string> violations() const { return violations_; }

  int requests() const {
    int all = 0;
    for (const auto& [host, watch] : watches_) all += watch.requests;
    return all;
  }

 private:
  void complain(const SiteRequest& request, std::string_view what) {
    violations_.push_back(fmt::format("{}{}: {}", request.host, request.path, what));
  }

  void check(const Watch& watch, const SiteRequest& request) {
    const Time now = std::chrono::steady_clock::now();
    const milliseconds delay = request.host == "h3.org" ? kCrawlDelay : kDelay;
    if (request.path == "/robots.txt" && watch.has_robots) complain(request, "read twice");
    if (request.path != "/robots.txt" && !watch.has_robots) complain(request, "before robots.txt");
    if (request.path.starts_with("/private")) complain(request, "forbidden");
    if (watch.requests > 0 && now - watch.last < delay) complain(request, "too soon");
    if (now < watch.not_before) complain(request, "before the time that Retry-After gave");
    if (watch.left.contains(request.connection)) complain(request, "over a second connection");
  }

  SiteReply reply(Watch& watch, const SiteRequest& request) {
    if (request.path == "/robots.txt") {
      watch.has_robots = true;
      const std::string delay = request.host == "h3.org" ? "Crawl-delay: 0.06\n" : "";
      return {
          200, {{"Content-Type", "text/plain"}}, "User-agent: *\n" + delay + "Disallow: /private"};
    }
    const bool refuses = (request.host == "h1.org" && request.path == "/p/7") ||
                         (request.host == "h2.org" && request.path == "/p/9");
    if (refuses && watch.refused_once.insert(request.path).second) {
      watch.not_before = std::chrono::steady_clock::now() + seconds(1);
      return {request.host == "h1.org" ? 429 : 503, {{"Retry-After", "1"}}, ""};
    }
    // Every fifth page of a host is at the next one: whose thread fetches must not matter.
    const int page = std::stoi(request.path.substr(3));
    const int host = request.host[1] - '0';
    if (page < 1000 && page % 5 == 0) {
      const std::string next = host_name((host + 1) % kHosts);
      return {302, {{"Location", fmt::format("https://{}/p/{}", next, 1000 + page)}}, ""};
    }
    return {
        200, {{"Content-Type", "text/html"}}, fmt::format("<p>{}{}", request.host, request.path)};
  }

  mutable std::mutex mutex_;
  std::map<std::string, Watch> watches_;
  std::vector<std::string> violations_;
};

TEST(Manners, HoldForFiveHundredRequestsToTenHosts) {
  const TestCa ca;
  SiteServer server(ca.issue(host_names()));
  WatchedSite site;
  const auto handler = [&](const SiteRequest& request) { return site.answer(request); };
  server.answer("/robots.txt", handler);
  for (int page = 0; page < kPages; ++page) {
    server.answer(fmt::format("/p/{}", page), handler);
    server.answer(fmt::format("/p/{}", 1000 + page), handler);
    server.answer(fmt::format("/private/{}", page), handler);
  }

  const TemporaryFolder folder;
  Config config;
  config.sites = host_names();
  config.fetch.delay = std::chrono::duration<double>(kDelay).count();
  config.fetch.allow_private = {"127.0.0.1"};
  config.fetch.ca_file = ca.write_to(folder.path());
  for (const std::string& host : host_names()) config.fetch.pin[host] = server.endpoint();
  FetchPlan plan;
  const auto add = [&](const std::string& url) {
    plan.to_fetch.push_back({url, *parse_url(url), {}, {}});
  };
  for (const std::string& host : host_names()) {
    for (int page = 0; page < kPages; ++page) add(fmt::format("https://{}/p/{}", host, page));
    for (int page = 0; page < 5; ++page) add(fmt::format("https://{}/private/{}", host, page));
  }

  PageStore store(folder / "pages");
  SystemClock clock;
  NoProgress progress;
  const auto transport = *make_http_transport(config);
  const FetchReport report = Fetcher(*transport, store, config, clock).fetch(plan, progress);
  EXPECT_EQ(site.violations(), std::vector<std::string>());
  EXPECT_GE(site.requests(), 500);
  EXPECT_EQ(report.count(FetchResult::stored), static_cast<std::size_t>(kHosts * kPages));
  EXPECT_EQ(report.count(FetchResult::failed), static_cast<std::size_t>(kHosts * 5));
  RecordProperty("requests", site.requests());
}

}  // namespace
}  // namespace mi
