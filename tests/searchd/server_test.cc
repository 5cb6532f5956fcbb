#include "searchd/server.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/socket.h>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <vector>

#include "searchd/request_head.h"
#include "searchd/socket.h"
#include "searchd/target.h"
#include "tests/searchd/raw_client.h"

namespace mi {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr std::size_t kBigBody = std::size_t{16} << 20U;  // more than the sockets' buffers hold

// Lets handlers of "/wait" through when it is opened.
class Gate {
 public:
  void open() {
    {
      const std::lock_guard lock(mutex_);
      open_ = true;
    }
    changed_.notify_all();
  }
  void pass() {
    std::unique_lock lock(mutex_);
    ++waiting_;
    changed_.notify_all();
    changed_.wait_for(lock, std::chrono::seconds(5), [this] { return open_; });
  }
  void await_waiting(int count) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, std::chrono::seconds(5), [&] { return waiting_ >= count; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool open_ = false;
  int waiting_ = 0;
};

// A server with a handler for tests, run in a thread until the test ends.
class Running {
 public:
  explicit Running(const ServerOptions& options = {}) : server_(start(options)) {
    thread_ = std::thread([this] { server_.run(); });
  }
  ~Running() { stop(); }

  void stop() {
    server_.stop();
    if (thread_.joinable()) thread_.join();
  }
  void ask_to_stop() { server_.stop(); }
  int port() const { return server_.port(); }
  Gate& gate() { return gate_; }
  Server& server() { return server_; }
  int workers_made() const { return workers_made_; }
  int rests() const { return rests_; }

 private:
  Server start(const ServerOptions& options) {
    auto listener = listen_on("127.0.0.1:0");
    if (!listener) throw std::runtime_error(listener.error().message);
    auto server = Server::on(std::move(*listener), options, [this] {
      ++workers_made_;
      return ServerWorker{[this](const Request& request) { return handle(request); },
                          [this] { ++rests_; }};
    });
    if (!server) throw std::runtime_error(server.error().message);
    return std::move(*server);
  }

  Reply handle(const Request& request) {
    if (request.target == "/throw") throw std::runtime_error("secret");
    if (request.target == "/throw-int") throw 42;
    if (request.target == "/wait") gate_.pass();
    if (request.target == "/304") return {304, {{"ETag", "\"x\""}}, ""};
    if (request.target == "/big")
      return {200, {{"Content-Type", "text/plain"}}, std::string(kBigBody, 'x')};
    return {200,
            {{"Content-Type", "text/plain"}},
            request.method + " " + request.target + " [" + request.accept_language + "]"};
  }

  Gate gate_;
  std::atomic<int> workers_made_ = 0;
  std::atomic<int> rests_ = 0;
  Server server_;
  std::thread thread_;
};

milliseconds since(steady_clock::time_point start) {
  return std::chrono::duration_cast<milliseconds>(steady_clock::now() - start);
}

TEST(Server, AnswersAGoodRequest) {
  Running server;
  RawClient client(server.port());
  ASSERT_TRUE(client.ask("/a?b=c", "GET", "Accept-Language: ko\r\n"));
  const RawReply reply = client.receive();
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.body, "GET /a?b=c [ko]");
  EXPECT_EQ(reply.header("Content-Type"), "text/plain");
  EXPECT_EQ(reply.header("Date").size(), 29U);
  EXPECT_EQ(reply.header("Keep-Alive"), "timeout=15");
}

TEST(Server, KeepsAConnection) {
  Running server;
  RawClient client(server.port());
  for (int i = 0; i < 100; ++i) {
    const std::string target = "/" + std::to_string(i);
    ASSERT_TRUE(client.ask(target));
    EXPECT_EQ(client.receive().body, "GET " + target + " []");
  }
}

TEST(Server, ClosesWhenTheClientWantsIt) {
  Running server;
  RawClient client(server.port());
  ASSERT_TRUE(client.ask("/", "GET", "Connection: close\r\n"));
  const RawReply reply = client.receive();
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.header("Connection"), "close");
  EXPECT_TRUE(client.is_closed());
}

TEST(Server, AnswersHeadWithoutABody) {
  Running server;
  RawClient client(server.port());
  ASSERT_TRUE(client.ask("/a", "HEAD"));
  const RawReply reply = client.receive(ExpectBody::no);
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.header("Content-Length"), "10");
  EXPECT_EQ(reply.header("Accept-Ranges"), "");
  ASSERT_TRUE(client.ask("/b"));  // what came next would be the body
  EXPECT_EQ(client.receive().body, "GET /b []");
}

