// mi-fetch: downloads what the notes link to into the page store, lists it, imports and exports it.

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <optional>
#include <string>

#include "cli/fetch_job.h"
#include "cli/import_job.h"
#include "cli/link_list.h"
#include "cli/program.h"
#include "core/time.h"

namespace mi {
namespace {

constexpr const char* kProgram = "mi-fetch";

constexpr const char* kFooter =
    R"(  mi-fetch --notes ~/notes              fetch what is new, and ask about what is old
  mi-fetch --list                       every link: its state, age, size, and the notes it is in
  mi-fetch --list --format json         the same for programs
  mi-fetch --only distill.pub           one site alone
  mi-fetch --refresh https://a.org/p    ask for this page now, although its copy is fresh

Without a network on this machine:
  mi-fetch --offline                    say what is due
  wget --warc-file=pages URL            on another machine; then, here:
  mi-fetch --import pages.warc.gz       take the pages of a web archive
  mi-fetch --import saved.html          take a page saved by SingleFile, or by Chrome
  mi-fetch --import a.pdf --url URL     take a file, and say where it is from
  mi-fetch --export-warc all.warc.gz    write every page to one archive, to be imported elsewhere

Only links to the hosts of `sites` in the settings are fetched: see --print-config.
A page that cannot be fetched is reported with the notes that link to it; its old copy is kept.
An import never replaces a copy that was fetched later.

Exit codes: 0 done, 2 usage, failure, or a page of an import that could not be stored, 75 another mi-search program is writing.)";

struct Options {
  CommonOptions common;
  FetchChoice choice;
  ImportRequest import;
  std::filesystem::path mirror;
  std::filesystem::path archive;
  std::string format = "text";
  bool list = false;
  bool dry_run = false;
  bool offline = false;
};

Expected<std::string> list(const Options& options, const Config& config) {
  const Expected<LinkList> links = list_links(config, options.choice);
  if (!links) return failure(links.error());
  if (options.offline) return describe_due(*links, now());
  return options.format == "json" ? render_json(*links, now()) : describe(*links, now());
}

// What needs no lock, because it only reads.
Expected<std::optional<std::string>> look(const Options& options, const Config& config) {
  Expected<std::string> text = std::string();
  if (options.list || options.offline) {
    text = list(options, config);
  } else if (options.dry_run) {
    const Expected<FetchJob> job = plan_fetch_job(config, options.choice);
    text = job ? Expected<std::string>(describe_plan(*job)) : failure(job.error());
  } else if (!options.archive.empty()) {
    text = run_export(config, options.archive);
  } else {
    return std::optional<std::string>();
  }
  if (!text) return failure(text.error());
  return std::optional<std::string>(std::move(*text));
}

Expected<ImportOutcome> carry_out(const Options& options, const Config& config) {
  Expected<std::optional<std::string>> seen = look(options, config);
  if (!seen) return failure(seen.error());
  if (*seen) return ImportOutcome{std::move(**seen)};
  const Expected<FileLock> lock = lock_data_folder(config);
  if (!lock) return failure(lock.error());
  if (!options.import.files.empty()) return run_import(config, options.import);
  if (!options.mirror.empty()) return run_mirror_import(config, options.mirror);
  const Expected<FetchJob> job = run_fetch_job(config, Telling::bar_or_lines, options.choice);
  if (!job) return failure(job.error());
  return ImportOutcome{describe(*job)};
}

int run(const Options& options) {
  Expected<std::optional<Config>> config = load_configuration(options.common);
  if (!config) return fail(kProgram, config.error());
  if (!*config) return kExitDone;
  const Expected<ImportOutcome> outcome = carry_out(options, **config);
  if (!outcome) return fail(kProgram, outcome.error());
  if (Expected<void> said = print_out(outcome->text); !said) return fail(kProgram, said.error());
  return outcome->is_complete ? kExitDone : kExitFailure;
}

// What is done instead of fetching; one of them at most.
void define_actions(CLI::App& app, Options& options) {
  CLI::Option* list =
      app.add_flag("--list", options.list, "Show every link of the notes and what is stored");
  CLI::Option* import =
      app.add_option("--import", options.import.files,
                     "Take pages from web archives (.warc, .warc.gz), SingleFile, HTML, PDF")
          ->type_name("FILE");
  const std::vector<CLI::Option*> actions = {
      list,
      app.add_flag("--dry-run", options.dry_run, "Only say what would be fetched, a page a line"),
      app.add_flag("--offline", options.offline, "Use no network; say what is due"),
      import,
      app.add_option("--import-mirror", options.mirror,
                     "Take pages from a mirror on disk (FOLDER/host/path...)")
          ->type_name("FOLDER"),
      app.add_option("--export-warc", options.archive, "Write all stored pages to one .warc.gz")
          ->type_name("FILE"),
  };
  for (CLI::Option* action : actions) {
    action->group("Instead of fetching");
    for (CLI::Option* other : actions) {
      if (action != other) action->excludes(other);
    }
  }
  app.add_option("--format", options.format, "Of --list: text (default) or json")
      ->check(CLI::IsMember({"text", "json"}))
      ->type_name("FORMAT")
      ->needs(list);
  app.add_option("--url", options.import.url, "Where the file of --import is from")
      ->type_name("URL")
      ->needs(import);
}

void define(CLI::App& app, Options& options) {
  add_common_options(app, options.common);
  app.add_option("--only", options.choice.only, "Links to this site alone")->type_name("SITE");
  app.add_option_function<std::vector<std::string>>(
         "--refresh",
         [&options](std::vector<std::string> pages) {
           std::erase(pages, "");  // CLI11's way to say that none were given
           options.choice.refresh = true;
           options.choice.pages = std::move(pages);
         },
         "Ask now for pages although they are fresh: these, or all")
      ->expected(0, -1)
      ->type_name("URL");
  define_actions(app, options);
  app.footer(kFooter);
}

}  // namespace
}  // namespace mi

int main(int argc, char** argv) {
  CLI::App app("Fetches the papers that your notes link to.", "mi-fetch");
  mi::Options options;
  mi::define(app, options);
  if (const std::optional<int> code = mi::parse_arguments(app, argc, argv)) return *code;
  options.import.only = options.choice.only;
  return mi::run(options);
}
