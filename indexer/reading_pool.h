// Reading in worker processes: a list of inputs, read several at a time, each at its own risk.
//
// An input whose reader crashes, wants more memory or takes longer than it may costs itself: it is
// delivered as an error with a plain reason, and a fresh worker goes on with the rest. A worker may
// have been spoilt by an input before: only a fresh one's loss is blamed on its input, so a hostile
// input may be read twice. What a worker is held to: indexer/reading_worker.h.
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "core/config.h"
#include "core/expected.h"
#include "indexer/reading.h"
#include "indexer/reading_worker.h"

namespace mi {

// Takes the reading of `inputs[index]`. An error ends the whole run.
using TakeReading = std::function<Expected<void>(std::size_t index, Reading reading)>;

// Reads the inputs and hands each reading over, in the order of the inputs, while others are being
// read; workers run ahead by at most 256 inputs and 64 MiB of readings. Limits: `workers`,
// `worker_memory_mb` and `worker_seconds` of the configuration; the time that `take` needs is not
// counted against an input. Does nothing for no inputs; forks no more workers than there are
// inputs (1-2 ms each).
//
// The calling process must have one thread, and what the inputs' functions do stays in a worker:
// they read, and return. A worker that was taken over by its input can return anything for that
// input and later ones, so `take` must not trust the document's id. No worker is left when this
// returns, nor when the calling process is killed.
//
// Fails with the error of `take`, or where no process can be started at all.
Expected<void> read_in_workers(const std::vector<ReadInput>& inputs, const IndexConfig& config,
                               const TakeReading& take);

}  // namespace mi
