#include "bench/latency.h"

#include <fmt/format.h>
#include <time.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace mi {
namespace {

double milliseconds(clockid_t clock) {
  timespec time{};
  clock_gettime(clock, &time);
  return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

}  // namespace

void Latency::measure(const std::function<void()>& call) {
  const double cpu = milliseconds(CLOCK_THREAD_CPUTIME_ID);
  const double wall = milliseconds(CLOCK_MONOTONIC);
  call();
  wall_.push_back(milliseconds(CLOCK_MONOTONIC) - wall);
  cpu_.push_back(milliseconds(CLOCK_THREAD_CPUTIME_ID) - cpu);
}

double Latency::wall_ms(double share) const { return percentile(wall_, share); }

double Latency::cpu_ms(double share) const { return percentile(cpu_, share); }

double Latency::mean_cpu_ms() const {
  const double sum = std::accumulate(cpu_.begin(), cpu_.end(), 0.0);
  return cpu_.empty() ? 0 : sum / static_cast<double>(cpu_.size());
}

double percentile(std::vector<double> values, double share) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  const auto rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(values.size())));
  return values[std::clamp<std::size_t>(rank, 1, values.size()) - 1];
}

void print_latencies(const std::vector<std::pair<std::string, Latency>>& rows) {
  fmt::print("{:<44}{:>7}{:>9}{:>9}{:>9}{:>9}{:>9}{:>9}{:>7}\n", "milliseconds", "calls", "p50",
             "p99", "max", "CPU p50", "CPU p99", "mean", "ratio");
  for (const auto& [name, latency] : rows) {
    fmt::print("{:<44}{:>7}{:>9.3f}{:>9.3f}{:>9.3f}{:>9.3f}{:>9.3f}{:>9.3f}{:>7.2f}\n", name,
               latency.calls(), latency.wall_ms(.5), latency.wall_ms(.99), latency.wall_ms(1),
               latency.cpu_ms(.5), latency.cpu_ms(.99), latency.mean_cpu_ms(),
               latency.mean_cpu_ms() / rows.front().second.mean_cpu_ms());
  }
}

}  // namespace mi
