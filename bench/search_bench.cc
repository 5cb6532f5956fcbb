// A ranked query with ten snippets, through the Searcher, beside the same index asked through
// Xapian's own QueryParser and MSet::snippet.

#include <benchmark/benchmark.h>
#include <xapian.h>

#include <memory>

#include "bench/bench_index.h"
#include "bench/passages.h"
#include "core/paths.h"
#include "searchd/searcher.h"
#include "tests/support/temporary_folder.h"

namespace mi {
namespace {

// The passages, indexed once for all benchmarks.
struct World {
  TemporaryFolder folder;
  Config config;

  World() {
    config.data = folder.path();
    const bool made = make_bench_index(config, bench_passages()).has_value();
    if (!made) std::abort();
  }
};

World& world() {
  static World the_world;
  return the_world;
}

void BM_Search(benchmark::State& state) {
  Expected<Searcher> searcher = Searcher::open(world().config);
  if (!searcher) return state.SkipWithError(searcher.error().message.c_str());
  const std::vector<std::string> queries = bench_queries();
  std::size_t next = 0;
  for ([[maybe_unused]] auto _ : state) {
    benchmark::DoNotOptimize(searcher->search({queries[next++ % queries.size()], 0, 10}));
  }
}

void BM_XapianQueryParserAndSnippet(benchmark::State& state) {
  const std::filesystem::path part = index_folder(world().config) / "papers-000001";
  const Xapian::Database database((part / "xapian").string());
  const std::vector<BenchPassage>& passages = bench_passages();
  Xapian::QueryParser parser;
  parser.set_stemmer(Xapian::Stem("english"));
  parser.set_stemming_strategy(Xapian::QueryParser::STEM_ALL);
  const std::vector<std::string> queries = bench_queries();
  std::size_t next = 0;
  for ([[maybe_unused]] auto _ : state) {
    Xapian::Enquire enquire(database);
    enquire.set_query(parser.parse_query(queries[next++ % queries.size()]));
    const Xapian::MSet found = enquire.get_mset(0, 10);
    for (auto it = found.begin(); it != found.end(); ++it) {
      const std::string& text = passages[*it % passages.size()].text;
      benchmark::DoNotOptimize(found.snippet(text, 320, Xapian::Stem("english")));
    }
  }
}

BENCHMARK(BM_Search)->Unit(benchmark::kMicrosecond);
BENCHMARK(BM_XapianQueryParserAndSnippet)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace mi
