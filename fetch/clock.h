// Clock: the time of day and the passing of time, as an argument, so that tests hold both.
#pragma once

#include <chrono>

#include "core/time.h"

namespace mi {

class Clock {
 public:
  using Duration = std::chrono::steady_clock::duration;

  virtual ~Clock() = default;
  virtual TimePoint now() const = 0;      // what is written into records
  virtual Duration elapsed() const = 0;   // since some fixed moment; never goes back
  virtual void sleep(Duration time) = 0;  // returns at once when `time` is not positive
};

class SystemClock final : public Clock {
 public:
  TimePoint now() const override;
  Duration elapsed() const override;
  void sleep(Duration time) override;
};

}  // namespace mi
