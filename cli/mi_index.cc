// mi-index: notes and stored pages to a new generation of the index.

#include <CLI/CLI.hpp>
#include <optional>

#include "cli/index_job.h"
#include "cli/program.h"

namespace mi {
namespace {

constexpr const char* kProgram = "mi-index";

constexpr const char* kFooter =
    R"(  mi-index --notes ~/notes      index what changed since the last time
  mi-index --rebuild            read everything again: the index is only a cache

Searches go on in the old index until the new one is whole.

Exit codes: 0 done, 2 usage or failure, 75 another mi-search program is writing.)";

int run(const CommonOptions& common, IndexMode mode) {
  Expected<std::optional<Config>> config = load_configuration(common);
  if (!config) return fail(kProgram, config.error());
  if (!*config) return kExitDone;
  const Expected<FileLock> lock = lock_data_folder(**config);
  if (!lock) return fail(kProgram, lock.error());
  const Expected<IndexJob> job = run_index_job(**config, mode);
  if (!job) return fail(kProgram, job.error());
  if (Expected<void> said = print_out(describe(*job)); !said) return fail(kProgram, said.error());
  return kExitDone;
}

}  // namespace
}  // namespace mi

int main(int argc, char** argv) {
  CLI::App app("Indexes your notes and the papers that were fetched for them.", "mi-index");
  mi::CommonOptions common;
  bool rebuild = false;
  mi::add_common_options(app, common);
  app.add_flag("--rebuild", rebuild, "Read everything again, whatever the index holds");
  app.footer(mi::kFooter);
  if (const std::optional<int> code = mi::parse_arguments(app, argc, argv)) return *code;
  return mi::run(common, rebuild ? mi::IndexMode::rebuild : mi::IndexMode::update);
}
