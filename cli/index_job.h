// The index job: what mi-index does, and mi-update second.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/config.h"
#include "core/expected.h"
#include "indexer/update.h"

namespace mi {

struct IndexJob {
  IndexReport report;
  std::vector<Error> problems;  // folders and records that could not be looked at
};

// Brings the index up to date with the notes and the stored pages, showing progress. The caller
// holds the lock of the data folder. `is_stopped`, where given, is asked between documents; once it
// is true the job fails and the published index stays as it was.
Expected<IndexJob> run_index_job(const Config& config, IndexMode mode,
                                 const std::function<bool()>& is_stopped = {});

// What happened, for people: a line, then what could not be read and why.
std::string describe(const IndexJob& job);

}  // namespace mi
