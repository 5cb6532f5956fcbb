// What is said while pages are fetched: a bar on a terminal, else lines or nothing.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

#include "cli/progress.h"
#include "fetch/fetcher.h"

namespace mi {

enum class Telling {
  bar,           // on a terminal; elsewhere nothing: for cron
  bar_or_lines,  // where there is no terminal, a line on stderr for each page that is done
};

// How far a run of fetching has come.
struct FetchTally {
  std::size_t done = 0;
  std::size_t total = 0;
  std::uint64_t bytes = 0;  // of the pages that were stored
  std::chrono::duration<double> time{};
  std::string host;  // the one that is being asked
};

// "[12/40] ######.............. 3.4 MB  512.0 kB/s  distill.pub"
std::string describe(const FetchTally& tally);

// "[12/40] fetched https://distill.pub/2020/circuits/ (1.2 MB)", without a line end.
std::string describe(const FetchTally& tally, const FetchOutcome& outcome);

class FetchTelling final : public FetchProgress {
 public:
  explicit FetchTelling(Telling telling) : telling_(telling) {}

  void started(std::size_t total) override;
  void fetching(const FetchTarget& target) override;
  void finished(const FetchTarget& target, const FetchOutcome& outcome) override;

 private:
  Telling telling_;
  Progress line_;
  FetchTally tally_;
  std::chrono::steady_clock::time_point begin_;
};

}  // namespace mi
