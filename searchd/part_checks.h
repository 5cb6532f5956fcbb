// PartChecks: which parts of the index are what was written. A daemon answers for weeks from tables
// that have no checksums of their own; each part is looked at once, before it is opened, by
// whichever thread opens it first.
//
// May be used in several threads at once.
#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <mutex>

#include "core/expected.h"

namespace mi {

class PartChecks {
 public:
  // Reads every file of the part (core/file_sums.h), and every record of its text, where it was not
  // found sound before; a part that was not is looked at again after kAgain. Fails on damage,
  // naming the file.
  Expected<void> check(const std::filesystem::path& part_folder);

  static constexpr std::chrono::seconds kAgain{10};

 private:
  struct Found {
    Expected<void> result;
    std::chrono::steady_clock::time_point until;
  };

  std::mutex mutex_;
  std::map<std::filesystem::path, Found> found_;  // a published part is never written again
};

}  // namespace mi
