#include "searchd/worker_pool.h"

#include <utility>

namespace mi {

WorkerPool::WorkerPool(std::size_t threads, const std::function<Work()>& new_work,
                       std::function<void()> on_answer)
    : on_answer_(std::move(on_answer)) {
  for (std::size_t i = 0; i < threads; ++i)
    threads_.emplace_back([this, new_work] { work(new_work()); });
}

WorkerPool::~WorkerPool() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

void WorkerPool::submit(Job job) {
  {
    const std::lock_guard lock(mutex_);
    jobs_.push_back(std::move(job));
  }
  wake_.notify_one();
}

std::vector<WorkerPool::Answer> WorkerPool::take_answers() {
  const std::lock_guard lock(mutex_);
  return std::exchange(answers_, {});
}

void WorkerPool::work(const Work& work) {
  std::unique_lock lock(mutex_);
  while (true) {
    wake_.wait(lock, [this] { return stopping_ || !jobs_.empty(); });
    if (stopping_) return;
    const Job job = std::move(jobs_.front());
    jobs_.pop_front();
    lock.unlock();
    Answer answer{job.connection, work(job.head)};
    lock.lock();
    const bool first = answers_.empty();
    answers_.push_back(std::move(answer));
    if (first) on_answer_();
  }
}

}  // namespace mi
