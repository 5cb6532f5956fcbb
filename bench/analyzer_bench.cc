// The analyzer beside Xapian's own TermGenerator: text to terms, megabytes a second.

#include <benchmark/benchmark.h>
#include <xapian.h>

#include "bench/passages.h"
#include "core/analyzer.h"

namespace mi {
namespace {

void set_bytes(benchmark::State& state, std::size_t bytes) {
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes) * state.iterations());
}

void BM_Analyze(benchmark::State& state) {
  const std::string text = bench_text();
  for ([[maybe_unused]] auto _ : state) benchmark::DoNotOptimize(analyze(text));
  set_bytes(state, text.size());
}

void BM_XapianTermGenerator(benchmark::State& state) {
  const std::string text = bench_text();
  for ([[maybe_unused]] auto _ : state) {
    Xapian::TermGenerator generator;
    generator.set_stemmer(Xapian::Stem("english"));
    generator.set_flags(Xapian::TermGenerator::FLAG_CJK_NGRAM);
    generator.index_text(text);
    benchmark::DoNotOptimize(generator.get_document().termlist_count());
  }
  set_bytes(state, text.size());
}

BENCHMARK(BM_Analyze)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_XapianTermGenerator)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace mi
