#include "searchd/server.h"

#include <fmt/format.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <string_view>
#include <thread>
#include <utility>

#include "searchd/connection_table.h"
#include "searchd/worker_pool.h"

namespace mi {
namespace {

using Clock = std::chrono::steady_clock;
using Number = ConnectionTable::Number;

// How long accepting pauses when the process has no descriptor left for a new connection.
constexpr std::chrono::milliseconds kAcceptPause{100};
// How long a closing connection may still send before it is cut off: closing at once would make
// the system reset it, and the client lose our last reply.
constexpr std::chrono::milliseconds kLinger{1000};
// At most this many are accepted between two looks at the other connections.
constexpr int kAcceptBurst = 64;

// What the loop waits for: the eventfd, the listener, then the connections of these numbers.
struct PollSet {
  std::vector<pollfd> polled;
  std::vector<Number> numbers;
};

std::vector<std::string> served_hosts(const Listener& listener, const ServerOptions& options) {
  std::vector<std::string> hosts;
  for (const std::string_view name :
       {std::string_view(listener.host), std::string_view("localhost"),
        std::string_view("127.0.0.1"), std::string_view("[::1]")}) {
    hosts.push_back(fmt::format("{}:{}", name, listener.port));
    if (listener.port == 80) hosts.emplace_back(name);
  }
  for (const std::string& name : options.hosts) {
    hosts.push_back(name);
    hosts.push_back(fmt::format("{}:{}", name, listener.port));
  }
  return hosts;
}

std::size_t worker_count(const ServerOptions& options) {
  return options.workers != 0 ? options.workers
                              : std::max<std::size_t>(2, std::thread::hardware_concurrency());
}

ServerWorker make_worker(const std::function<ServerWorker()>& make) {
  try {
    return make();
  } catch (...) {
    return {[](const Request&) { return internal_error(); }, {}};
  }
}

void rest(const std::function<void()>& rest) {
  try {
    if (rest) rest();
  } catch (...) {  // whatever it was, the next request will meet it and say so
  }
}

}  // namespace

struct Server::Impl {
  ServerOptions options;
  std::function<ServerWorker()> new_worker;
  Listener listener;
  Descriptor wake;  // an eventfd: written to by stop(), renew() and workers
  AccessRules rules;
  ServerCounts own_counts;
  ServerCounts& counts;
  std::atomic<bool> stop_asked = false;
  std::atomic<bool> renewal_asked = false;
  static_assert(std::atomic<bool>::is_always_lock_free);  // stop() may be a signal handler's

  // The rest belongs to run().
  HttpSpeaker refuser;  // says what the loop itself refuses
  ConnectionTable connections;
  Clock::time_point now;
  Clock::time_point accept_after;  // pausing for want of descriptors
  Clock::time_point drain_until = Clock::time_point::max();
  std::unique_ptr<WorkerPool> pool;

  Impl(const ServerOptions& chosen, std::function<ServerWorker()> make, Listener bound,
       Descriptor event)
      : options(chosen),
        new_worker(std::move(make)),
        listener(std::move(bound)),
        wake(std::move(event)),
        rules{served_hosts(listener, options), options.origins},
        counts(options.counts != nullptr ? *options.counts : own_counts),
        refuser(options.idle_timeout) {}

  void run();
  void signal() const;
  void obey();
  void start_workers();

  bool draining() const { return drain_until != Clock::time_point::max(); }
  void start_draining();
  bool can_accept() const;
  int poll_timeout() const;
  PollSet poll_set() const;

  void accept_some();
  Descriptor accept_one();
  bool make_room();
  void take_answers();
  void expire();

