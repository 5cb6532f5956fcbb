// Load: many clients at once on a server of this machine, each on a connection that it keeps,
// asking again as soon as it has its reply (a closed loop).
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

namespace mi {

struct Load {
  std::vector<double> took_ms;  // of each whole reply with status 200, from the request's last byte
                                // sent to the reply's last byte read
  std::size_t failed = 0;       // replies that were not, and connections that broke
  std::size_t bytes = 0;        // of all replies
  double seconds = 0;
  double client_cpu_seconds = 0;  // of this thread: what the clients themselves cost

  double per_second() const;
  void add(const Load& other);
};

struct LoadOptions {
  std::size_t connections = 16;
  std::chrono::milliseconds duration{3000};
};

// Asks 127.0.0.1:port for the targets, over and over in their order, from the `first` on. One
// thread does it all, so that the load takes as little from the server as it can.
Load put_load(int port, const std::vector<std::string>& targets, std::size_t first,
              const LoadOptions& options);

}  // namespace mi
