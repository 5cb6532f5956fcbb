#include "searchd/process_usage.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mman.h>

#include <cstring>

#include "searchd/socket.h"

namespace mi {
namespace {

TEST(ProcessUsage, TellsOfThisProcess) {
  const ProcessUsage usage = process_usage();
  EXPECT_GT(usage.anonymous_bytes, 100U << 10U);
  EXPECT_GT(usage.resident_bytes, usage.anonymous_bytes);
  EXPECT_GT(usage.virtual_bytes, usage.resident_bytes);
  EXPECT_GT(usage.cpu_seconds, 0);
  EXPECT_GE(usage.max_descriptors, usage.open_descriptors);
}

TEST(ProcessUsage, GrowsWithWhatIsUsed) {
  // From the system itself: an allocator may give out again what earlier tests gave back.
  constexpr std::size_t kBytes = std::size_t{32} << 20U;
  const ProcessUsage before = process_usage();
  void* const memory =
      ::mmap(nullptr, kBytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  ASSERT_NE(memory, MAP_FAILED);
  std::memset(memory, 'x', kBytes);
  const Descriptor one(::open("/dev/null", O_RDONLY | O_CLOEXEC));
  const ProcessUsage after = process_usage();
  EXPECT_GE(after.anonymous_bytes, before.anonymous_bytes + kBytes - (1U << 20U));
  ::munmap(memory, kBytes);
  EXPECT_EQ(after.open_descriptors, before.open_descriptors + 1);
}

}  // namespace
}  // namespace mi
