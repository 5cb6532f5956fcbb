// mi-fetch: downloads what the notes link to into the page store, or imports a mirror of it.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <optional>
#include <string>

#include "cli/fetch_job.h"
#include "cli/program.h"
#include "cli/sizes.h"
#include "core/paths.h"
#include "core/time.h"
#include "fetch/mirror.h"
#include "fetch/page_store.h"

namespace mi {
namespace {

constexpr const char* kProgram = "mi-fetch";

constexpr const char* kFooter =
    R"(  mi-fetch --notes ~/notes         fetch what is new, and ask about what is old
  mi-fetch --dry-run               say what would be fetched
  mi-fetch --import-mirror DIR     take a mirror made by `wget --mirror` (DIR/host/path...)

Only links to the hosts of `sites` in the settings are fetched: see --print-config.
A page that cannot be fetched is reported with the notes that link to it; its old copy is kept.

Exit codes: 0 done, 2 usage or failure, 75 another mi-search program is writing.)";

struct Options {
  CommonOptions common;
  std::filesystem::path mirror;
  bool dry_run = false;
};

std::string describe(const MirrorReport& report) {
  std::string out =
      fmt::format("Imported {}, {} unchanged, {} skipped.\n", counted(report.stored, "page"),
                  report.unchanged, counted(report.skipped, "other file"));
  for (const std::string& name : report.no_hosts) {
    out += fmt::format("  {} is not the name of a host: skipped\n", name);
  }
  for (const Error& failed : report.failures) out += fmt::format("  {}\n", failed.message);
  return out;
}

Expected<std::string> carry_out(const Options& options, const Config& config) {
  if (options.dry_run) {
    const Expected<FetchJob> job = plan_fetch_job(config);
    if (!job) return tl::unexpected(job.error());
    return describe_plan(job->plan);
  }
  const Expected<FileLock> lock = lock_data_folder(config);
  if (!lock) return tl::unexpected(lock.error());
  if (!options.mirror.empty()) {
    PageStore store(pages_folder(config));
    const Expected<MirrorReport> report = import_mirror(options.mirror, store, now());
    if (!report) return tl::unexpected(report.error());
    return describe(*report);
  }
  const Expected<FetchJob> job = run_fetch_job(config);
  if (!job) return tl::unexpected(job.error());
  return describe(*job);
}

int run(const Options& options) {
  Expected<std::optional<Config>> config = load_configuration(options.common);
  if (!config) return fail(kProgram, config.error());
  if (!*config) return kExitDone;
  const Expected<std::string> text = carry_out(options, **config);
  if (!text) return fail(kProgram, text.error());
  if (Expected<void> said = print_out(*text); !said) return fail(kProgram, said.error());
  return kExitDone;
}

}  // namespace
}  // namespace mi

int main(int argc, char** argv) {
  CLI::App app("Fetches the papers that your notes link to.", "mi-fetch");
  mi::Options options;
  mi::add_common_options(app, options.common);
  auto* mirror = app.add_option("--import-mirror", options.mirror,
                                "Take pages from a mirror on disk, without network")
                     ->type_name("FOLDER");
  app.add_flag("--dry-run", options.dry_run, "Only say what would be fetched")->excludes(mirror);
  app.footer(mi::kFooter);
  if (const std::optional<int> code = mi::parse_arguments(app, argc, argv)) return *code;
  return mi::run(options);
}
