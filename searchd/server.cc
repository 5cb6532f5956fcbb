#include "searchd/server.h"

#include <fmt/format.h>
#include <httplib.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <ctime>
#include <map>
#include <thread>
#include <vector>

#include "searchd/request_head.h"
#include "searchd/socket.h"
#include "searchd/worker_pool.h"

namespace mi {
namespace {

using Clock = std::chrono::steady_clock;

// How long accepting pauses when the process has no descriptor left for a new connection.
constexpr std::chrono::milliseconds kAcceptPause{100};
// How long a closing connection may still send before it is cut off: closing at once would make
// the system reset it, and the client lose our last reply.
constexpr std::chrono::milliseconds kLinger{1000};
// At most this many are accepted between two looks at the other connections.
constexpr int kAcceptBurst = 64;

// The library reads a request from memory and writes its reply there.
class MemoryStream : public httplib::Stream {
 public:
  explicit MemoryStream(std::string input) : input_(std::move(input)) {}

  bool is_readable() const override { return at_ < input_.size(); }
  bool is_writable() const override { return true; }
  ssize_t read(char* out, std::size_t size) override {
    const std::size_t got = input_.copy(out, size, at_);
    at_ += got;
    return static_cast<ssize_t>(got);
  }
  ssize_t write(const char* bytes, std::size_t size) override {
    output_.append(bytes, size);
    return static_cast<ssize_t>(size);
  }
  void get_remote_ip_and_port(std::string&, int&) const override {}
  void get_local_ip_and_port(std::string&, int&) const override {}
  socket_t socket() const override { return -1; }

  std::string take_output() { return std::move(output_); }

 private:
  std::string input_;
  std::size_t at_ = 0;
  std::string output_;
};

// "Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110, 5.6.7).
std::string http_date() {
  const std::time_t time = std::time(nullptr);
  std::tm parts{};
  ::gmtime_r(&time, &parts);
  std::array<char, 64> text{};
  const std::size_t size =
      std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
  return {text.data(), size};
}

Reply internal_error() {
  return problem_reply({500, "internal", "the request could not be answered", {}});
}

// What becomes of a connection after a reply.
enum class After { keep, close };

// Speaks HTTP through the library, without its sockets: of those, eight slow clients are a total
// outage. It meets only heads that parse_head let pass, in canonical form.
class Speaker : private httplib::Server {
 public:
  explicit Speaker(std::chrono::milliseconds idle_timeout) : idle_timeout_(idle_timeout) {
    // Before routing: the library's routes are regular expressions that recurse over the path.
    set_pre_routing_handler([this](const httplib::Request&, httplib::Response& response) {
      respond(response);
      return HandlerResponse::Handled;
    });
    set_post_routing_handler(
        [this](const httplib::Request&, httplib::Response& response) { mend_headers(response); });
  }

  // The bytes of the handler's reply; none when the library fails: the connection is to be closed.
  std::string speak(const Request& request, After after, const mi::Handler& handler) {
    handler_ = &handler;
    request_ = &request;
    MemoryStream stream(canonical(request));
    bool closed = false;
    try {
      const bool written = process_request(stream, after == After::close, closed, nullptr);
      return written ? stream.take_output() : std::string();
    } catch (...) {
      return {};
    }
  }

 private:
  // All of it that the library is told: our handler has the rest already.
  static std::string canonical(const Request& request) {
    return fmt::format("{} {} HTTP/1.1\r\n\r\n", request.method, request.target);
  }

  void respond(httplib::Response& response) const {
    const Reply reply = ask();
    response.status = reply.status;
    for (const auto& [name, value] : reply.headers) response.set_header(name, value);
    response.set_header("Date", http_date());
    response.body = reply.body;
  }

  Reply ask() const {
    try {
      return (*handler_)(*request_);
    } catch (...) {
      return internal_error();
    }
  }

  void mend_headers(httplib::Response& response) const {
    // A 304 has no body, but its Content-Length would be that of the 200 (RFC 9110, 8.6).
    if (response.status == 304) response.headers.erase("Content-Length");
    response.headers.erase("Accept-Ranges");
    if (const auto old = response.headers.find("Keep-Alive"); old != response.headers.end()) {
      old->second = fmt::format(
          "timeout={}", std::chrono::duration_cast<std::chrono::seconds>(idle_timeout_).count());
    }
  }

