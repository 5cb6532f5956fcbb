// The daemon with another engine in it: the same server and the same JSON, but found, ranked and
// cut into snippets by Xapian as it comes.
#pragma once

#include "core/config.h"

namespace mi {

// Serves on a free port of the loopback, which it prints as mi-searchd does, until it is killed.
// Returns an exit code where it cannot.
int serve_xapian_alone(const Config& config);

}  // namespace mi
