// The daemon itself under siege: slow clients, hostile heads, SIGTERM in the middle of its work.

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "tests/searchd/raw_client.h"
#include "tests/searchd/small_index.h"

namespace mi {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr const char* kSearch = "/api/v1/search?q=superposition";

class Siege : public testing::Test {
 protected:
  Siege() {
    Config config;
    config.data = folder_.path();
    write_small_index(config, 20, "first");
  }

  const std::filesystem::path& data() const { return folder_.path(); }

 private:
  TemporaryFolder folder_;
};

// A thread that does something again and again until it is told to end.
class Busy {
 public:
  explicit Busy(std::function<void()> work)
      : thread_([this, work = std::move(work)] {
          while (!over_) work();
        }) {}
  Busy(const Busy&) = delete;
  Busy& operator=(const Busy&) = delete;
  ~Busy() {
    over_ = true;
    thread_.join();
  }

 private:
  std::atomic<bool> over_ = false;
  std::thread thread_;
};

struct Round {
  int failed = 0;
  double p99 = 0;  // milliseconds
};

// Good requests one after another, each on a connection of its own.
Round ask_well(int port, int requests) {
  Round round;
  std::vector<double> took;
  for (int i = 0; i < requests; ++i) {
    const auto begin = steady_clock::now();
    RawClient client(port);
    const bool asked = client.ask(kSearch);
    const RawReply reply = asked ? client.receive() : RawReply();
    if (reply.status != 200 || !reply.whole) ++round.failed;
    took.push_back(std::chrono::duration<double, std::milli>(steady_clock::now() - begin).count());
  }
  std::sort(took.begin(), took.end());
  round.p99 = took[took.size() * 99 / 100];
  return round;
}

// Opens so many connections that each send a byte of a head now and then; one that is closed is
// opened again.
void drip(int port, std::vector<RawClient>& clients, std::size_t count) {
  while (clients.size() < count) {
    clients.emplace_back(port);
    clients.back().send("GET / HTTP/1.1\r\nA: ");
  }
  for (RawClient& client : clients) {
    if (client.send("x")) continue;
    client = RawClient(port);
    client.send("GET / HTTP/1.1\r\nA: ");
  }
  std::this_thread::sleep_for(milliseconds(20));
}

void allow_many_descriptors() {
  rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

TEST_F(Siege, GoodRequestsGoOnBesideSlowConnections) {
  allow_many_descriptors();
  RunningDaemon daemon(data());
  ASSERT_GT(daemon.port(), 0);
  const Round alone = ask_well(daemon.port(), 300);
  RecordProperty("p99_alone_ms", fmt::format("{:.2f}", alone.p99));
  for (const std::size_t slow : {std::size_t{200}, std::size_t{900}}) {
    std::vector<RawClient> clients;
    drip(daemon.port(), clients, slow);
    const Busy dripping([&] { drip(daemon.port(), clients, slow); });
    const Round round = ask_well(daemon.port(), 1000);
    const double open = daemon.metric("mi_connections_open");
    RecordProperty(fmt::format("p99_beside_{}_ms", slow), fmt::format("{:.2f}", round.p99));
    EXPECT_EQ(round.failed, 0) << slow;
    // What the machine is busy with besides costs the good requests by themselves, too.
    EXPECT_LT(round.p99, 50 + alone.p99) << slow;
    EXPECT_GT(open, static_cast<double>(slow) / 2) << "the slow ones are there";
  }
}

// Sends pieces until the daemon has enough, or 16 MB are out.
void flood(int port, const std::string& beginning, const std::string& piece) {
  constexpr std::size_t kMost = std::size_t{16} << 20U;
  RawClient client(port);
  if (!client.send(beginning)) return;
  for (std::size_t sent = 0; sent < kMost && client.send(piece); sent += piece.size()) {
  }
}

TEST_F(Siege, HostileRequestsCostNoMemory) {
  RunningDaemon daemon(data());
  const int port = daemon.port();
  ASSERT_EQ(ask_well(port, 100).failed, 0);
  const double before = daemon.metric("mi_process_anonymous_memory_bytes");
  ASSERT_GT(before, 0);
  const std::string host = fmt::format("Host: 127.0.0.1:{}\r\n", port);
  const std::string start = "GET / HTTP/1.1\r\n" + host;
  std::string ranges = "Range: bytes=0-0";
  for (int i = 1; i < 500; ++i) ranges += fmt::format(",{}-{}", i, i + 1000);
  const std::string filler(65536, 'x');
  const std::vector<std::pair<std::string, std::string>> attacks = {
      {"GET /", filler},                                       // an endless line
      {start + "A: ", filler},                                 // an endless header
      {start, "A: b\r\n"},                                     // endless headers
      {start + "Content-Length: 1000000000\r\n\r\n", filler},  // a body
      {start + "Transfer-Encoding: chunked\r\n\r\n", "10000\r\n" + filler + "\r\n"},
      {start + "Content-Encoding: gzip\r\nContent-Length: 500000\r\n\r\n\x1f\x8b",
       filler},                                                    // a bomb
      {start + ranges + "\r\n\r\n", start + ranges + "\r\n\r\n"},  // ranges, one after another
      {"\x16\x03\x01", filler},                                    // TLS
  };
  for (int round = 0; round < 8; ++round) {
    std::vector<std::thread> threads;
    for (const auto& [beginning, piece] : attacks) {
      threads.emplace_back(flood, port, std::cref(beginning), std::cref(piece));
      threads.emplace_back(flood, port, std::cref(beginning), std::cref(piece));
    }
    for (std::thread& thread : threads) thread.join();
  }
  EXPECT_EQ(ask_well(port, 100).failed, 0);
  const double growth = daemon.metric("mi_process_anonymous_memory_bytes") - before;
  RecordProperty("growth_kib", static_cast<int>(growth / 1024));
  EXPECT_LT(growth, 10e6);
}

// What clients saw of the replies under way when the daemon was told to end.
struct Seen {
  std::atomic<int> whole = 0;
  std::atomic<int> truncated = 0;
};

// Asks on one connection until it is closed.
void ask_until_closed(int port, Seen& seen) {
  RawClient client(port);
  while (client.ask(kSearch)) {
    const RawReply reply = client.receive();
    const bool nothing_came = reply.head.empty() && client.rest().empty();
    if (nothing_came) return;  // closed between two replies
    ++(reply.status == 200 && reply.whole ? seen.whole : seen.truncated);
    if (!reply.whole) return;
  }
}

TEST_F(Siege, LosesNoReplyInAHundredTerms) {
  Seen seen;
  for (int round = 0; round < 100; ++round) {
    RunningDaemon daemon(data());
    const int whole_before = seen.whole;
    std::vector<std::thread> clients;
    for (int i = 0; i < 4; ++i)
      clients.emplace_back(ask_until_closed, daemon.port(), std::ref(seen));
    while (seen.whole < whole_before + 8 && seen.truncated == 0)
      std::this_thread::sleep_for(milliseconds(1));
    std::this_thread::sleep_for(std::chrono::microseconds(round * 97 % 5000));
    const auto told = steady_clock::now();
    daemon.program().send(SIGTERM);
    const ProgramResult result = daemon.program().wait();
    EXPECT_LT(steady_clock::now() - told, milliseconds(2500)) << round;
    EXPECT_EQ(result.exit_code, 0) << round << result.err;
    for (std::thread& client : clients) client.join();
  }
  RecordProperty("whole", seen.whole.load());
  EXPECT_EQ(seen.truncated, 0);
  EXPECT_GT(seen.whole, 800);
}

}  // namespace
}  // namespace mi
