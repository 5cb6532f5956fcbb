// What the five programs share: options, configuration, how errors are told and which code they end
// with.
//
// Exit codes: 0 found or done, 1 nothing found, 2 usage or failure, 75 another writer holds the
// lock.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/config.h"
#include "core/expected.h"
#include "core/file.h"

namespace CLI {
class App;
}

namespace mi {

inline constexpr int kExitDone = 0;
inline constexpr int kExitNothingFound = 1;
inline constexpr int kExitFailure = 2;
inline constexpr int kExitLocked = 75;

struct CommonOptions {
  std::filesystem::path config;
  std::filesystem::path data;
  std::vector<std::filesystem::path> notes;
  bool print_config = false;
};

// --config, --data, --notes, --print-config and --version, with their help.
void add_common_options(CLI::App& app, CommonOptions& options);

// Parses the command line; `hint` is said with a usage error, beside where help is. Where the
// program has to end now (--help, --version, a usage error) it has said why, and the exit code is
// returned.
std::optional<int> parse_arguments(CLI::App& app, int argc, char** argv,
                                   std::string_view hint = {});

// The configuration file with the options over it. With --print-config, prints it and returns
// nothing: the program is done.
Expected<std::optional<Config>> load_configuration(const CommonOptions& options);

// Takes the one lock of the data folder, making the folder where it is not there. Fails with
// ErrorKind::locked when another program writes to it.
Expected<FileLock> lock_data_folder(const Config& config);

// Prints "mi-fetch: what happened" and the hint to stderr; returns the exit code of the error.
int fail(const std::string& program, const Error& error);

// Writes to stdout and flushes; a reader that has gone away or a full disk is an error.
Expected<void> print_out(std::string_view text);

}  // namespace mi
