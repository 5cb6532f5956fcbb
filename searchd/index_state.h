// What the daemon answers from, and what is wrong with it.
#pragma once

#include <optional>
#include <string>

#include "core/expected.h"
#include "core/results.h"
#include "core/time.h"

namespace mi {

struct IndexState {
  std::string generation;  // empty: there is no index to answer from
  Collection collection;
  std::optional<TimePoint> published;  // when the generation was
  // Why there is no index, or why a newer generation cannot be opened: the last good one goes on
  // answering then.
  std::optional<Error> problem;
};

}  // namespace mi
