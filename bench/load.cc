#include "bench/load.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>

#include <array>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "searchd/socket.h"

namespace mi {
namespace {

using Clock = std::chrono::steady_clock;

double thread_seconds() {
  timespec time{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

Descriptor connect_to(int port) {
  Descriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
    socket.close();
  const int on = 1;
  if (socket.ok()) ::setsockopt(socket.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return socket;
}

// The size of the reply that the bytes begin with, head and body; 0 while its head is not whole.
std::size_t reply_size(std::string_view bytes) {
  const std::size_t end = bytes.find("\r\n\r\n");
  if (end == std::string_view::npos) return 0;
  constexpr std::string_view kLength = "\r\nContent-Length: ";
  const std::size_t at = bytes.substr(0, end).find(kLength);
  const std::size_t body = at == std::string_view::npos
                               ? 0
                               : std::strtoull(bytes.data() + at + kLength.size(), nullptr, 10);
  return end + 4 + body;
}

// A client, and the request that it waits for.
struct Client {
  Descriptor socket;
  std::string bytes;     // of its reply so far
  std::size_t size = 0;  // of the whole reply, where that is known
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
    client.socket = connect_to(port_);
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = number;
    ::epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, client.socket.get(), &event);
    ask(client);
  }

  void take_events() {
    std::array<epoll_event, 64> events{};
    const int count =
        ::epoll_wait(epoll_.get(), events.data(), static_cast<int>(events.size()), 100);
    for (int i = 0; i < count; ++i) receive(events[static_cast<std::size_t>(i)].data.u64);
  }

  void ask(Client& client) {
    const std::string request = fmt::format("GET {} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n",
                                            targets_[next_++ % targets_.size()], port_);
    client.bytes.clear();
    client.size = 0;
    ::send(client.socket.get(), request.data(), request.size(), MSG_NOSIGNAL);
    client.sent = Clock::now();
  }

  void receive(std::size_t number) {
    Client& client = clients_[number];
    const ssize_t got = ::recv(client.socket.get(), buffer_.data(), buffer_.size(), 0);
    if (got <= 0) {
      ++load_.failed;
      return connect(number);
    }
    client.bytes.append(buffer_.data(), static_cast<std::size_t>(got));
    if (client.size == 0) client.size = reply_size(client.bytes);
    if (client.size == 0 || client.bytes.size() < client.size) return;
    if (client.bytes.starts_with("HTTP/1.1 200 ")) {
      load_.took_ms.push_back(
          std::chrono::duration<double, std::milli>(Clock::now() - client.sent).count());
    } else {
      ++load_.failed;
    }
    load_.bytes += client.size;
    ask(client);
  }

  int port_;
  const std::vector<std::string>& targets_;
  std::size_t next_;
  Descriptor epoll_;
  std::vector<Client> clients_;
  std::array<char, 65536> buffer_{};
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