  std::chrono::milliseconds idle_timeout_;
  // Of the request that is being answered.
  const mi::Handler* handler_ = nullptr;
  const Request* request_ = nullptr;
};

enum class State {
  idle,       // no byte of a request yet
  reading,    // a part of a head
  working,    // a worker has the request; the loop leaves the socket alone
  writing,    // a part of a reply
  lingering,  // our side is shut; waiting for the client to close its own
};

struct Connection {
  Descriptor socket;
  State state = State::idle;
  Clock::time_point deadline;
  std::string in;
  std::string out;
  std::size_t sent = 0;
  bool keep_alive = false;
};

using Connections = std::map<std::uint64_t, Connection>;  // by number, in the order of arrival

// What the loop waits for: the eventfd, the listener, then the connections of these numbers.
struct PollSet {
  std::vector<pollfd> polled;
  std::vector<std::uint64_t> numbers;
};

// Which gives way first when there are too many.
int patience_with(State state) {
  switch (state) {
    case State::lingering:
      return 0;
    case State::idle:
      return 1;
    case State::reading:
      return 2;
    case State::writing:
      return 3;
    case State::working:
      break;
  }
  return 4;
}

std::vector<std::string> served_hosts(const Listener& listener) {
  std::vector<std::string> hosts;
  for (const std::string_view name :
       {std::string_view(listener.host), std::string_view("localhost"),
        std::string_view("127.0.0.1"), std::string_view("[::1]")}) {
    hosts.push_back(fmt::format("{}:{}", name, listener.port));
    if (listener.port == 80) hosts.emplace_back(name);
  }
  return hosts;
}

std::size_t worker_count(const ServerOptions& options) {
  return options.workers != 0 ? options.workers
                              : std::max<std::size_t>(2, std::thread::hardware_concurrency());
}

}  // namespace

struct Server::Impl {
  ServerOptions options;
  std::function<Handler()> new_handler;
  Listener listener;
  Descriptor wake;  // an eventfd: written to by stop() and by workers
  std::vector<std::string> hosts;
  std::atomic<bool> stop_asked = false;
  static_assert(std::atomic<bool>::is_always_lock_free);  // stop() may be a signal handler's

  // The rest belongs to run().
  Speaker refuser;  // says what the loop itself refuses
  Connections connections;
  std::uint64_t next_number = 0;
  Clock::time_point now;
  Clock::time_point accept_after;  // pausing for want of descriptors
  Clock::time_point drain_until = Clock::time_point::max();
  std::unique_ptr<WorkerPool> pool;

  Impl(const ServerOptions& chosen, std::function<Handler()> make, Listener bound, Descriptor event)
      : options(chosen),
        new_handler(std::move(make)),
        listener(std::move(bound)),
        wake(std::move(event)),
        hosts(served_hosts(listener)),
        refuser(options.idle_timeout) {}

  void run();
  void signal() const;
  void start_workers();
  Handler make_handler() const;

  bool draining() const { return drain_until != Clock::time_point::max(); }
  void start_draining();
  bool can_accept() const;
  int poll_timeout() const;
  PollSet poll_set() const;

  void accept_some();
  bool make_room();
  void take_answers();
  void expire();

