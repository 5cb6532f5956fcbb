// The backend that answers from the published index.
#pragma once

#include "core/config.h"
#include "searchd/backend.h"

namespace mi {

// For one thread at a time. The index is opened when it is first asked, and tried again at each
// question while there is none, so that a daemon may be started before the first mi-update.
Backend index_backend(const Config& config);

}  // namespace mi
