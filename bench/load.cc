#include "bench/load.h"

#include <sys/epoll.h>
#include <time.h>

#include <array>
#include <memory>
#include <utility>

#include "bench/kept_connection.h"
#include "searchd/socket.h"

namespace mi {
namespace {

using Clock = std::chrono::steady_clock;

double thread_seconds() {
  timespec time{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

// A client, and since when it has been waiting for its reply.
struct Client {
  std::unique_ptr<KeptConnection> connection;
  Clock::time_point sent;
};

class Clients {
 public:
  Clients(int port, const std::vector<std::string>& targets, std::size_t first)
      : port_(port), targets_(targets), next_(first), epoll_(::epoll_create1(EPOLL_CLOEXEC)) {}

  Load run(const LoadOptions& options) {
    clients_.resize(options.connections);
    const double cpu = thread_seconds();
    const Clock::time_point begin = Clock::now();
    for (std::size_t i = 0; i < clients_.size(); ++i) connect(i);
    while (Clock::now() - begin < options.duration) take_events();
    load_.seconds = std::chrono::duration<double>(Clock::now() - begin).count();
    load_.client_cpu_seconds = thread_seconds() - cpu;
    return std::move(load_);
  }

 private:
  void connect(std::size_t number) {
    Client& client = clients_[number];
    client.connection = std::make_unique<KeptConnection>(port_);
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = number;
    ::epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, client.connection->descriptor(), &event);
    ask(client);
  }

  void take_events() {
    std::array<epoll_event, 64> events{};
    const int count =
        ::epoll_wait(epoll_.get(), events.data(), static_cast<int>(events.size()), 100);
    for (int i = 0; i < count; ++i) receive(events[static_cast<std::size_t>(i)].data.u64);
  }

  void ask(Client& client) {
    client.connection->ask(targets_[next_++ % targets_.size()]);
    client.sent = Clock::now();
  }

  void receive(std::size_t number) {
    Client& client = clients_[number];
    if (!client.connection->receive_some()) {
      ++load_.failed;
      return connect(number);
    }
    if (!client.connection->has_reply()) return;
    if (client.connection->status() == 200) {
      load_.took_ms.push_back(
          std::chrono::duration<double, std::milli>(Clock::now() - client.sent).count());
    } else {
      ++load_.failed;
    }
    load_.bytes += client.connection->size();
    ask(client);
  }

  int port_;
  const std::vector<std::string>& targets_;
  std::size_t next_;
  Descriptor epoll_;
  std::vector<Client> clients_;
  Load load_;
};

}  // namespace

double Load::per_second() const {
  return seconds > 0 ? static_cast<double>(took_ms.size()) / seconds : 0;
}

void Load::add(const Load& other) {
  took_ms.insert(took_ms.end(), other.took_ms.begin(), other.took_ms.end());
  failed += other.failed;
  bytes += other.bytes;
  seconds += other.seconds;
  client_cpu_seconds += other.client_cpu_seconds;
}

Load put_load(int port, const std::vector<std::string>& targets, std::size_t first,
              const LoadOptions& options) {
  return Clients(port, targets, first).run(options);
}

}  // namespace mi