TEST(Server, SaysNoLengthOfA304) {
  Running server;
  RawClient client(server.port());
  ASSERT_TRUE(client.ask("/304"));
  const RawReply reply = client.receive();
  EXPECT_EQ(reply.status, 304);
  EXPECT_EQ(reply.header("Content-Length"), "");
  ASSERT_TRUE(client.ask("/b"));
  EXPECT_EQ(client.receive().body, "GET /b []");
}

TEST(Server, IgnoresRangesAndEncodings) {
  Running server;
  RawClient client(server.port());
  ASSERT_TRUE(client.ask("/abc", "GET",
                         "Range: bytes=0-0,1-1\r\nAccept-Encoding: gzip, br\r\n"
                         "Expect: 100-continue\r\nUpgrade: h2c\r\n"));
  const RawReply reply = client.receive();
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.body, "GET /abc []");
  EXPECT_EQ(reply.header("Content-Encoding"), "");
}

TEST(Server, ServesALongTargetAndALongHeader) {
  Running server;
  RawClient client(server.port());
  const std::string target = "/" + std::string(kMaxTargetBytes - 1, 'a');
  ASSERT_TRUE(client.ask(target, "GET", "Accept-Language: " + std::string(7000, 'b') + "\r\n"));
  EXPECT_EQ(client.receive().body, "GET " + target + " [" + std::string(7000, 'b') + "]");
}

TEST(Server, LetsNoExceptionTextOut) {
  Running server;
  for (const std::string target : {"/throw", "/throw-int"}) {
    RawClient client(server.port());
    ASSERT_TRUE(client.ask(target));
    const RawReply reply = client.receive();
    EXPECT_EQ(reply.status, 500);
    EXPECT_EQ((reply.head + reply.body).find("secret"), std::string::npos);
    EXPECT_EQ(reply.head.find("EXCEPTION"), std::string::npos);
    EXPECT_NE(reply.body.find("\"internal\""), std::string::npos);
  }
}

TEST(Server, RefusesBadRequestsAndClosesEachConnection) {
  Running server;
  const std::string host = "Host: 127.0.0.1:" + std::to_string(server.port()) + "\r\n";
  const std::string get = "GET / HTTP/1.1\r\n";
  std::string many;
  for (std::size_t i = 0; i < kMaxHeaders; ++i) many += "A: b\r\n";
  const std::vector<std::pair<std::string, int>> cases = {
      {get + host + "Content-Length: 5\r\n\r\nhello", 400},
      {get + host + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n", 400},
      {"POST / HTTP/1.1\r\n" + host + "\r\n", 405},
      {get + "\r\n", 400},
      {get + host + host + "\r\n", 400},
      {get + "Host: evil.example\r\n\r\n", 421},
      {"GET http://evil.example/ HTTP/1.1\r\n" + host + "\r\n", 421},
      {get + host + many + "\r\n", 431},
      {get + host + "A: " + std::string(kMaxHeadBytes, 'x'), 431},
      {"GET /" + std::string(kMaxTargetBytes, 'a') + " HTTP/1.1\r\n" + host + "\r\n", 414},
      {std::string("GET /\0 HTTP/1.1\r\n", 17) + host + "\r\n", 400},
      {"GET /a\r\nSet-Cookie: x HTTP/1.1\r\n" + host + "\r\n", 400},
      {"GET / HTTP/1.1\n\n", 400},
      {"GET / HTTP/3\r\n" + host + "\r\n", 505},
      {"\x16\x03\x01", 400},  // TLS
  };
  for (const auto& [bytes, status] : cases) {
    RawClient client(server.port());
    client.send(bytes);
    const RawReply reply = client.receive();
    EXPECT_EQ(reply.status, status) << bytes.substr(0, 100);
    EXPECT_TRUE(reply.whole) << bytes.substr(0, 100);
    EXPECT_EQ(reply.header("Connection"), "close") << bytes.substr(0, 100);
    EXPECT_EQ(reply.header("X-Content-Type-Options"), "nosniff") << bytes.substr(0, 100);
    EXPECT_TRUE(client.is_closed()) << bytes.substr(0, 100);
  }
}

TEST(Server, AcceptsTheAbsoluteForm) {
  Running server;
  RawClient client(server.port());
  ASSERT_TRUE(client.ask("http://localhost:" + std::to_string(server.port()) + "/a?b"));
  EXPECT_EQ(client.receive().body, "GET /a?b []");
}

TEST(Server, CarriesNoLineBreakOfAQueryIntoAHeader) {
  Running server;
  RawClient client(server.port());
  ASSERT_TRUE(client.ask("/?q=%0d%0aSet-Cookie:%20a=b", "GET",
                         "Accept-Language: %0d%0aSet-Cookie: a=b\r\n"));
  const RawReply reply = client.receive();
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.head.find("Set-Cookie"), std::string::npos);
}

