// ReadingWorker: a process that reads inputs one after another, forked from the one that asks.
//
// Reading is parsing what strangers wrote with libraries that strangers wrote. In a process of its
// own an input that crashes, hangs or eats memory costs itself. The worker inherits the inputs'
// functions by the fork, is told an input's number and answers with a reading (indexer/reading.h).
//
// It has a bounded address space, writes no files and no core, has the null device for its standard
// streams and no other descriptor of its parent (so that it holds no lock), leaves Ctrl-C to its
// parent, and dies with it. It is no sandbox: it runs as the same user.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "core/expected.h"
#include "indexer/reading.h"

namespace mi {

using ReadInput = std::function<Reading()>;

// Whether memory is bounded in this build: sanitizers reserve more address space than any bound.
bool can_bound_memory();

class ReadingWorker {
 public:
  // Forks. The calling process must have one thread. `memory_bytes` is what the worker may map
  // beyond what it inherits. Fails where there can be no further process.
  static Expected<ReadingWorker> start(const std::vector<ReadInput>& inputs,
                                       std::uint64_t memory_bytes);

  ReadingWorker(ReadingWorker&& other) noexcept;
  ReadingWorker& operator=(ReadingWorker&& other) noexcept;
  ~ReadingWorker();  // kills and reaps it

  // Asks for an input. Returns at once; a worker that is dead already is noticed by receive().
  void ask(std::size_t input);

  enum class State {
    waiting,   // for more of the answer
    answered,  // take_answer() has it
    ended,     // it is dying or dead
    broken,    // what it sends is no answer
  };

  // Takes what has arrived, without waiting.
  State receive();

  // The bytes of the last answer, moved out.
  std::string take_answer();

  // Kills it, if it has not ended by itself, and reaps it. Returns in plain words how it ended:
  // "its reader crashed (signal 11)".
  std::string stop();

  int descriptor() const { return socket_; }  // readable when there is something to receive

 private:
  ReadingWorker(pid_t pid, int socket, std::uint64_t memory_bytes)
      : pid_(pid), socket_(socket), memory_bytes_(memory_bytes) {}

  pid_t pid_;
  int socket_;
  std::uint64_t memory_bytes_;
  std::string received_;  // of the answer under way, its length in front
};

}  // namespace mi