  // Each leaves the connection in its next state, or erased.
  void serve(Connections::iterator it);
  void receive(Connections::iterator it);
  void examine(Connections::iterator it);
  void refuse(Connections::iterator it, const Problem& problem);
  void start_writing(Connections::iterator it, std::string bytes);
  void send_some(Connections::iterator it);
  void finish_reply(Connections::iterator it);
  void discard(Connections::iterator it);
  void drop(Connections::iterator it);
};

void Server::Impl::signal() const {
  const std::uint64_t one = 1;
  // It can fail only when the counter is full, and then the loop is awake anyway.
  [[maybe_unused]] const ssize_t written = ::write(wake.get(), &one, sizeof one);
}

void Server::Impl::start_workers() {
  const auto new_work = [this]() -> WorkerPool::Work {
    auto speaker = std::make_shared<Speaker>(options.idle_timeout);
    return [speaker, handler = make_handler()](const RequestHead& head) {
      return speaker->speak(head.request, head.keep_alive ? After::keep : After::close, handler);
    };
  };
  pool = std::make_unique<WorkerPool>(worker_count(options), new_work, [this] { signal(); });
}

Handler Server::Impl::make_handler() const {
  try {
    return new_handler();
  } catch (...) {
    return [](const Request&) { return internal_error(); };
  }
}

void Server::Impl::run() {
  start_workers();
  now = Clock::now();
  while (!draining() || (!connections.empty() && now < drain_until)) {
    PollSet set = poll_set();
    ::poll(set.polled.data(), set.polled.size(), poll_timeout());
    now = Clock::now();
    if (set.polled[0].revents != 0) {
      std::uint64_t count = 0;
      [[maybe_unused]] const ssize_t got = ::read(wake.get(), &count, sizeof count);
    }
    if (stop_asked && !draining()) start_draining();
    take_answers();
    for (std::size_t i = 0; i < set.numbers.size(); ++i) {
      const auto it = connections.find(set.numbers[i]);
      if (set.polled[i + 2].revents != 0 && it != connections.end()) serve(it);
    }
    expire();
    if (set.polled[1].revents != 0 && !draining()) accept_some();
  }
  pool.reset();
  while (!connections.empty()) drop(connections.begin());
}

PollSet Server::Impl::poll_set() const {
  PollSet set;
  set.polled = {{wake.get(), POLLIN, 0}, {can_accept() ? listener.socket.get() : -1, POLLIN, 0}};
  for (const auto& [number, connection] : connections) {
    if (connection.state == State::working) continue;
    const short events = connection.state == State::writing ? POLLOUT : POLLIN;
    set.polled.push_back({connection.socket.get(), events, 0});
    set.numbers.push_back(number);
  }
  return set;
}

bool Server::Impl::can_accept() const {
  if (draining() || now < accept_after) return false;
  if (connections.size() < options.max_connections) return true;
  return std::any_of(connections.begin(), connections.end(),
                     [](const auto& entry) { return entry.second.state != State::working; });
}

int Server::Impl::poll_timeout() const {
  Clock::time_point next = drain_until;
  if (accept_after > now) next = std::min(next, accept_after);
  for (const auto& [number, connection] : connections) {
    if (connection.state != State::working) next = std::min(next, connection.deadline);
  }
  if (next == Clock::time_point::max()) return -1;
  const auto wait = std::chrono::ceil<std::chrono::milliseconds>(next - now).count();
  return static_cast<int>(std::clamp<std::int64_t>(wait, 0, 60'000));
}

// No more requests; replies under way go on.
void Server::Impl::start_draining() {
  drain_until = now + options.drain_timeout;
  listener.socket.close();
  std::erase_if(connections, [](const auto& entry) {
    return entry.second.state == State::idle || entry.second.state == State::reading;
  });
}

void Server::Impl::accept_some() {
  for (int i = 0; i < kAcceptBurst && can_accept(); ++i) {
    Descriptor socket(
        ::accept4(listener.socket.get(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
    if (!socket.ok()) {
      const bool exhausted =
          errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM;
      // The first time somebody is waiting for certain, so room is made for the next look. Where
      // that fails the listener stays readable: without a pause the loop would spin.
      if (exhausted && i == 0 && !make_room()) accept_after = now + kAcceptPause;
      return;
    }
    if (connections.size() >= options.max_connections) make_room();
    const int on = 1;
    ::setsockopt(socket.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    Connection connection;
    connection.socket = std::move(socket);
    connection.deadline = now + options.idle_timeout;
    connections.emplace(next_number++, std::move(connection));
  }
}

// Closes the connection that is waited for with the least reason, the longest waiting first. False
// when a worker has every one of them.
bool Server::Impl::make_room() {
  const auto rank = [](const auto& entry) {
    return std::pair(patience_with(entry.second.state), entry.second.deadline);
  };
  const auto least =
      std::min_element(connections.begin(), connections.end(),
                       [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
  if (least == connections.end() || least->second.state == State::working) return false;
  drop(least);
  return true;
}

// Closes at once. Of a reply that was not taken nothing is left for the system to keep sending.
void Server::Impl::drop(Connections::iterator it) {
  if (it->second.state == State::writing) {
    const linger at_once{1, 0};
    ::setsockopt(it->second.socket.get(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  }
  connections.erase(it);
}

void Server::Impl::take_answers() {
  for (WorkerPool::Answer& answer : pool->take_answers()) {
    const auto it = connections.find(answer.connection);
    if (it != connections.end()) start_writing(it, std::move(answer.bytes));
  }
}

void Server::Impl::expire() {
  for (auto it = connections.begin(); it != connections.end();) {
    const auto current = it++;
    const Connection& connection = current->second;
    if (connection.state == State::working || now < connection.deadline) continue;
    if (connection.state == State::reading) {
      refuse(current, {408, "head_timeout", "the request did not come in time", {}});
    } else {
      drop(current);
    }
  }
}

void Server::Impl::serve(Connections::iterator it) {
  switch (it->second.state) {
    case State::idle:
    case State::reading:
      return receive(it);
    case State::writing:
      return send_some(it);
    case State::lingering:
      return discard(it);
    case State::working:
      return;
  }
}

void Server::Impl::receive(Connections::iterator it) {
  Connection& connection = it->second;
  std::array<char, kMaxHeadBytes> buffer;
  const ssize_t got = ::recv(connection.socket.get(), buffer.data(), buffer.size(), 0);
  if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
  if (got <= 0) {
    connections.erase(it);
    return;
  }
  if (connection.state == State::idle) {
    connection.state = State::reading;
    connection.deadline = now + options.head_timeout;
  }
  connection.in.append(buffer.data(), static_cast<std::size_t>(got));
  examine(it);
}

void Server::Impl::examine(Connections::iterator it) {
  Connection& connection = it->second;
  const auto found = find_head(connection.in);
  if (const auto* problem = std::get_if<Problem>(&found)) return refuse(it, *problem);
  const std::size_t size = std::get<std::size_t>(found);
  if (size == 0) return;
  auto parsed = parse_head(std::string_view(connection.in).substr(0, size), hosts);
  if (const auto* problem = std::get_if<Problem>(&parsed)) return refuse(it, *problem);
  auto& head = std::get<RequestHead>(parsed);
  // What follows would be a body or a second request: neither is served.
  head.keep_alive = head.keep_alive && size == connection.in.size();
  connection.keep_alive = head.keep_alive;
  connection.in = {};
  connection.state = State::working;
  pool->submit({it->first, std::move(head)});
}

void Server::Impl::refuse(Connections::iterator it, const Problem& problem) {
  it->second.keep_alive = false;
  start_writing(it, refuser.speak({"GET", "/", {}, {}, {}}, After::close,
                                  [&](const Request&) { return problem_reply(problem); }));
}

void Server::Impl::start_writing(Connections::iterator it, std::string bytes) {
  Connection& connection = it->second;
  if (bytes.empty()) {
    connections.erase(it);
    return;
  }
  connection.out = std::move(bytes);
  connection.sent = 0;
  connection.state = State::writing;
  connection.deadline = now + options.write_timeout;
  send_some(it);
}

void Server::Impl::send_some(Connections::iterator it) {
  Connection& connection = it->second;
  while (connection.sent < connection.out.size()) {
    const ssize_t sent = ::send(connection.socket.get(), connection.out.data() + connection.sent,
                                connection.out.size() - connection.sent, MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0 && errno == EAGAIN) return;
    if (sent < 0) {
      connections.erase(it);
      return;
    }
    connection.sent += static_cast<std::size_t>(sent);
  }
  finish_reply(it);
}

void Server::Impl::finish_reply(Connections::iterator it) {
  Connection& connection = it->second;
  connection.out = {};
  connection.in = {};
  if (connection.keep_alive && !draining()) {
    connection.state = State::idle;
    connection.deadline = now + options.idle_timeout;
    return;
  }
  ::shutdown(connection.socket.get(), SHUT_WR);
  connection.state = State::lingering;
  connection.deadline = now + kLinger;
}

void Server::Impl::discard(Connections::iterator it) {
  std::array<char, kMaxHeadBytes> buffer;
  const ssize_t got = ::recv(it->second.socket.get(), buffer.data(), buffer.size(), 0);
  if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR)) connections.erase(it);
}

Expected<Server> Server::listen(const ServerOptions& options,
                                std::function<Handler()> new_handler) {
  Expected<Listener> listener = listen_on(options.listen);
  if (!listener) return failure(listener.error());
  Descriptor wake(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC));
  if (!wake.ok()) return failure("cannot make an eventfd", "Too many files may be open.");
  return Server(std::make_unique<Impl>(options, std::move(new_handler), std::move(*listener),
                                       std::move(wake)));
}

int Server::port() const { return impl_->listener.port; }

void Server::run() { impl_->run(); }

void Server::stop() {
  const int error = errno;  // a signal handler must leave it as it was
  impl_->stop_asked = true;
  impl_->signal();
  errno = error;
}

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Server::Server(Server&&) noexcept = default;
Server& Server::operator=(Server&&) noexcept = default;
Server::~Server() = default;

}  // namespace mi
