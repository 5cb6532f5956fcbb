// PacedLoad: clients that ask at fixed times, so many requests a second, whether the answers are
// quick or not (an open loop); each on a connection that it keeps.
#pragma once

#include <atomic>
#include <cstddef>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace mi {

class PacedLoad {
 public:
  // Begins at once to ask 127.0.0.1:port for the targets, in turn and over and over.
  PacedLoad(int port, std::vector<std::string> targets, double per_second, std::size_t connections);
  PacedLoad(const PacedLoad&) = delete;
  PacedLoad& operator=(const PacedLoad&) = delete;
  ~PacedLoad();  // ends

  struct Counts {
    std::size_t answered = 0;     // with status 200, whole
    std::size_t failed = 0;       // not so, or within 10 seconds
    std::string first_failure{};  // what was asked, and what came of it
    std::vector<double> took_ms{};
  };
  Counts counts() const;

 private:
  void ask_at_times(std::size_t client, std::size_t clients, double per_second);
  void count(const std::string& target, int status, double took_ms);

  int port_;
  std::vector<std::string> targets_;
  std::atomic<bool> over_ = false;
  mutable std::mutex mutex_;  // over the counts
  Counts counts_;
  std::vector<std::thread> threads_;
};

}  // namespace mi
