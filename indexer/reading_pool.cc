#include "indexer/reading_pool.h"

#include <fmt/format.h>
#include <poll.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <utility>

namespace mi {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kMaxAhead = 256;                // inputs
constexpr std::size_t kMaxWaitingBytes = 64U << 20U;  // of readings that wait for an earlier one

class ReadingPool {
 public:
  ReadingPool(const std::vector<ReadInput>& inputs, const IndexConfig& config,
              const TakeReading& take)
      : inputs_(inputs), config_(config), take_(take) {}

  Expected<void> run() {
    while (delivered_ < inputs_.size()) {
      if (Expected<void> asked = ask_workers(); !asked) return asked;
      wait();
      // One reading at a time: while it is taken, no worker that has answered is left idle for
      // longer than that.
      if (Expected<void> taken = deliver_next(); !taken) return taken;
    }
    return {};
  }

 private:
  struct Slot {
    ReadingWorker worker;
    bool is_fresh = true;              // has read nothing yet
    std::optional<std::size_t> input;  // that it is reading
    Clock::duration left{};            // of the input's time
  };

  struct Kept {
    Reading reading;
    std::size_t bytes = 0;  // as it was encoded
  };

  std::uint64_t memory_bytes() const {
    return static_cast<std::uint64_t>(config_.worker_memory_mb) << 20U;
  }

  bool may_ask() const {
    return asked_ < inputs_.size() && asked_ - delivered_ < kMaxAhead &&
           waiting_bytes_ < kMaxWaitingBytes;
  }

  // Gives every idle worker an input, starting workers as they are needed.
  Expected<void> ask_workers() {
    const auto is_idle = [](const Slot& slot) { return !slot.input; };
    while (!again_.empty() || may_ask()) {
      auto slot =
          again_.empty() ? std::find_if(slots_.begin(), slots_.end(), is_idle) : slots_.end();
      if (slot == slots_.end()) {
        if (slots_.size() >= static_cast<std::size_t>(config_.workers)) return {};
        Expected<ReadingWorker> worker = ReadingWorker::start(inputs_, memory_bytes());
        if (!worker) {  // those that run go on alone
          const bool none_runs = std::all_of(slots_.begin(), slots_.end(), is_idle);
          return none_runs ? tl::unexpected(worker.error()) : Expected<void>();
        }
        slot = slots_.insert(slots_.end(), Slot{std::move(*worker), true, {}, {}});
      }
      ask(*slot, next_input());
    }
    return {};
  }

  std::size_t next_input() {
    if (again_.empty()) return asked_++;
    const std::size_t input = again_.back();
    again_.pop_back();
    return input;
  }

  void ask(Slot& slot, std::size_t input) {
    slot.input = input;
    slot.left = std::chrono::duration_cast<Clock::duration>(
        std::chrono::duration<double>(config_.worker_seconds));
    slot.worker.ask(input);
  }

  // Waits until a worker has something to say or an input's time is over, but not at all where a
  // reading can be delivered; then hears every worker.
  void wait() {
    std::vector<pollfd> descriptors;
    auto least = Clock::duration::max();
    for (const Slot& slot : slots_) {
      descriptors.push_back({slot.worker.descriptor(), POLLIN, 0});
      if (slot.input) least = std::min(least, slot.left);
    }
    const bool can_deliver = readings_.contains(delivered_);
    const auto milliseconds = std::chrono::ceil<std::chrono::milliseconds>(least).count();
    const auto timeout = static_cast<int>(std::clamp<long>(milliseconds, 0, 60'000));
    const Clock::time_point begin = Clock::now();
    ::poll(descriptors.data(), descriptors.size(), can_deliver ? 0 : timeout);
    const Clock::duration waited = Clock::now() - begin;
    for (std::size_t i = slots_.size(); i-- > 0;) {
      if (slots_[i].input) slots_[i].left -= waited;
      if (!hear(slots_[i])) slots_.erase(slots_.begin() + static_cast<std::ptrdiff_t>(i));
    }
  }

  // False where the worker is lost.
  bool hear(Slot& slot) {
    using State = ReadingWorker::State;
    State state = slot.worker.receive();
    if (!slot.input) return state == State::waiting;
    if (state == State::waiting && slot.left > Clock::duration::zero()) return true;
    const std::size_t input = *slot.input;
    if (state == State::answered) {
      const std::string answer = slot.worker.take_answer();
      if (std::optional<Reading> reading = decode_reading(answer)) {
        keep(input, std::move(*reading), answer.size());
        slot.input.reset();
        slot.is_fresh = false;
        return true;
      }
      state = State::broken;
    }
    const std::string end = slot.worker.stop();
    if (slot.is_fresh) {
      keep(input, failure(reason(state, end)), 0);
    } else {
      again_.push_back(input);  // an earlier input may have spoilt the worker, or used it up
    }
    return false;
  }

  std::string reason(ReadingWorker::State state, const std::string& end) const {
    if (state == ReadingWorker::State::ended) return end;
    if (state == ReadingWorker::State::broken) return "its reader gave back nonsense";
    return fmt::format("it took longer than {:g} s", config_.worker_seconds);
  }

  void keep(std::size_t input, Reading reading, std::size_t bytes) {
    waiting_bytes_ += bytes;
    readings_.emplace(input, Kept{std::move(reading), bytes});
  }

  Expected<void> deliver_next() {
    const auto next = readings_.find(delivered_);
    if (next == readings_.end()) return {};
    Kept kept = std::move(next->second);
    readings_.erase(next);
    waiting_bytes_ -= kept.bytes;
    return take_(delivered_++, std::move(kept.reading));
  }

  const std::vector<ReadInput>& inputs_;
  const IndexConfig& config_;
  const TakeReading& take_;
  std::vector<Slot> slots_;
  std::vector<std::size_t> again_;  // inputs that a fresh worker is to read once more; each has
                                    // left room for one among the slots
  std::size_t asked_ = 0;           // the next input that no worker was asked for
  std::size_t delivered_ = 0;       // the next input that take_ gets
  std::map<std::size_t, Kept> readings_;  // that wait for an earlier input, or to be taken
  std::size_t waiting_bytes_ = 0;
};

}  // namespace

Expected<void> read_in_workers(const std::vector<ReadInput>& inputs, const IndexConfig& config,
                               const TakeReading& take) {
  return ReadingPool(inputs, config, take).run();
}

}  // namespace mi
