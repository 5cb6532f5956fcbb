// What mi-index --status and --check say.
#pragma once

#include <string>
#include <vector>

#include "core/expected.h"
#include "core/json.h"
#include "core/time.h"
#include "indexer/index_status.h"

namespace mi {

// The status as people read it.
std::string describe(const IndexStatus& status, TimePoint now);

// The same for programs: sizes in bytes, ages in seconds. Without an index, "generation" is "".
Json to_json(const IndexStatus& status, TimePoint now);

// What a check found; one line where all is well.
std::string describe_check(const std::vector<Error>& problems, const IndexStatus& status);

}  // namespace mi