TEST(Server, ServesTheFirstOfSeveralRequestsSentAtOnce) {
  Running server;
  const std::string request =
      "GET /1 HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(server.port()) + "\r\n\r\n";
  RawClient client(server.port());
  ASSERT_TRUE(client.send(request + request));
  const RawReply reply = client.receive();
  EXPECT_EQ(reply.body, "GET /1 []");
  EXPECT_EQ(reply.header("Connection"), "close");
  EXPECT_TRUE(client.is_closed());
  EXPECT_EQ(client.rest(), "");
}

TEST(Server, AnswersAClientThatHasShutItsSide) {
  Running server;
  RawClient client(server.port());
  ASSERT_TRUE(client.ask("/a"));
  client.shut_down_writing();
  EXPECT_EQ(client.receive().body, "GET /a []");
  EXPECT_TRUE(client.is_closed());
}

TEST(Server, ClosesASlowHeadAtItsDeadline) {
  ServerOptions options;
  options.head_timeout = milliseconds(100);
  Running server(options);
  const auto start = steady_clock::now();
  RawClient client(server.port());
  ASSERT_TRUE(client.send("GET / HT"));
  EXPECT_EQ(client.receive().status, 408);
  EXPECT_GE(since(start), milliseconds(100));
  EXPECT_LT(since(start), milliseconds(2000));
}

// A byte now and then does not put the deadline off.
TEST(Server, ClosesADrippingHeadAtItsDeadline) {
  ServerOptions options;
  options.head_timeout = milliseconds(100);
  Running server(options);
  const auto start = steady_clock::now();
  RawClient client(server.port());
  ASSERT_TRUE(client.send("GET / HTTP/1.1\r\nA: "));
  pollfd polled{client.descriptor(), POLLIN, 0};
  while (::poll(&polled, 1, 5) == 0 && since(start) < milliseconds(3000)) client.send("x");
  EXPECT_EQ(client.receive().status, 408);
  EXPECT_LT(since(start), milliseconds(2000));
}

TEST(Server, ClosesAnIdleConnectionWithoutAWord) {
  ServerOptions options;
  options.idle_timeout = milliseconds(50);
  Running server(options);
  RawClient client(server.port());
  EXPECT_TRUE(client.is_closed());
  EXPECT_EQ(client.rest(), "");
}

