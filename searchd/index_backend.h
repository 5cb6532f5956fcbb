// The backend that answers from the published index.
#pragma once

#include <memory>

#include "core/config.h"
#include "searchd/backend.h"
#include "searchd/part_checks.h"

namespace mi {

// For one thread at a time. The index is opened when it is first asked, and tried again at each
// question while there is none, so that a daemon may be started before the first mi-update.
// Several may share the checks of the parts.
Backend index_backend(const Config& config,
                      std::shared_ptr<PartChecks> checks = std::make_shared<PartChecks>());

}  // namespace mi
