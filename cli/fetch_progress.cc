#include "cli/fetch_progress.h"

#include <fmt/format.h>

#include <cstdio>

#include "cli/sizes.h"
#include "core/unicode.h"

namespace mi {

std::string describe(const FetchTally& tally) {
  constexpr std::size_t kBarColumns = 20;
  const double seconds = tally.time.count();
  const double rate = seconds > 0 ? static_cast<double>(tally.bytes) / seconds : 0;
  return fmt::format("[{}/{}] {} {}  {}/s  {}", tally.done, tally.total,
                     progress_bar(tally.done, tally.total, kBarColumns), readable_size(tally.bytes),
                     readable_size(static_cast<std::uint64_t>(rate)), tally.host);
}

std::string describe(const FetchTally& tally, const FetchOutcome& outcome) {
  const std::string place = fmt::format("[{}/{}]", tally.done, tally.total);
  switch (outcome.result) {
    case FetchResult::stored:
      return fmt::format("{} fetched {} ({})", place, outcome.target.page,
                         readable_size(outcome.bytes));
    case FetchResult::unchanged:
      return fmt::format("{} unchanged {}", place, outcome.target.page);
    case FetchResult::postponed:
      return fmt::format("{} postponed {}: {}", place, outcome.target.page,
                         printable(outcome.reason));
    case FetchResult::failed:
      break;
  }
  return fmt::format("{} failed {}: {}", place, outcome.target.page, printable(outcome.reason));
}

void FetchTelling::started(std::size_t total) {
  tally_.total = total;
  begin_ = std::chrono::steady_clock::now();
}

void FetchTelling::fetching(const FetchTarget& target) {
  tally_.host = target.url.host;
  tally_.time = std::chrono::steady_clock::now() - begin_;
  line_.draw(describe(tally_));
}

void FetchTelling::finished(const FetchTarget&, const FetchOutcome& outcome) {
  ++tally_.done;
  if (outcome.result == FetchResult::stored) tally_.bytes += outcome.bytes;
  tally_.time = std::chrono::steady_clock::now() - begin_;
  line_.draw(describe(tally_));
  if (telling_ == Telling::bar || line_.is_terminal()) return;
  fmt::print(stderr, "{}\n", describe(tally_, outcome));
  std::fflush(stderr);
}

}  // namespace mi
