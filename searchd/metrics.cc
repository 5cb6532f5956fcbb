#include "searchd/metrics.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <atomic>

#include "searchd/metrics_page.h"

namespace mi {
namespace {

// Every status that we answer with; another one counts as the last.
constexpr std::array kStatuses = {200, 303, 304, 400, 401, 403, 404, 405, 414, 500, 503};

// Upper bounds in seconds: answers take from 50 microseconds to some milliseconds.
constexpr std::array kBounds = {0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005,
                                0.01,   0.025,   0.05,   0.1,   0.5,    2.5};

template <class Array, class Value>
std::size_t index_of(const Array& array, const Value& value) {
  const auto found = std::find(array.begin(), array.end(), value);
  return std::min<std::size_t>(static_cast<std::size_t>(found - array.begin()), array.size() - 1);
}

}  // namespace

struct Metrics::Requests {
  explicit Requests(std::string_view name) : route(name) {}

  std::string route;
  std::array<std::atomic<std::uint64_t>, kStatuses.size()> by_status{};
  std::array<std::atomic<std::uint64_t>, kBounds.size() + 1> by_duration{};  // the last: beyond
  std::atomic<std::uint64_t> nanoseconds = 0;
};

Metrics::Metrics(const std::vector<std::string_view>& routes, TimePoint started)
    : started_(started) {
  for (const std::string_view route : routes)
    requests_.push_back(std::make_unique<Requests>(route));
  requests_.push_back(std::make_unique<Requests>("other"));
}

Metrics::~Metrics() = default;

void Metrics::count(std::string_view route, int status, std::chrono::nanoseconds took) {
  const auto named = std::find_if(requests_.begin(), requests_.end() - 1,
                                  [&](const auto& requests) { return requests->route == route; });
  Requests& requests = **named;
  const double seconds = std::chrono::duration<double>(took).count();
  const auto bucket = std::lower_bound(kBounds.begin(), kBounds.end(), seconds) - kBounds.begin();
  ++requests.by_status[index_of(kStatuses, status)];
  ++requests.by_duration[static_cast<std::size_t>(bucket)];
  requests.nanoseconds += static_cast<std::uint64_t>(std::max<std::int64_t>(took.count(), 0));
}

std::string Metrics::text(const IndexState& index, const ProcessUsage& process,
                          TimePoint time) const {
  MetricsPage page;
  page.family("mi_http_requests_total", "counter", "Requests that were answered.");
  for (const auto& requests : requests_) {
    for (std::size_t i = 0; i < kStatuses.size(); ++i) {
      if (const std::uint64_t count = requests->by_status[i])
        page.sample({{"route", requests->route}, {"status", std::to_string(kStatuses[i])}}, count);
    }
  }
  page.family("mi_http_request_duration_seconds", "histogram", "Time in the handler.");
  for (const auto& requests : requests_) {
    std::vector<std::uint64_t> counts(requests->by_duration.begin(), requests->by_duration.end());
    if (std::all_of(counts.begin(), counts.end(), [](auto count) { return count == 0; })) continue;
    page.histogram({{"route", requests->route}}, {kBounds.begin(), kBounds.end()}, counts,
                   static_cast<double>(requests->nanoseconds) / 1e9);
  }
  page.add("mi_connections_open", "gauge", "Connections now.", server_.open);
  page.add("mi_connections_accepted_total", "counter", "Connections, ever.", server_.accepted);
  page.add("mi_connections_evicted_total", "counter", "Connections that gave way to others.",
           server_.evicted);
  page.add("mi_http_refused_total", "counter", "Requests refused before they reached a handler.",
           server_.refused);
  add_index(page, index, time);
  add_process(page, process, started_);
  return page.take();
}

}  // namespace mi
