// Problems as people read them: what happened, and below it what to do next.
#pragma once

#include <string>
#include <vector>

#include "core/expected.h"

namespace mi {

// A line for each problem, indented, and one for its hint below; below the last where several in
// a row have the same. Names that come from outside are made
// printable.
std::string describe(const std::vector<Error>& problems);

}  // namespace mi
