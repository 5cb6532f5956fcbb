// IndexStatus: what the published index holds, and whether it is sound.
//
// Neither takes a lock: a published part is never written again. Where a writer publishes twice
// meanwhile and removes what is being looked at, that is said as damage; ask again.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "core/config.h"
#include "core/expected.h"
#include "core/time.h"

namespace mi {

struct FailedInput {
  std::string id;
  std::string reason;
  bool retry = false;  // it is tried again on each run
};

struct PartStatus {
  std::string name;    // "papers", "notes"
  std::string folder;  // "notes-000042"
  std::uint64_t documents = 0;
  std::uint64_t passages = 0;
  std::uint64_t bytes = 0;  // on disk
  std::vector<FailedInput> failed;
};

struct IndexStatus {
  std::string generation;  // empty: nothing has been published
  TimePoint published{};
  std::uint64_t terms = 0;  // different ones, of all parts
  std::vector<PartStatus> parts;
  std::vector<std::string> glossary_problems;  // lines of the reader's glossary that are left out
};

// Fails where what is published cannot be read.
Expected<IndexStatus> read_index_status(const Config& config);

// Looks at everything that is published: CURRENT, every block of the databases, the checksums of
// every record of the text and of every other file, and whether inputs, text and database say the
// same. Returns what is wrong, in plain words, at most 20 for each part; nothing where all is well.
// `progress` is told what is being looked at. Fails where nothing is published and where it may not
// be read. Writes nothing.
Expected<std::vector<Error>> check_index(const Config& config,
                                         const std::function<void(const std::string&)>& progress);

}  // namespace mi
