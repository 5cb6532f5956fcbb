// mi-serve-speed: how many searches a second the daemon answers over HTTP, and how soon, to 16
// clients at once; beside the same server with Xapian alone in it, and beside an answer that costs
// nothing: the server by itself. By turns in one run, so that whatever else the machine does slows
// all three.

#include <fmt/format.h>
#include <time.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "bench/bench_index.h"
#include "bench/latency.h"
#include "bench/load.h"
#include "bench/passages.h"
#include "bench/peer_server.h"
#include "searchd/target.h"
#include "tests/support/program.h"
#include "tests/support/temporary_folder.h"

namespace mi {
namespace {

struct Options {
  std::filesystem::path passages;
  std::filesystem::path queries;
  std::filesystem::path keep;
  std::filesystem::path peer_of;  // serve as the peer over this data folder, and nothing else
  std::size_t count = 100'000;
  std::size_t connections = 16;
  int rounds = 5;
  int seconds = 3;
};

// A server in a process of its own, and what it was asked.
class Asked {
 public:
  Asked(std::string name, const std::filesystem::path& program,
        const std::vector<std::string>& arguments, std::vector<std::string> targets)
      : name_(std::move(name)),
        program_(program, arguments, {.deadline = std::chrono::hours(1)}),
        targets_(std::move(targets)) {
    const std::string line = program_.read_line();  // "Listening on http://127.0.0.1:41234/"
    port_ = std::atoi(line.c_str() + line.rfind(':') + 1);
  }

  // One turn; what was counted before is forgotten where it was to warm up.
  void turn(const LoadOptions& options, bool is_warm) {
    if (!is_warm) load_ = {};
    const double cpu = cpu_seconds();
    load_.add(put_load(port_, targets_, next_, options));
    server_cpu_ = (is_warm ? server_cpu_ : 0) + cpu_seconds() - cpu;
    next_ += load_.took_ms.size();
  }

  const std::string& name() const { return name_; }
  const Load& load() const { return load_; }
  double server_cpu_ms() const { return per_reply_ms(server_cpu_); }
  double client_cpu_ms() const { return per_reply_ms(load_.client_cpu_seconds); }

 private:
  // Processor time of the server's process so far.
  double cpu_seconds() const {
    clockid_t clock{};
    timespec time{};
    if (::clock_getcpuclockid(program_.process_id(), &clock) != 0) return 0;
    ::clock_gettime(clock, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
  }

  double per_reply_ms(double seconds) const {
    return load_.took_ms.empty() ? 0 : seconds * 1e3 / static_cast<double>(load_.took_ms.size());
  }

  std::string name_;
  RunningProgram program_;
  std::vector<std::string> targets_;
  int port_ = 0;
  std::size_t next_ = 0;
  Load load_;
  double server_cpu_ = 0;
};

std::vector<std::string> search_targets(const std::filesystem::path& queries) {
  std::vector<std::string> targets;
  for (const std::string& query : read_lines(queries))
    targets.push_back("/api/v1/search?limit=10&q=" + encode_component(query));
  return targets;
}

void print_table(const std::vector<std::unique_ptr<Asked>>& servers) {
  fmt::print("{:<40}{:>9}{:>7}{:>9}{:>8}{:>8}{:>8}{:>10}{:>10}{:>9}{:>9}\n", "", "replies",
             "failed", "a second", "p50 ms", "p99 ms", "max ms", "CPU ms", "client", "ratio",
             "by CPU");
  const Asked& peer = *servers.front();
  for (const auto& server : servers) {
    const Load& load = server->load();
    fmt::print(
        "{:<40}{:>9}{:>7}{:>9.0f}{:>8.2f}{:>8.2f}{:>8.2f}{:>10.3f}{:>10.3f}{:>9.2f}{:>9.2f}\n",
        server->name(), load.took_ms.size(), load.failed, load.per_second(),
        percentile(load.took_ms, .5), percentile(load.took_ms, .99), percentile(load.took_ms, 1),
        server->server_cpu_ms(), server->client_cpu_ms(),
        load.per_second() / peer.load().per_second(),
        peer.server_cpu_ms() / server->server_cpu_ms());
  }
}

void run(const Options& options, const std::filesystem::path& data) {
  const std::vector<std::string> targets = search_targets(options.queries);
  const std::filesystem::path daemon = std::filesystem::path(MI_PROGRAMS_DIR) / "mi-searchd";
  const std::vector<std::string> arguments = {"--data", data.string(), "--listen", "127.0.0.1:0"};
  std::vector<std::unique_ptr<Asked>> servers;
  servers.push_back(std::make_unique<Asked>("the same server, Xapian alone", "/proc/self/exe",
                                            std::vector<std::string>{"--peer-of", data.string()},
                                            targets));
  servers.push_back(
      std::make_unique<Asked>("mi-searchd /api/v1/search", daemon, arguments, targets));
  servers.push_back(std::make_unique<Asked>("mi-searchd /healthz", daemon, arguments,
                                            std::vector<std::string>{"/healthz"}));
  const LoadOptions load{options.connections, std::chrono::seconds(options.seconds)};
  for (int round = 0; round <= options.rounds; ++round) {
    for (const auto& server : servers) server->turn(load, round > 0);
  }
  fmt::print("{} connections, {} turns of {} s each after one to warm\n", options.connections,
             options.rounds, options.seconds);
  print_table(servers);
}

Expected<void> measure_speed(const Options& options) {
  const TemporaryFolder temporary;
  Config config;
  config.data = options.keep.empty() ? temporary.path() : options.keep;
  if (!options.passages.empty()) {
    const std::vector<BenchPassage> passages = read_bench_passages(options.passages, options.count);
    if (Expected<void> made = make_bench_index(config, passages); !made) return made;
  }
  run(options, config.data);
  return {};
}

int serve_peer(const std::filesystem::path& data) {
  Config config;
  config.data = data;
  return serve_xapian_alone(config);
}

}  // namespace
}  // namespace mi

int main(int argc, char** argv) {
  mi::Options options;
  CLI::App app{"Measures the daemon under load, beside Xapian alone", "mi-serve-speed"};
  app.add_option("QUERIES", options.queries, "one a line");
  app.add_option("--passages", options.passages, "number, path, title, heading, text, by tabs");
  app.add_option("--keep", options.keep, "folder for an index that is used again");
  app.add_option("--count", options.count, "of the passages, at most");
  app.add_option("--connections", options.connections, "clients at once")
      ->check(CLI::Range(1, 512));
  app.add_option("--rounds", options.rounds, "turns of each server");
  app.add_option("--seconds", options.seconds, "length of a turn");
  app.add_option("--peer-of", options.peer_of, "what it starts itself as, over this data folder");
  CLI11_PARSE(app, argc, argv);
  if (!options.peer_of.empty()) return mi::serve_peer(options.peer_of);
  const mi::Expected<void> measured = mi::measure_speed(options);
  if (measured) return EXIT_SUCCESS;
  std::fprintf(stderr, "mi-serve-speed: %s\n", measured.error().message.c_str());
  return EXIT_FAILURE;
}