TEST(Server, AnswersQuicklyBesideManySlowConnections) {
  ServerOptions options;
  options.head_timeout = std::chrono::seconds(30);
  Running server(options);
  std::vector<RawClient> slow;
  for (int i = 0; i < 200; ++i) {
    slow.emplace_back(server.port());
    ASSERT_TRUE(slow.back().send("GET / HTTP/1.1\r\nA: "));
  }
  const auto start = steady_clock::now();
  for (int i = 0; i < 200; ++i) {
    RawClient client(server.port());
    ASSERT_TRUE(client.ask("/a"));
    EXPECT_EQ(client.receive().status, 200);
  }
  // Far from head_timeout, which they would have to wait for if a slow one held a worker.
  EXPECT_LT(since(start), milliseconds(10'000));
}

TEST(Server, LetsTheOldestIdleConnectionGiveWay) {
  ServerOptions options;
  options.max_connections = 3;
  Running server(options);
  std::vector<RawClient> clients;
  for (int i = 0; i < 3; ++i) {
    clients.emplace_back(server.port());
    ASSERT_TRUE(clients.back().ask("/a"));
    ASSERT_EQ(clients.back().receive().status, 200);
  }
  RawClient late(server.port());
  ASSERT_TRUE(late.ask("/b"));
  EXPECT_EQ(late.receive().status, 200);
  EXPECT_TRUE(clients[0].is_closed());
  ASSERT_TRUE(clients[1].ask("/c"));
  EXPECT_EQ(clients[1].receive().status, 200);
}

TEST(Server, WaitsWithNewConnectionsWhileWorkersHaveThemAll) {
  ServerOptions options;
  options.max_connections = 2;
  options.workers = 2;
  Running server(options);
  RawClient first(server.port());
  RawClient second(server.port());
  ASSERT_TRUE(first.ask("/wait"));
  ASSERT_TRUE(second.ask("/wait"));
  server.gate().await_waiting(2);
  RawClient third(server.port());
  ASSERT_TRUE(third.ask("/c"));
  server.gate().open();
  EXPECT_EQ(first.receive().status, 200);
  EXPECT_EQ(second.receive().status, 200);
  EXPECT_EQ(third.receive().status, 200);
}

TEST(Server, SendsABigReplyWhole) {
  Running server;
  RawClient client(server.port());
  ASSERT_TRUE(client.ask("/big"));
  const RawReply reply = client.receive();
  EXPECT_EQ(reply.body.size(), kBigBody);
}

TEST(Server, GivesUpOnAReaderThatDoesNotRead) {
  ServerOptions options;
  options.write_timeout = milliseconds(100);
  options.workers = 2;
  Running server(options);
  std::vector<RawClient> readers;
  for (int i = 0; i < 4; ++i) {
    readers.emplace_back(server.port());
    ASSERT_TRUE(readers.back().ask("/big"));
  }
  RawClient client(server.port());  // four readers hold no worker
  ASSERT_TRUE(client.ask("/a"));
  EXPECT_EQ(client.receive().status, 200);
  const int closed = POLLHUP | POLLERR;
  for (RawClient& reader : readers) {
    pollfd polled{reader.descriptor(), POLLRDHUP, 0};
    EXPECT_EQ(::poll(&polled, 1, 5000), 1);
    EXPECT_NE(polled.revents & (POLLRDHUP | closed), 0);
    EXPECT_FALSE(reader.receive().whole);
  }
}

TEST(Server, FinishesRepliesWhenStopped) {
  ServerOptions options;
  options.workers = 4;
  Running server(options);
  RawClient idle(server.port());
  ASSERT_TRUE(idle.ask("/a"));
  ASSERT_EQ(idle.receive().status, 200);
  std::vector<RawClient> clients;
  for (int i = 0; i < 4; ++i) {
    clients.emplace_back(server.port());
    ASSERT_TRUE(clients.back().ask("/wait"));
  }
  server.gate().await_waiting(4);
  server.ask_to_stop();
  EXPECT_TRUE(idle.is_closed());
  server.gate().open();
  for (RawClient& client : clients) {
    const RawReply reply = client.receive();
    EXPECT_EQ(reply.status, 200);
    EXPECT_TRUE(reply.whole);
    EXPECT_TRUE(client.is_closed());
  }
  clients.clear();
  server.stop();
  EXPECT_FALSE(RawClient(server.port()).connected());
}

TEST(Server, StopsUnderLoadWithWholeRepliesOnly) {
  Running server;
  std::atomic<int> whole = 0;
  std::atomic<int> broken = 0;
  std::vector<std::thread> threads;
  threads.reserve(4);
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      RawClient client(server.port());
      while (client.ask("/a")) {
        const RawReply reply = client.receive();
        if (reply.head.empty()) return;
        ++(reply.whole && reply.status == 200 ? whole : broken);
      }
    });
  }
  while (whole < 200 && broken == 0) std::this_thread::yield();
  const auto start = steady_clock::now();
  server.stop();
  EXPECT_LT(since(start), milliseconds(2000));
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(broken, 0);
}

TEST(Server, StopsWithinItsTimeWhenAClientDoesNotRead) {
  ServerOptions options;
  options.drain_timeout = milliseconds(100);
  Running server(options);
  RawClient client(server.port());
  ASSERT_TRUE(client.ask("/big"));
  pollfd polled{client.descriptor(), POLLIN, 0};
  ASSERT_EQ(::poll(&polled, 1, 5000), 1);
  const auto start = steady_clock::now();
  server.stop();
  EXPECT_LT(since(start), milliseconds(2000));
}

