// Numbers as our JSON has them: digits beyond the fourth say nothing about a score or a duration.
#pragma once

#include <cmath>

namespace mi {

// JSON has no infinities: these and NaN become 0.
inline double four_decimals(double value) {
  return std::isfinite(value) ? std::round(value * 1e4) / 1e4 : 0;
}

}  // namespace mi
