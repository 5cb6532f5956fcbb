// What is asked at every key or where a query finds nothing: completions and likely spellings, of
// the words of the passages. The slowest of a hundred is what counts.

#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

#include "bench/passages.h"
#include "core/completions.h"
#include "core/file.h"
#include "indexer/completions_builder.h"
#include "searchd/spelling.h"
#include "tests/support/temporary_folder.h"

namespace mi {
namespace {

std::vector<CompletionEntry> entries_of_passages() {
  CompletionsBuilder builder;
  for (const BenchPassage& passage : bench_passages()) {
    IndexedDocument document;
    document.info.title = passage.title;
    document.passages = {{{passage.heading}, "", passage.text, 0, 0}};
    builder.add(document);
  }
  return builder.entries();
}

const std::vector<CompletionEntry>& bench_entries() {
  static const std::vector<CompletionEntry> kEntries = entries_of_passages();
  return kEntries;
}

// Every beginning of every query: what a reader types who types them.
std::vector<std::string> beginnings() {
  constexpr std::size_t kQueries = 500;
  std::vector<std::string> typed;
  for (const std::string& query : bench_queries()) {
    if (typed.size() > 20 * kQueries) break;
    for (std::size_t size = 1; size <= query.size(); ++size) typed.push_back(query.substr(0, size));
  }
  return typed;
}

template <class Ask>
void measure(benchmark::State& state, const std::vector<std::string>& questions, Ask ask) {
  using Clock = std::chrono::steady_clock;
  std::vector<double> times;
  std::size_t next = 0;
  for ([[maybe_unused]] auto _ : state) {
    const Clock::time_point begin = Clock::now();
    benchmark::DoNotOptimize(ask(questions[next++ % questions.size()]));
    times.push_back(std::chrono::duration<double, std::micro>(Clock::now() - begin).count());
  }
  std::sort(times.begin(), times.end());
  state.counters["p50_us"] = times[times.size() / 2];
  state.counters["p99_us"] = times[times.size() * 99 / 100];
  state.counters["entries"] = static_cast<double>(bench_entries().size());
}

void BM_CollectCompletions(benchmark::State& state) {
  for ([[maybe_unused]] auto _ : state) benchmark::DoNotOptimize(entries_of_passages());
}

void BM_EncodeCompletions(benchmark::State& state) {
  std::string bytes;
  for ([[maybe_unused]] auto _ : state) bytes = encode_completions(bench_entries());
  state.counters["bytes"] = static_cast<double>(bytes.size());
}

void BM_OpenCompletions(benchmark::State& state) {
  const TemporaryFolder folder;
  const auto path = folder.write("completions", encode_completions(bench_entries()));
  for ([[maybe_unused]] auto _ : state) {
    const Expected<Completions> opened = Completions::open(path);
    if (!opened) state.SkipWithError(opened.error().message.c_str());
  }
}

void BM_Complete(benchmark::State& state) {
  const TemporaryFolder folder;
  const Expected<Completions> completions =
      Completions::open(folder.write("completions", encode_completions(bench_entries())));
  if (!completions) {
    state.SkipWithError(completions.error().message.c_str());
    return;
  }
  constexpr std::size_t kShown = 10;
  measure(state, beginnings(),
          [&](const std::string& typed) { return completions->complete(typed, kShown); });
}

void BM_SimilarWords(benchmark::State& state) {
  std::vector<KnownWord> words;
  std::vector<std::string> wrong;
  for (const CompletionEntry& entry : bench_entries()) {
    if (entry.kind != CompletionKind::word) continue;
    words.push_back({entry.text, entry.frequency});
    if (entry.text.size() > 4) wrong.push_back(entry.text.substr(0, 2) + entry.text.substr(3));
  }
  const SpellingIndex index(words);
  measure(state, wrong, [&](const std::string& word) { return index.similar(word, 3); });
}

BENCHMARK(BM_CollectCompletions)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_EncodeCompletions)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_OpenCompletions)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_Complete)->Unit(benchmark::kMicrosecond);
BENCHMARK(BM_SimilarWords)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace mi