  void serve(Number number);
  void receive(Number number, Connection& connection);
  void refuse(Number number, Connection& connection, const Problem& problem);
  void reply(Number number, Connection& connection, std::string bytes, bool keep);
  void send_some(Number number, Connection& connection);
};

void Server::Impl::signal() const {
  const std::uint64_t one = 1;
  // It can fail only when the counter is full, and then the loop is awake anyway.
  [[maybe_unused]] const ssize_t written = ::write(wake.get(), &one, sizeof one);
}

void Server::Impl::start_workers() {
  const auto new_pool_worker = [this]() -> WorkerPool::Worker {
    auto speaker = std::make_shared<HttpSpeaker>(options.idle_timeout);
    auto worker = std::make_shared<ServerWorker>(make_worker(new_worker));
    return {[speaker, worker](const RequestHead& head) {
              return speaker->speak(head.request, head.keep_alive ? After::keep : After::close,
                                    worker->handle);
            },
            [worker] { rest(worker->rest); }};
  };
  pool = std::make_unique<WorkerPool>(worker_count(options), new_pool_worker, [this] { signal(); });
}

void Server::Impl::run() {
  start_workers();
  now = Clock::now();
  while (!draining() || (!connections.is_empty() && now < drain_until)) {
    PollSet set = poll_set();
    ::poll(set.polled.data(), set.polled.size(), poll_timeout());
    now = Clock::now();
    if (set.polled[0].revents != 0) {
      std::uint64_t count = 0;
      [[maybe_unused]] const ssize_t got = ::read(wake.get(), &count, sizeof count);
    }
    obey();
    take_answers();
    for (std::size_t i = 0; i < set.numbers.size(); ++i) {
      if (set.polled[i + 2].revents != 0) serve(set.numbers[i]);
    }
    expire();
    if (set.polled[1].revents != 0 && !draining()) accept_some();
    counts.open = connections.size();
  }
  pool.reset();
  while (connections.drop_least_needed()) {
  }
  connections.clear();
}

// What other threads asked for.
void Server::Impl::obey() {
  if (renewal_asked.exchange(false)) pool->renew();
  if (stop_asked && !draining()) start_draining();
}

PollSet Server::Impl::poll_set() const {
  PollSet set;
  set.polled = {{wake.get(), POLLIN, 0}, {can_accept() ? listener.socket.get() : -1, POLLIN, 0}};
  connections.add_to(set.polled, set.numbers);
  return set;
}

bool Server::Impl::can_accept() const {
  if (draining() || now < accept_after) return false;
  return connections.size() < options.max_connections || connections.can_make_room();
}

int Server::Impl::poll_timeout() const {
  Clock::time_point next = std::min(drain_until, connections.next_deadline());
  if (accept_after > now) next = std::min(next, accept_after);
  if (next == Clock::time_point::max()) return -1;
  const auto wait = std::chrono::ceil<std::chrono::milliseconds>(next - now).count();
  return static_cast<int>(std::clamp<std::int64_t>(wait, 0, 60'000));
}

// No more requests; replies under way go on.
void Server::Impl::start_draining() {
  drain_until = now + options.drain_timeout;
  listener.socket.close();
  connections.drop_waiting();
}

void Server::Impl::accept_some() {
  for (int i = 0; i < kAcceptBurst && can_accept(); ++i) {
    Descriptor socket = accept_one();
    if (!socket.ok()) {
      const bool exhausted =
          errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM;
      // The first time somebody is waiting for certain, so room is made for the next look. Where
      // that fails the listener stays readable: without a pause the loop would spin.
      if (exhausted && i == 0 && !make_room()) accept_after = now + kAcceptPause;
      return;
    }
    if (connections.size() >= options.max_connections) make_room();
    connections.add(Connection(std::move(socket), now + options.idle_timeout));
    ++counts.accepted;
  }
}

Descriptor Server::Impl::accept_one() {
  Descriptor socket(
      ::accept4(listener.socket.get(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
  const int on = 1;
  if (socket.ok()) ::setsockopt(socket.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return socket;
}

bool Server::Impl::make_room() {
  const bool made = connections.drop_least_needed();
  if (made) ++counts.evicted;
  return made;
}

void Server::Impl::take_answers() {
  for (WorkerPool::Answer& answer : pool->take_answers()) {
    if (Connection* connection = connections.find(answer.connection))
      reply(answer.connection, *connection, std::move(answer.bytes), connection->is_kept());
  }
}

void Server::Impl::expire() {
  for (const Number number : connections.expired(now)) {
    Connection& connection = *connections.find(number);
    if (connection.state() == ConnectionState::reading) {
      refuse(number, connection, {408, "head_timeout", "the request did not come in time", {}});
    } else {
      connections.drop(number);
    }
  }
}

void Server::Impl::serve(Number number) {
  Connection* connection = connections.find(number);
  if (connection == nullptr) return;
  switch (connection->state()) {
    case ConnectionState::idle:
    case ConnectionState::reading:
      return receive(number, *connection);
    case ConnectionState::writing:
      return send_some(number, *connection);
    case ConnectionState::lingering:
      if (!connection->discard()) connections.erase(number);
      return;
    case ConnectionState::working:
      return;
  }
}

void Server::Impl::receive(Number number, Connection& connection) {
  Connection::Received received = connection.receive(now + options.head_timeout, rules);
  if (std::holds_alternative<Connection::Gone>(received)) return connections.erase(number);
  if (const auto* problem = std::get_if<Problem>(&received))
    return refuse(number, connection, *problem);
  if (auto* head = std::get_if<RequestHead>(&received)) pool->submit({number, std::move(*head)});
}

void Server::Impl::refuse(Number number, Connection& connection, const Problem& problem) {
  ++counts.refused;
  std::string bytes = refuser.speak({"GET", "/", {}, {}, {}}, After::close,
                                    [&](const Request&) { return problem_reply(problem); });
  reply(number, connection, std::move(bytes), false);
}

void Server::Impl::reply(Number number, Connection& connection, std::string bytes, bool keep) {
  if (bytes.empty()) return connections.erase(number);
  connection.write(std::move(bytes), keep, now + options.write_timeout);
  send_some(number, connection);
}

void Server::Impl::send_some(Number number, Connection& connection) {
  const Connection::Sent sent = connection.send_some();
  if (sent == Connection::Sent::failed) return connections.erase(number);
  if (sent == Connection::Sent::some) return;
  if (connection.is_kept() && !draining()) {
    connection.wait_for_head(now + options.idle_timeout);
  } else {
    connection.linger(now + kLinger);
  }
}

Expected<Server> Server::on(Listener listener, const ServerOptions& options,
                            std::function<ServerWorker()> new_worker) {
  Descriptor wake(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC));
  if (!wake.ok()) return failure("cannot make an eventfd", "Too many files may be open.");
  return Server(
      std::make_unique<Impl>(options, std::move(new_worker), std::move(listener), std::move(wake)));
}

int Server::port() const { return impl_->listener.port; }

void Server::run() { impl_->run(); }

void Server::stop() {
  const int error = errno;  // a signal handler must leave it as it was
  impl_->stop_asked = true;
  impl_->signal();
  errno = error;
}

void Server::renew() {
  impl_->renewal_asked = true;
  impl_->signal();
}

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Server::Server(Server&&) noexcept = default;
Server& Server::operator=(Server&&) noexcept = default;
Server::~Server() = default;

}  // namespace mi
