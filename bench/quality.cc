// mi-quality: how well the search ranks, on queries of our own field and on public test sets, in
// one table beside the last recorded run.
//
//   mi-quality SHARED RECORDED.tsv [--record] [--config FILE] [--keep FOLDER] [--per-query]
//
// SHARED has quality/ (queries and quote judgments over web/ and notes/) and ir/ (public sets).
// Exits 1 when a set's nDCG@10 is more than 0.01 below the recorded one. --record writes this run
// into RECORDED.tsv; --keep uses the indexes of an earlier run in FOLDER again, as long as they
// were made by the same program and settings.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "bench/public_set.h"
#include "bench/quotes.h"
#include "bench/ranking_metrics.h"
#include "cli/import_job.h"
#include "cli/index_job.h"
#include "core/file.h"
#include "core/paths.h"
#include "searchd/searcher.h"
#include "tests/support/temporary_folder.h"

namespace mi {
namespace {

namespace fs = std::filesystem;

constexpr const char* kOwnField = "own-field";
constexpr double kTolerance = 0.01;

struct Options {
  fs::path shared;
  fs::path recorded;
  fs::path config;
  fs::path keep;
  bool record = false;
  bool per_query = false;
};

struct Row {
  std::string set;
  std::string group;  // "overall", or a group of the own field's queries
  std::size_t queries = 0;
  RankingMetrics metrics;
};

// Queries of one set and what each reached.
class Tally {
 public:
  Tally(std::string set, bool per_query) : set_(std::move(set)), per_query_(per_query) {}

  void add(const std::string& group, const std::string& query, const RankingMetrics& metrics) {
    if (per_query_)
      fmt::print("{}\t{}\t{:.3f}\t{:.3f}\t{}\n", set_, group, metrics.ndcg, metrics.mrr, query);
    if (!group.empty()) groups_[group].push_back(metrics);
    groups_["overall"].push_back(metrics);
  }

  std::vector<Row> rows() const {
    std::vector<Row> rows;
    for (const auto& [group, queries] : groups_)
      rows.push_back({set_, group, queries.size(), mean_of(queries)});
    return rows;
  }

 private:
  std::string set_;
  bool per_query_;
  std::map<std::string, std::vector<RankingMetrics>> groups_;
};

Expected<void> index_own_field(const Config& config, const fs::path& web) {
  if (Expected<void> made = make_folder(index_folder(config)); !made) return made;
  if (Expected<ImportOutcome> imported = run_mirror_import(config, web); !imported)
    return tl::unexpected(imported.error());
  const Expected<IndexJob> job = run_index_job(config, IndexMode::update);
  if (!job) return tl::unexpected(job.error());
  return {};
}

struct OwnQuery {
  std::string id;
  std::string group;
  std::string text;
};

Expected<std::vector<OwnQuery>> read_own_queries(const fs::path& file) {
  std::ifstream stream(file);
  if (!stream) return failure("cannot read " + file.string());
  std::vector<OwnQuery> queries;
  for (std::string line; std::getline(stream, line);) {
    const std::size_t first = line.find('\t');
    const std::size_t second = line.find('\t', first + 1);
    const std::size_t third = line.find('\t', second + 1);
    if (second == std::string::npos || line.starts_with('#') || line.starts_with("qid\t")) continue;
    queries.push_back({line.substr(0, first), line.substr(first + 1, second - first - 1),
                       line.substr(second + 1, third - second - 1)});
  }
  return queries;
}

Expected<std::vector<Row>> measure_own_field(const Options& options, Config config) {
  config.notes = {options.shared / "notes"};
  const auto quotes = read_quotes(options.shared / "quality" / "judgments.tsv");
  if (!quotes) return tl::unexpected(quotes.error());
  const auto queries = read_own_queries(options.shared / "quality" / "queries.tsv");
  if (!queries) return tl::unexpected(queries.error());
  if (Expected<void> indexed = index_own_field(config, options.shared / "web"); !indexed)
    return tl::unexpected(indexed.error());
  Expected<Searcher> searcher = Searcher::open(config);
  if (!searcher) return tl::unexpected(searcher.error());
  Tally tally(kOwnField, options.per_query);
  for (const OwnQuery& query : *queries) {
    const auto judged = quotes->find(query.id);
    if (judged == quotes->end()) continue;
    std::vector<FoundPassage> found;
    SearchRequest request;
    request.query = query.text;
    request.limit = kMetricDepth;
    if (const Expected<Results> results = searcher->search(request)) {
      for (const Hit& hit : results->hits)
        found.push_back({results->documents[hit.document].id, hit.passage.text});
    }
    tally.add(query.group, query.text, measure(judge(judged->second, found)));
  }
  return tally.rows();
}

Expected<std::vector<Row>> measure_public_set(const Options& options, const PublicSet& set,
                                              Config config) {
  // The judgments are of whole documents: each is one passage, however long.
  config.index.passage_min_words = config.index.passage_max_words = 1'000'000;
  if (Expected<void> made = make_folder(index_folder(config)); !made)
    return tl::unexpected(made.error());
  const Expected<IndexReport> report =
      update_index(config, {set.documents}, IndexMode::update, [](auto&&...) {});
  if (!report) return tl::unexpected(report.error());
  Expected<Searcher> searcher = Searcher::open(config);
  if (!searcher) return tl::unexpected(searcher.error());
  Tally tally(set.name, options.per_query);
  for (const auto& [id, query] : set.queries) {
    std::vector<std::string> found;
    SearchRequest request;
    request.query = query;
    request.limit = kMetricDepth;
    if (const Expected<Results> results = searcher->search(request)) {
      for (const Hit& hit : results->hits) found.push_back(results->documents[hit.document].id);
    }
    tally.add("", query, measure(judge(set.judgments.at(id), found)));
  }
  return tally.rows();
}

using Recorded = std::map<std::string, double>;  // "set/group" -> nDCG@10

Recorded read_recorded(const fs::path& file) {
  Recorded recorded;
  std::ifstream stream(file);
  for (std::string line; std::getline(stream, line);) {
    const std::size_t first = line.find('\t');
    const std::size_t second = line.find('\t', first + 1);
    if (line.starts_with('#') || second == std::string::npos) continue;
    recorded[line.substr(0, first) + "/" + line.substr(first + 1, second - first - 1)] =
        std::strtod(line.c_str() + second + 1, nullptr);
  }
  return recorded;
}

Expected<void> write_recorded(const fs::path& file, const std::vector<Row>& rows) {
  std::string out = "# set, group, nDCG@10: the last recorded run of `make quality`\n";
  for (const Row& row : rows)
    out += fmt::format("{}\t{}\t{:.4f}\n", row.set, row.group, row.metrics.ndcg);
  return write_file_atomically(file, out);
}

void print_header() {
  fmt::print("{:<15}{:<17}{:>5}{:>9}{:>9}{:>8}{:>8}{:>8}{:>8}\n", "set", "group", "n", "nDCG@10",
             "before", "MRR@10", "S@1", "S@5", "R@10");
}

// Whether the row is as good as it was.
bool print_row(const Row& row, const Recorded& recorded) {
  const auto found = recorded.find(row.set + "/" + row.group);
  const bool is_known = found != recorded.end();
  const bool has_fallen =
      is_known && row.group == "overall" && row.metrics.ndcg < found->second - kTolerance;
  fmt::print("{:<15}{:<17}{:>5}{:>9.3f}{:>9}{:>8.3f}{:>8.3f}{:>8.3f}{:>8.3f}{}\n", row.set,
             row.group, row.queries, row.metrics.ndcg,
             is_known ? fmt::format("{:.3f}", found->second) : "", row.metrics.mrr,
             row.metrics.success1, row.metrics.success5, row.metrics.recall,
             has_fallen ? "  fell" : "");
  return !has_fallen;
}

class Run {
 public:
  explicit Run(Options options) : options_(std::move(options)) {}

