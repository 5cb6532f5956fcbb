// An index of the benchmarks' passages, made by the real writer: each passage is a document.
#pragma once

#include <vector>

#include "bench/passages.h"
#include "core/config.h"
#include "core/expected.h"

namespace mi {

// Makes or updates the index in the data folder that the configuration names.
Expected<void> make_bench_index(const Config& config, const std::vector<BenchPassage>& passages);

}  // namespace mi
