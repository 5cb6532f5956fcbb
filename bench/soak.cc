// mi-soak: the daemon for ten minutes, asked 50 times a second, while a note changes every 20
// seconds and mi-index publishes a new generation of 100,000 passages: memory must stay where it
// was, no descriptor be left behind, and no request fail.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "bench/latency.h"
#include "bench/paced_load.h"
#include "bench/passages.h"
#include "bench/process_watch.h"
#include "searchd/target.h"
#include "tests/support/program.h"
#include "tests/support/temporary_folder.h"

namespace mi {
namespace {

namespace fs = std::filesystem;
using std::chrono::seconds;
using std::chrono::steady_clock;

struct Options {
  fs::path passages;
  fs::path queries;
  std::size_t count = 100'000;
  int minutes = 10;
  int requests = 50;  // a second
  int every = 20;     // seconds between two generations
};

constexpr std::size_t kPassagesOfNote = 10;

fs::path program_path(const std::string& name) { return fs::path(MI_PROGRAMS_DIR) / name; }

fs::path note_path(const fs::path& notes, std::size_t number) {
  return notes / fmt::format("{:02}", number % 100) / fmt::format("{}.md", number);
}

// Ten passages in each, under headings of their own.
std::size_t write_notes(const fs::path& notes, const std::vector<BenchPassage>& passages) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < passages.size(); i += kPassagesOfNote, ++count) {
    const fs::path path = note_path(notes, count);
    fs::create_directories(path.parent_path());
    std::ofstream note(path);
    note << "# " << passages[i].title << "\n";
    for (std::size_t j = i; j < std::min(i + kPassagesOfNote, passages.size()); ++j)
      note << "\n## " << passages[j].heading << "\n\n" << passages[j].text << "\n";
  }
  return count;
}

// Mostly searches, as programs and the page ask them; also what else a page asks.
std::vector<std::string> targets_of(const std::vector<std::string>& queries) {
  std::vector<std::string> targets;
  for (std::size_t i = 0; i < queries.size(); ++i) {
    const std::string query = encode_component(queries[i]);
    targets.push_back("/api/v1/search?q=" + query);
    if (i % 4 == 0) targets.push_back("/?q=" + query);
    if (i % 4 == 1) targets.push_back("/api/v1/suggest?q=" + query);
    if (i % 4 == 2) targets.push_back("/api/v1/search?facets=1&explain=1&q=" + query);
    if (i % 4 == 3) targets.push_back("/api/v1/search?kind=note&sort=date&q=" + query);
    if (i % 100 == 0) targets.push_back("/metrics");
  }
  return targets;
}

double middle_of(const std::vector<ProcessSample>& samples, double ProcessSample::*value,
                 double share = .5) {
  std::vector<double> values;
  values.reserve(samples.size());
  for (const ProcessSample& sample : samples) values.push_back(sample.*value);
  return percentile(std::move(values), share);
}

int fewest(const std::vector<ProcessSample>& samples, int ProcessSample::*value) {
  int least = samples.empty() ? 0 : samples.front().*value;
  for (const ProcessSample& sample : samples) least = std::min(least, sample.*value);
  return least;
}

class Soak {
 public:
  explicit Soak(const Options& options) : options_(options) {}

  bool run() {
    notes_count_ = write_notes(notes_, read_bench_passages(options_.passages, options_.count));
    if (!index()) return false;
    RunningProgram daemon(program_path("mi-searchd"),
                          {"--data", data_.string(), "--listen", "127.0.0.1:0"},
                          {.environment = {{"HOME", folder_.path().string()}},
                           .folder = folder_.path(),
                           .deadline = std::chrono::hours(2)});
    const std::string line = daemon.read_line();  // "Listening on http://127.0.0.1:41234/"
    const int port = std::atoi(line.c_str() + line.rfind(':') + 1);
    constexpr std::size_t kConnections = 4;
    const PacedLoad load(port, targets_of(read_lines(options_.queries)), options_.requests,
                         kConnections);
    const ProcessWatch watch(daemon.process_id());
    // The first fifth, until all that is kept has been seen, is not measured.
    const seconds part(options_.minutes * 12);
    if (!publish_until(steady_clock::now() + 2 * part)) return false;
    const std::vector<ProcessSample> early = watch.samples(part);
    if (!publish_until(steady_clock::now() + 3 * part)) return false;
    return report(early, watch, part, load.counts());
  }

