// Metrics: what the daemon counts of its requests, and the page that Prometheus reads
// (https://prometheus.io/docs/instrumenting/exposition_formats/).
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/time.h"
#include "searchd/index_state.h"
#include "searchd/process_usage.h"
#include "searchd/server_counts.h"

namespace mi {

class Metrics {
 public:
  // `routes` are the names that requests are counted under; any other counts as "other".
  Metrics(const std::vector<std::string_view>& routes, TimePoint started);
  Metrics(const Metrics&) = delete;
  Metrics& operator=(const Metrics&) = delete;
  ~Metrics();

  // May be called in several threads at once.
  void count(std::string_view route, int status, std::chrono::nanoseconds took);

  TimePoint started() const { return started_; }

  // Filled in by the server.
  ServerCounts& server() { return server_; }

  // The page, in text format 0.0.4.
  std::string text(const IndexState& index, const ProcessUsage& process, TimePoint time) const;

 private:
  struct Requests;

  TimePoint started_;
  ServerCounts server_;
  std::vector<std::unique_ptr<Requests>> requests_;  // by route, "other" last
};

}  // namespace mi
