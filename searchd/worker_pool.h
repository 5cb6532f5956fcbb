// WorkerPool: a few threads that turn requests into the bytes of their replies. They never see a
// socket, so that no client can hold one up.
#pragma once

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
  using Work = std::function<std::string(const RequestHead&)>;

  // `new_work` is called once in each thread, so that each has what it works with to itself. When
  // an answer comes to where there was none, `on_answer` is called, in a worker's thread. Neither
  // may throw, nor may a Work.
  WorkerPool(std::size_t threads, const std::function<Work()>& new_work,
             std::function<void()> on_answer);
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  // Waits for the requests that are being worked on; forgets those that wait.
  ~WorkerPool();

  void submit(Job job);
  std::vector<Answer> take_answers();

 private:
  void work(const Work& work);

  std::function<void()> on_answer_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Job> jobs_;
  std::vector<Answer> answers_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace mi
