#include "bench/paced_load.h"

#include <fmt/format.h>

#include <chrono>
#include <optional>
#include <utility>

#include "bench/kept_connection.h"

namespace mi {
namespace {

using Clock = std::chrono::steady_clock;

// The status of the reply; 0 where none came.
int ask(std::optional<KeptConnection>& connection, int port, const std::string& target) {
  if (!connection) connection.emplace(port);
  bool is_there = connection->ok() && connection->ask(target);
  while (is_there && !connection->has_reply()) is_there = connection->receive_some();
  const int status = is_there ? connection->status() : 0;
  if (!is_there) connection.reset();
  return status;
}

}  // namespace

PacedLoad::PacedLoad(int port, std::vector<std::string> targets, double per_second,
                     std::size_t connections)
    : port_(port), targets_(std::move(targets)) {
  for (std::size_t i = 0; i < connections; ++i)
    threads_.emplace_back([=, this] { ask_at_times(i, connections, per_second); });
}

PacedLoad::~PacedLoad() {
  over_ = true;
  for (std::thread& thread : threads_) thread.join();
}

PacedLoad::Counts PacedLoad::counts() const {
  const std::lock_guard lock(mutex_);
  return counts_;
}

void PacedLoad::ask_at_times(std::size_t client, std::size_t clients, double per_second) {
  std::optional<KeptConnection> connection;
  const Clock::time_point begin = Clock::now();
  for (std::size_t request = client; !over_; request += clients) {
    const std::chrono::duration<double> due(static_cast<double>(request) / per_second);
    std::this_thread::sleep_until(begin + std::chrono::duration_cast<Clock::duration>(due));
    const std::string& target = targets_[request % targets_.size()];
    const Clock::time_point sent = Clock::now();
    const int status = ask(connection, port_, target);
    count(target, status, std::chrono::duration<double, std::milli>(Clock::now() - sent).count());
  }
}

void PacedLoad::count(const std::string& target, int status, double took_ms) {
  const std::lock_guard lock(mutex_);
  if (status == 200) {
    ++counts_.answered;
    counts_.took_ms.push_back(took_ms);
  } else if (counts_.failed++ == 0) {
    counts_.first_failure = fmt::format("{}: status {}", target, status);
  }
}

}  // namespace mi
