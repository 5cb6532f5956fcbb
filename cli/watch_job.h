// The watch: what mi-index --watch does. Keeps the index up to date as notes are saved and pages
// are fetched, until it is told to end.
//
//   something happens -> 100 ms of quiet, 400 ms at most -> the lock -> an update -> the lock is
//   free
//
// Other writers go on between the updates; while one of them holds the lock, the watch waits for
// it. Once a minute it looks by itself, for file systems that tell nothing.
#pragma once

#include <functional>
#include <string>

#include "core/config.h"
#include "core/expected.h"

namespace mi {

// Returns when SIGINT or SIGTERM arrives, which it takes care of from its start; in the middle of
// an update the published index stays as it was. `say` is told what happened, a line or more at a
// time: each update that changed something, and each problem once. Fails where it cannot begin:
// with ErrorKind::locked where another program watches for the same data folder.
Expected<void> watch(const Config& config, const std::function<void(const std::string&)>& say);

}  // namespace mi