 private:
  bool index() const {
    const ProgramResult result = run_program(program_path("mi-index"),
                                             {"--data", data_.string(), "--notes", notes_.string()},
                                             {.environment = {{"HOME", folder_.path().string()}},
                                              .folder = folder_.path(),
                                              .deadline = std::chrono::hours(1)});
    if (result.exit_code != 0) fmt::print(stderr, "mi-soak: mi-index: {}\n", result.err);
    return result.exit_code == 0;
  }

  // A note changes, and is indexed, at fixed times.
  bool publish_until(steady_clock::time_point end) {
    for (auto next = steady_clock::now(); next < end; next += seconds(options_.every)) {
      std::this_thread::sleep_until(next);
      std::ofstream(note_path(notes_, published_ % notes_count_), std::ios::app)
          << fmt::format("\nChanged for the {}. time.\n", published_);
      if (!index()) return false;
      ++published_;
    }
    std::this_thread::sleep_until(end);
    return true;
  }

  bool report(const std::vector<ProcessSample>& early, const ProcessWatch& watch, seconds part,
              const PacedLoad::Counts& counts) const {
    const std::vector<ProcessSample> late = watch.samples(part);
    const double before = middle_of(early, &ProcessSample::resident_mib);
    const double after = middle_of(late, &ProcessSample::resident_mib);
    const double growth = (after / before - 1) * 100;
    const auto all = watch.samples(5 * part);
    // The engine opens a table of an index when it is first asked, so that there may be more of
    // them late; what is leaked is of generations that are gone, or is no file, and stays.
    const int leaked = fewest(late, &ProcessSample::lost_descriptors) +
                       std::max(0, fewest(late, &ProcessSample::other_descriptors) -
                                       fewest(early, &ProcessSample::other_descriptors));
    fmt::print("{} generations, {} requests, {} failed {}\n", published_ + 1,
               counts.answered + counts.failed, counts.failed, counts.first_failure);
    fmt::print("milliseconds: p50 {:.2f}, p99 {:.2f}, max {:.2f}\n", percentile(counts.took_ms, .5),
               percentile(counts.took_ms, .99), percentile(counts.took_ms, 1));
    fmt::print("resident MiB, median: {:.2f} in the second fifth, {:.2f} in the last: {:+.2f} %\n",
               before, after, growth);
    fmt::print(
        "resident MiB, all samples: median {:.2f}, p99 {:.2f}, max {:.2f}; anonymous {:.2f}\n",
        middle_of(all, &ProcessSample::resident_mib),
        middle_of(all, &ProcessSample::resident_mib, .99),
        middle_of(all, &ProcessSample::resident_mib, 1),
        middle_of(late, &ProcessSample::anonymous_mib));
    fmt::print("descriptors, fewest: {} in the second fifth, {} in the last; leaked: {}\n",
               fewest(early, &ProcessSample::descriptors),
               fewest(late, &ProcessSample::descriptors), leaked);
    return counts.failed == 0 && growth < 1 && leaked == 0 && after < 40;
  }

  Options options_;
  TemporaryFolder folder_;
  fs::path notes_ = folder_ / "notes";
  fs::path data_ = folder_ / "data";
  std::size_t notes_count_ = 0;
  std::size_t published_ = 0;
};

}  // namespace
}  // namespace mi

int main(int argc, char** argv) {
  mi::Options options;
  CLI::App app{"Holds the daemon's memory, descriptors and answers over minutes", "mi-soak"};
  app.add_option("PASSAGES", options.passages, "number, path, title, heading, text, by tabs")
      ->required();
  app.add_option("QUERIES", options.queries, "one a line")->required();
  app.add_option("--count", options.count, "of the passages, at most");
  app.add_option("--minutes", options.minutes, "how long");
  app.add_option("--requests", options.requests, "a second");
  app.add_option("--every", options.every, "seconds between two generations");
  CLI11_PARSE(app, argc, argv);
  return mi::Soak(options).run() ? EXIT_SUCCESS : EXIT_FAILURE;
}