TEST(Server, StopsAtOnceWhenToldBeforeItRuns) {
  auto server = Server::on(*listen_on("127.0.0.1:0"), {}, [] {
    return ServerWorker{[](const Request&) { return Reply{}; }, {}};
  });
  ASSERT_TRUE(server);
  server->stop();
  server->run();
}

TEST(Server, MakesWorkersAnewWhenAsked) {
  ServerOptions options;
  options.workers = 2;
  Running server(options);
  RawClient client(server.port());
  ASSERT_TRUE(client.ask("/a"));
  ASSERT_EQ(client.receive().status, 200);
  const auto await_workers = [&server](int count) {
    const auto start = steady_clock::now();
    while (server.workers_made() < count && since(start) < milliseconds(4000))
      std::this_thread::sleep_for(milliseconds(1));
  };
  await_workers(2);
  server.server().renew();
  await_workers(4);
  EXPECT_EQ(server.workers_made(), 4);
  ASSERT_TRUE(client.ask("/b"));
  EXPECT_EQ(client.receive().status, 200) << "on the same connection";
}

TEST(Server, LetsWorkersRestNowAndThen) {
  Running server;
  const auto start = steady_clock::now();
  while (server.rests() < 2 && since(start) < milliseconds(5000))
    std::this_thread::sleep_for(milliseconds(1));
  EXPECT_GE(server.rests(), 2);
}

TEST(Server, CountsWhatItDoes) {
  ServerCounts counts;
  ServerOptions options;
  options.max_connections = 2;
  options.counts = &counts;
  Running server(options);
  std::vector<RawClient> clients;
  for (int i = 0; i < 3; ++i) {
    clients.emplace_back(server.port());
    ASSERT_TRUE(clients.back().ask("/a", i == 1 ? "POST" : "GET"));
    ASSERT_EQ(clients.back().receive().status, i == 1 ? 405 : 200);
  }
  EXPECT_EQ(counts.accepted, 3U);
  EXPECT_EQ(counts.evicted, 1U);
  EXPECT_EQ(counts.refused, 1U);
  EXPECT_LE(counts.open, 2U);
}

double cpu_seconds() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

// Lets the process have no more descriptors than it has.
class NoMoreDescriptors {
 public:
  NoMoreDescriptors() {
    ::getrlimit(RLIMIT_NOFILE, &before_);
    const Descriptor lowest_free(::fcntl(0, F_DUPFD_CLOEXEC, 0));
    const rlimit none{static_cast<rlim_t>(lowest_free.get()), before_.rlim_max};
    ::setrlimit(RLIMIT_NOFILE, &none);
  }
  NoMoreDescriptors(const NoMoreDescriptors&) = delete;
  NoMoreDescriptors& operator=(const NoMoreDescriptors&) = delete;
  ~NoMoreDescriptors() { ::setrlimit(RLIMIT_NOFILE, &before_); }

 private:
  rlimit before_{};
};

// A connection that cannot be accepted stays in the backlog, and the listener readable: a loop that
// tried again at once would take a whole processor.
TEST(Server, DoesNotSpinWhenDescriptorsRunOut) {
  Running server;
  RawClient busy(server.port());
  ASSERT_TRUE(busy.ask("/wait"));
  server.gate().await_waiting(1);  // a worker has it, so that it cannot give way
  RawClient late(server.port(), Connect::later);
  {
    const NoMoreDescriptors none;
    late.connect();
    ASSERT_TRUE(late.ask("/a"));
    const double start = cpu_seconds();
    pollfd polled{late.descriptor(), POLLIN, 0};
    EXPECT_EQ(::poll(&polled, 1, 300), 0);
    EXPECT_LT(cpu_seconds() - start, 0.15);
  }
  EXPECT_EQ(late.receive().status, 200);
  server.gate().open();
  EXPECT_EQ(busy.receive().status, 200);
}

TEST(Server, LetsAnIdleConnectionGiveWayWhenDescriptorsRunOut) {
  Running server;
  RawClient idle(server.port());
  ASSERT_TRUE(idle.ask("/a"));
  ASSERT_EQ(idle.receive().status, 200);
  RawClient late(server.port(), Connect::later);
  const NoMoreDescriptors none;
  late.connect();
  ASSERT_TRUE(late.ask("/b"));
  EXPECT_EQ(late.receive().status, 200);
  EXPECT_TRUE(idle.is_closed());
}

}  // namespace
}  // namespace mi
