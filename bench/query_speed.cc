// mi-speed: how long queries take, each beside Xapian alone asked the same in the same run: by
// turns, query by query, so that whatever else the machine does slows both.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "bench/bench_index.h"
#include "bench/latency.h"
#include "bench/passages.h"
#include "bench/xapian_alone.h"
#include "searchd/searcher.h"
#include "tests/searchd/hostile_queries.h"
#include "tests/support/temporary_folder.h"

namespace mi {
namespace {

struct Options {
  std::filesystem::path passages;
  std::filesystem::path queries;
  std::filesystem::path typed;
  std::filesystem::path keep;
  std::size_t count = 100'000;
  int rounds = 3;
  bool hostile = false;
};

class Run {
 public:
  Run(Options options, Searcher searcher, XapianAlone peer)
      : options_(std::move(options)), searcher_(std::move(searcher)), peer_(std::move(peer)) {}

  void go() {
    const std::vector<std::string> queries = read_lines(options_.queries);
    Latency ours;
    Latency whole_peer;
    Latency match_alone;
    for (int round = 0; round <= options_.rounds; ++round) {
      if (round == 1) ours = whole_peer = match_alone = {};  // the first round warms
      for (const std::string& query : queries) {
        whole_peer.measure([&] { peer_.search(query); });
        ours.measure([&] { search(query); });
        match_alone.measure([&] { peer_.match(query); });
      }
    }
    print_latencies({{"OR, top 10 with snippets: Xapian alone", whole_peer},
                     {"OR, top 10 with snippets: mi-search", ours},
                     {"OR, top 10, no snippets: Xapian alone", match_alone}});
    if (!options_.typed.empty()) type();
  }

  // Asks each hostile query in both orders, with everything that an answer can have; whether each
  // was refused or answered in time. Of a few rounds the fastest counts: the rest is what else the
  // machine does.
  bool attack() {
    constexpr double kMostMs = 250;
    constexpr std::size_t kShown = 10;
    std::vector<std::pair<double, std::string>> slowest;
    for (const HostileQuery& query : hostile_queries()) {
      for (const SearchOrder order : {SearchOrder::best, SearchOrder::newest}) {
        Latency latency;
        std::string outcome;
        for (int round = 0; round <= options_.rounds; ++round)
          latency.measure([&] { outcome = attack_with(query.text, order); });
        slowest.emplace_back(latency.wall_ms(0), fmt::format("{}: {}", query.name, outcome));
      }
    }
    std::sort(slowest.rbegin(), slowest.rend());
    fmt::print("{} times a hostile query, the slowest:\n", slowest.size());
    for (std::size_t i = 0; i < std::min(kShown, slowest.size()); ++i)
      fmt::print("{:>9.3f} ms  {}\n", slowest[i].first, slowest[i].second);
    return slowest.front().first < kMostMs;
  }

 private:
  std::string attack_with(const std::string& query, SearchOrder order) {
    searcher_.complete(query, 10);
    SearchRequest request{query};
    request.order = order;
    request.facets = request.explain = request.counts = request.notes = request.mentions = true;
    const Expected<Results> results = searcher_.search(request);
    return results ? fmt::format("{} passages", results->estimated_total) : results.error().message;
  }

  void search(const std::string& query) {
    if (const auto results = searcher_.search({query, 0, 10}); !results)
      fmt::print(stderr, "{}: {}\n", query, results.error().message);
  }

  // What a client asks at each key: completions, and passages for the last word as a prefix.
  void type() {
    Latency ours;
    Latency completions;
    Latency whole_peer;
    const std::vector<std::string> typed = read_lines(options_.typed);
    for (int round = 0; round <= 1; ++round) {
      if (round == 1) ours = completions = whole_peer = {};
      for (const std::string& query : typed) {
        whole_peer.measure([&] { peer_.search_typed(query); });
        completions.measure([&] { searcher_.complete(query, 10); });
        ours.measure([&] {
          searcher_.complete(query, 10);
          search(query + "*");
        });
      }
    }
    print_latencies({{"as you type: Xapian alone, FLAG_PARTIAL", whole_peer},
                     {"as you type: mi-search, with completions", ours},
                     {"as you type: mi-search, completions alone", completions}});
  }

  Options options_;
  Searcher searcher_;
  XapianAlone peer_;
};

Expected<void> measure_speed(const Options& options) {
  const TemporaryFolder temporary;
  Config config;
  config.data = options.keep.empty() ? temporary.path() : options.keep;
  const std::vector<BenchPassage> passages = read_bench_passages(options.passages, options.count);
  if (Expected<void> made = make_bench_index(config, passages); !made) return made;
  Expected<Searcher> searcher = Searcher::open(config);
  if (!searcher) return tl::unexpected(searcher.error());
  Expected<XapianAlone> peer = XapianAlone::open(config);
  if (!peer) return tl::unexpected(peer.error());
  fmt::print("{} passages\n", searcher->collection().passages);
  Run run(options, std::move(*searcher), std::move(*peer));
  if (!options.hostile) {
    run.go();
  } else if (!run.attack()) {
    return failure("a query took longer than it may");
  }
  return {};
}

}  // namespace
}  // namespace mi

int main(int argc, char** argv) {
  mi::Options options;
  CLI::App app{"Measures how long queries take, beside Xapian alone", "mi-speed"};
  app.add_option("PASSAGES", options.passages, "number, path, title, heading, text, by tabs")
      ->required();
  app.add_option("QUERIES", options.queries, "one a line")->required();
  app.add_option("--typed", options.typed, "queries that are being typed, one a line");
  app.add_option("--count", options.count, "of the passages, at most");
  app.add_option("--rounds", options.rounds, "how often each query is asked, after once to warm");
  app.add_flag("--hostile", options.hostile,
               "ask the hostile queries of the tests instead: each is to be refused or answered "
               "within 250 ms");
  app.add_option("--keep", options.keep, "folder for an index that is used again");
  CLI11_PARSE(app, argc, argv);
  const mi::Expected<void> measured = mi::measure_speed(options);
  if (measured) return EXIT_SUCCESS;
  std::fprintf(stderr, "mi-speed: %s\n", measured.error().message.c_str());
  return EXIT_FAILURE;
}
