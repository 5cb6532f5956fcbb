// mi-update: fetch, then index, under one lock: the periodic job.

#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <optional>
#include <string>

#include "cli/fetch_job.h"
#include "cli/index_job.h"
#include "cli/program.h"

namespace mi {
namespace {

constexpr const char* kProgram = "mi-update";

constexpr const char* kFooter = R"(  mi-update --notes ~/notes     once, now
  17 * * * * /usr/local/bin/mi-update --notes "$HOME/notes"     every hour: a line for `crontab -e`

On a terminal it says what it did. Elsewhere it is silent when nothing changed, so that cron sends
no mail; when something did, it prints a summary.

Exit codes: 0 done, 2 usage or failure, 75 another mi-search program is writing.)";

int run(const CommonOptions& common) {
  Expected<std::optional<Config>> config = load_configuration(common);
  if (!config) return fail(kProgram, config.error());
  if (!*config) return kExitDone;
  const Expected<FileLock> lock = lock_data_folder(**config);
  if (!lock) return fail(kProgram, lock.error());
  const Expected<FetchJob> fetched = run_fetch_job(**config, Telling::bar);
  if (!fetched) return fail(kProgram, fetched.error());
  const Expected<IndexJob> indexed = run_index_job(**config, IndexMode::update);
  if (!indexed) return fail(kProgram, indexed.error());
  // A page that failed rests before it is asked for again, so that it is not told of every hour.
  const bool is_news = fetched->changed() || indexed->report.changed() ||
                       fetched->report.count(FetchResult::failed) > 0 ||
                       !fetched->problems.empty() || !indexed->problems.empty();
  if (!is_news && ::isatty(STDOUT_FILENO) != 1) return kExitDone;
  const std::string text = describe(*fetched) + describe(*indexed);
  if (Expected<void> said = print_out(text); !said) return fail(kProgram, said.error());
  return kExitDone;
}

}  // namespace
}  // namespace mi

int main(int argc, char** argv) {
  CLI::App app("Fetches what your notes link to, then indexes it all.", "mi-update");
  mi::CommonOptions common;
  mi::add_common_options(app, common);
  app.footer(mi::kFooter);
  if (const std::optional<int> code = mi::parse_arguments(app, argc, argv)) return *code;
  return mi::run(common);
}
