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

// What happened, for people: describe_outcome, describe_problems, and how many inputs are known
// from an earlier run to have no text.
std::string describe(const IndexJob& job);

// One line: what the index holds, and what was done.
std::string describe_outcome(const IndexJob& job);

// What could not be read in this run, and why; a line each.
std::string describe_problems(const IndexJob& job);

}  // namespace mi
