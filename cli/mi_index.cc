// mi-index: notes and stored pages to a new generation of the index.

#include <CLI/CLI.hpp>
#include <optional>
#include <string>
#include <vector>

#include "cli/index_job.h"
#include "cli/index_report.h"
#include "cli/program.h"
#include "cli/progress.h"
#include "cli/watch_job.h"
#include "core/json.h"
#include "core/time.h"
#include "indexer/index_status.h"

namespace mi {
namespace {

constexpr const char* kProgram = "mi-index";

constexpr const char* kFooter =
    R"(  mi-index --notes ~/notes      index what changed since the last time
  mi-index --watch              and go on: a note that is saved is found within a second
  mi-index --status             what is indexed, how old it is, what failed and why
  mi-index --check              look for damage in every block and record
  mi-index --rebuild            read everything again: the index is only a cache

Searches go on in the old index until the new one is whole. Notes and stored pages are never
written to.

Exit codes: 0 done, 1 no index yet (--status), 2 usage, failure or damage (--check),
75 another mi-search program is writing, or watching (--watch).)";

struct Options {
  CommonOptions common;
  bool rebuild = false;
  bool watch = false;
  bool status = false;
  bool json = false;
  bool check = false;
};

int say(const Expected<void>& said, int code) { return said ? code : fail(kProgram, said.error()); }

int run_update(const Config& config, IndexMode mode) {
  const Expected<FileLock> lock = lock_data_folder(config);
  if (!lock) return fail(kProgram, lock.error());
  const Expected<IndexJob> job = run_index_job(config, mode);
  if (!job) return fail(kProgram, job.error());
  return say(print_out(describe(*job)), kExitDone);
}

int run_watch(const Config& config) {
  const auto tell = [](const std::string& text) { static_cast<void>(print_out(text)); };
  const Expected<void> watched = watch(config, tell);
  return watched ? kExitDone : fail(kProgram, watched.error());
}

int run_status(const Config& config, bool as_json) {
  const Expected<IndexStatus> status = read_index_status(config);
  if (!status) return fail(kProgram, status.error());
  const std::string text =
      as_json ? write_json(to_json(*status, now())) + "\n" : describe(*status, now());
  return say(print_out(text), status->generation.empty() ? kExitNothingFound : kExitDone);
}

int run_check(const Config& config) {
  Progress line;
  const Expected<std::vector<Error>> problems =
      check_index(config, [&](const std::string& part) { line.draw("checking " + part); });
  line.clear();
  if (!problems) return fail(kProgram, problems.error());
  const Expected<IndexStatus> status = read_index_status(config);
  return say(print_out(describe_check(*problems, status.value_or(IndexStatus{}))),
             problems->empty() ? kExitDone : kExitFailure);
}

int run(const Options& options) {
  Expected<std::optional<Config>> config = load_configuration(options.common);
  if (!config) return fail(kProgram, config.error());
  if (!*config) return kExitDone;
  if (options.status) return run_status(**config, options.json);
  if (options.check) return run_check(**config);
  if (options.watch) return run_watch(**config);
  return run_update(**config, options.rebuild ? IndexMode::rebuild : IndexMode::update);
}

void add_options(CLI::App& app, Options& options) {
  add_common_options(app, options.common);
  CLI::Option* rebuild =
      app.add_flag("--rebuild", options.rebuild, "Read everything again, whatever the index holds");
  CLI::Option* watch = app.add_flag("--watch", options.watch,
                                    "Go on indexing as notes are saved and pages are fetched");
  CLI::Option* status = app.add_flag("--status", options.status, "Say what is indexed, and end");
  CLI::Option* check = app.add_flag("--check", options.check, "Look for damage, and end");
  app.add_flag("--json", options.json, "With --status: as JSON")->needs(status);
  rebuild->excludes(watch, status, check);
  watch->excludes(status, check);
  status->excludes(check);
}

}  // namespace
}  // namespace mi

int main(int argc, char** argv) {
  CLI::App app("Indexes your notes and the papers that were fetched for them.", "mi-index");
  mi::Options options;
  mi::add_options(app, options);
  app.footer(mi::kFooter);
  if (const std::optional<int> code = mi::parse_arguments(app, argc, argv)) return *code;
  return mi::run(options);
}
