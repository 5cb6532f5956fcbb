// WorkerPool: a few threads that turn requests into the bytes of their replies. They never see a
// socket, so that no client can hold one up.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "searchd/request_head.h"

namespace mi {

class WorkerPool {
 public:
  struct Job {
    std::uint64_t connection = 0;  // whose request it is
    RequestHead head;
  };
  struct Answer {
    std::uint64_t connection = 0;
    std::string bytes;
  };
  // What a thread works with. Neither function may throw.
  struct Worker {
    std::function<std::string(const RequestHead&)> answer;
    std::function<void()> rest;  // called after each kRest without a job; may be empty
  };

  static constexpr std::chrono::milliseconds kRest{250};

  // `new_worker` is called once in each thread, so that each has its worker to itself. When an
  // answer comes to where there was none, `on_answer` is called, in a worker's thread. Neither may
  // throw.
  WorkerPool(std::size_t threads, std::function<Worker()> new_worker,
             std::function<void()> on_answer);
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  // Waits for the requests that are being worked on; forgets those that wait.
  ~WorkerPool();

  void submit(Job job);
  std::vector<Answer> take_answers();

  // Each thread makes itself a new worker before its next job.
  void renew();

 private:
  enum class Wake { job, renewal, rest, stop };

  void work();
  Wake wait(std::unique_lock<std::mutex>& lock, std::uint64_t made) const;

  std::function<Worker()> new_worker_;
  std::function<void()> on_answer_;
  mutable std::mutex mutex_;
  mutable std::condition_variable wake_;
  std::deque<Job> jobs_;
  std::vector<Answer> answers_;
  std::uint64_t renewals_ = 0;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace mi
