// ProcessWatch: samples a running process's memory and descriptors, ten times a second.
#pragma once

#include <atomic>
#include <chrono>
#include <mutex>
#include <thread>
#include <vector>

namespace mi {

struct ProcessSample {
  std::chrono::steady_clock::time_point when;
  double resident_mib = 0;  // files that are mapped included
  double anonymous_mib = 0;
  int descriptors = 0;
  int lost_descriptors = 0;   // of them: of files that are gone, or of one file too many
  int other_descriptors = 0;  // of them: of sockets, pipes and whatever else is no file
};

class ProcessWatch {
 public:
  explicit ProcessWatch(int process);
  ProcessWatch(const ProcessWatch&) = delete;
  ProcessWatch& operator=(const ProcessWatch&) = delete;
  ~ProcessWatch();

  // Those of the last so many seconds that are at least so old.
  std::vector<ProcessSample> samples(std::chrono::seconds last,
                                     std::chrono::seconds age = std::chrono::seconds(0)) const;

 private:
  void watch();

  int process_;
  std::atomic<bool> over_ = false;
  mutable std::mutex mutex_;  // over the samples
  std::vector<ProcessSample> samples_;
  std::thread thread_;
};

}  // namespace mi
