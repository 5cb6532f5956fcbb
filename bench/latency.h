// Latency: how long calls took, and what of that is reported: percentiles, not means, because a
// reader notices the slowest answers.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace mi {

class Latency {
 public:
  // Runs a call and keeps its time: of the clock, and of the thread's processor alone, which other
  // programs on the machine do not lengthen as much.
  void measure(const std::function<void()>& call);

  std::size_t calls() const { return wall_.size(); }

  // The time that so much of the calls (0 to 1) did not exceed, in milliseconds; 0 without calls.
  double wall_ms(double share) const;
  double cpu_ms(double share) const;
  double mean_cpu_ms() const;

 private:
  std::vector<double> wall_;
  std::vector<double> cpu_;
};

// The value that so much of the values (0 to 1) do not exceed (nearest rank); 0 where there is
// none.
double percentile(std::vector<double> values, double share);

// A table of named latencies on standard output, each with its ratio to the first one's.
void print_latencies(const std::vector<std::pair<std::string, Latency>>& rows);

}  // namespace mi
