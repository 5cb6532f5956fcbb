// A number that this process and those forked from it count on together.
#pragma once

#include <sys/mman.h>

#include <atomic>
#include <new>

namespace mi {

class SharedCounter {
 public:
  SharedCounter()
      : count_(new (::mmap(nullptr, sizeof(std::atomic<int>), PROT_READ | PROT_WRITE,
                           MAP_SHARED | MAP_ANONYMOUS, -1, 0)) std::atomic<int>(0)) {}
  SharedCounter(const SharedCounter&) = delete;
  SharedCounter& operator=(const SharedCounter&) = delete;
  ~SharedCounter() { ::munmap(count_, sizeof(std::atomic<int>)); }

  void operator++() { ++*count_; }
  void operator=(int value) { *count_ = value; }
  operator int() const { return *count_; }

 private:
  std::atomic<int>* count_;
};

}  // namespace mi
