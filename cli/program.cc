#include "cli/program.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <system_error>
#include <vector>

#include "core/paths.h"
#include "core/unicode.h"

namespace mi {
namespace {

std::filesystem::path absolute_path(const std::filesystem::path& path) {
  std::error_code error;
  const std::filesystem::path absolute = std::filesystem::absolute(path, error).lexically_normal();
  return absolute.has_filename() ? absolute : absolute.parent_path();
}

// The folders that $MI_SEARCH_NOTES names, ':' between them as in $PATH.
std::vector<std::filesystem::path> notes_in_environment() {
  std::vector<std::filesystem::path> folders;
  const char* variable = std::getenv("MI_SEARCH_NOTES");
  std::string_view rest = variable == nullptr ? "" : variable;
  while (!rest.empty()) {
    const std::string_view folder = rest.substr(0, rest.find(':'));
    rest.remove_prefix(std::min(folder.size() + 1, rest.size()));
    if (!folder.empty()) folders.emplace_back(folder);
  }
  return folders;
}

}  // namespace

void add_common_options(CLI::App& app, CommonOptions& options) {
  app.add_option("--config", options.config,
                 "Settings file (else $MI_SEARCH_CONFIG, ./mi-search.toml, "
                 "~/.config/mi-search/config.toml)")
      ->type_name("FILE");
  app.add_option("--data", options.data, "Where fetched pages and the index live")
      ->envname("MI_SEARCH_DATA")
      ->type_name("FOLDER");
  app.add_option("--notes", options.notes,
                 "Folder of Markdown notes; may be given several times "
                 "(else $MI_SEARCH_NOTES, with ':' between several)")
      ->type_name("FOLDER")
      ->allow_extra_args(false);
  app.add_flag("--print-config", options.print_config, "Print the settings in force and end");
  app.set_version_flag("--version", app.get_name() + " " + MI_VERSION);
  app.get_formatter()->column_width(34);
}

std::optional<int> parse_arguments(CLI::App& app, int argc, char** argv, std::string_view hint) {
  try {
    app.parse(argc, argv);
    return {};
  } catch (const CLI::ParseError& error) {
    const bool is_answer = error.get_exit_code() == 0;  // --help, --version
    if (is_answer) return app.exit(error);
    fmt::print(stderr, "{}: {}\n", app.get_name(), printable(error.what()));
    if (!hint.empty()) fmt::print(stderr, "  {}\n", hint);
    fmt::print(stderr, "  Run `{} --help` for what it can do.\n", app.get_name());
    return kExitFailure;
  }
}

Expected<std::optional<Config>> load_configuration(const CommonOptions& options) {
  const std::filesystem::path file = find_config_file(options.config);
  Expected<Config> config = file.empty() ? default_config() : load_config(file);
  if (!config) return tl::unexpected(config.error());
  if (!options.data.empty()) config->data = absolute_path(options.data);
  const std::vector<std::filesystem::path> notes =
      options.notes.empty() ? notes_in_environment() : options.notes;
  if (!notes.empty()) config->notes.clear();
  for (const std::filesystem::path& folder : notes) config->notes.push_back(absolute_path(folder));
  if (options.print_config) {
    if (!config->file.empty()) fmt::print("# read from {}\n", config->file.string());
    fmt::print("{}", print_config(*config));
    return std::optional<Config>();
  }
  return std::optional<Config>(std::move(*config));
}

Expected<void> print_out(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0) {
    return {};
  }
  return failure(
      fmt::format("cannot write the answer: {}", std::generic_category().message(errno)));
}

Expected<FileLock> lock_data_folder(const Config& config) {
  if (Expected<void> made = make_folder(index_folder(config)); !made)
    return tl::unexpected(made.error());
  return FileLock::acquire(lock_file(config));
}

int fail(const std::string& program, const Error& error) {
  fmt::print(stderr, "{}: {}\n", program, printable(error.message));
  if (!error.hint.empty()) fmt::print(stderr, "  {}\n", printable(error.hint));
  return error.kind == ErrorKind::locked ? kExitLocked : kExitFailure;
}

}  // namespace mi
