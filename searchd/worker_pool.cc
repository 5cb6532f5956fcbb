#include "searchd/worker_pool.h"

#include <utility>

namespace mi {

WorkerPool::WorkerPool(std::size_t threads, std::function<Worker()> new_worker,
                       std::function<void()> on_answer)
    : new_worker_(std::move(new_worker)), on_answer_(std::move(on_answer)) {
  for (std::size_t i = 0; i < threads; ++i) threads_.emplace_back([this] { work(); });
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

void WorkerPool::renew() {
  {
    const std::lock_guard lock(mutex_);
    ++renewals_;
  }
  wake_.notify_all();
}

WorkerPool::Wake WorkerPool::wait(std::unique_lock<std::mutex>& lock, std::uint64_t made) const {
  const bool woken =
      wake_.wait_for(lock, kRest, [&] { return stopping_ || !jobs_.empty() || renewals_ != made; });
  if (!woken) return Wake::rest;
  if (stopping_) return Wake::stop;
  return renewals_ != made ? Wake::renewal : Wake::job;
}

void WorkerPool::work() {
  std::unique_lock lock(mutex_);
  std::uint64_t made = renewals_;
  lock.unlock();
  Worker worker = new_worker_();
  lock.lock();
  while (true) {
    const Wake wake = wait(lock, made);
    if (wake == Wake::stop) return;
    if (wake == Wake::job) {
      const Job job = std::move(jobs_.front());
      jobs_.pop_front();
      lock.unlock();
      Answer answer{job.connection, worker.answer(job.head)};
      lock.lock();
      const bool first = answers_.empty();
      answers_.push_back(std::move(answer));
      if (first) on_answer_();
      continue;
    }
    made = renewals_;
    lock.unlock();
    if (wake == Wake::renewal) worker = new_worker_();
    if (wake == Wake::rest && worker.rest) worker.rest();
    lock.lock();
  }
}

}  // namespace mi
