// Writes the page store as one web archive (.warc.gz, WARC 1.1, ISO 28500:2017), for other programs
// and other machines: what import_file (fetch/import.h) takes in gives the same store.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <vector>

#include "core/expected.h"
#include "core/time.h"
#include "fetch/page_store.h"

namespace mi {

struct ExportReport {
  std::size_t pages = 0;        // written with their bodies
  std::uintmax_t bytes = 0;     // of the archive
  std::vector<Error> failures;  // records and bodies of the store that could not be read
};

// One page is in memory at a time. The file is replaced whole or not at all. The same store gives
// the same archive but for the date of its first record. Needs no lock.
Expected<ExportReport> export_warc(const PageStore& store, const std::filesystem::path& file,
                                   TimePoint now);

}  // namespace mi
