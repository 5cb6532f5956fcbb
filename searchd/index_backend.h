// The backend that answers from the published index.
#pragma once

#include <memory>

#include "core/config.h"
#include "searchd/backend.h"
#include "searchd/shared_index.h"

namespace mi {

// For one thread at a time. The index is opened when it is first asked, and tried again at each
// question while there is none, so that a daemon may be started before the first mi-update.
// Several may share what they read.
Backend index_backend(const Config& config,
                      std::shared_ptr<SharedIndex> shared = std::make_shared<SharedIndex>());

}  // namespace mi
