// The ways in and out of the page store that need no network: mirrors, archives, saved pages.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/config.h"
#include "core/expected.h"

namespace mi {

struct ImportRequest {
  std::vector<std::filesystem::path> files;  // web archives and saved pages
  std::string url;                           // where the one page is from
  std::string only;                          // take pages of this host alone; empty: of all
};

struct ImportOutcome {
  std::string text;         // what happened, for people
  bool is_complete = true;  // false: a page could not be stored, or a mirror's file not be read
};

// Each says what happened. Imports need the lock of the data folder.
// An import fails when nothing at all could be taken from a file.
Expected<ImportOutcome> run_import(const Config& config, const ImportRequest& request);
Expected<ImportOutcome> run_mirror_import(const Config& config,
                                          const std::filesystem::path& folder);
Expected<std::string> run_export(const Config& config, const std::filesystem::path& file);

}  // namespace mi
