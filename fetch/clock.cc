#include "fetch/clock.h"

#include <thread>

namespace mi {

TimePoint SystemClock::now() const { return mi::now(); }

Clock::Duration SystemClock::elapsed() const {
  return std::chrono::steady_clock::now().time_since_epoch();
}

void SystemClock::sleep(Duration time) { std::this_thread::sleep_for(time); }

}  // namespace mi