  Expected<bool> go() {
    const Expected<Config> config =
        options_.config.empty() ? default_config() : load_config(options_.config);
    if (!config) return tl::unexpected(config.error());
    if (Expected<void> measured = take(measure_own_field(options_, with_data(*config, kOwnField)));
        !measured)
      return tl::unexpected(measured.error());
    for (const char* name :
         {"cranfield", "cacm", "scifact", "belebele-ko", "autorag-ko", "belebele-ko2en"}) {
      const Expected<PublicSet> set = read_public_set(options_.shared / "ir" / name);
      if (!set) return tl::unexpected(set.error());
      if (Expected<void> measured =
              take(measure_public_set(options_, *set, with_data(*config, name)));
          !measured)
        return tl::unexpected(measured.error());
    }
    return report();
  }

 private:
  Config with_data(Config config, const char* set) const {
    config.data = (options_.keep.empty() ? temporary_.path() : options_.keep) / set;
    return config;
  }

  Expected<void> take(Expected<std::vector<Row>> rows) {
    if (!rows) return tl::unexpected(rows.error());
    rows_.insert(rows_.end(), rows->begin(), rows->end());
    return {};
  }

  Expected<bool> report() {
    const Recorded recorded = read_recorded(options_.recorded);
    bool holds = true;
    print_header();
    for (const Row& row : rows_) holds = print_row(row, recorded) && holds;
    if (options_.record) {
      if (Expected<void> written = write_recorded(options_.recorded, rows_); !written)
        return tl::unexpected(written.error());
    }
    return holds || options_.record;
  }

  Options options_;
  TemporaryFolder temporary_;
  std::vector<Row> rows_;
};

}  // namespace
}  // namespace mi

int main(int argc, char** argv) {
  mi::Options options;
  CLI::App app{"Measures ranking on the test sets below SHARED", "mi-quality"};
  app.add_option("SHARED", options.shared, "folder with quality/, web/, notes/ and ir/")
      ->required();
  app.add_option("RECORDED", options.recorded, "the recorded run to compare with")->required();
  app.add_flag("--record", options.record, "write this run as the recorded one");
  app.add_option("--config", options.config, "settings to measure instead of the defaults");
  app.add_option("--keep", options.keep, "folder for indexes that are used again");
  app.add_flag("--per-query", options.per_query, "print each query's nDCG@10 and MRR@10 first");
  CLI11_PARSE(app, argc, argv);
  const mi::Expected<bool> holds = mi::Run(options).go();
  if (!holds) {
    std::fprintf(stderr, "mi-quality: %s\n", holds.error().message.c_str());
    return 2;
  }
  return *holds ? EXIT_SUCCESS : EXIT_FAILURE;
}
