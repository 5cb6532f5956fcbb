#include "searchd/process_usage.h"

#include <fcntl.h>
#include <gtest/gtest.h>

#include <vector>

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
  const ProcessUsage before = process_usage();
  std::vector<char> memory(std::size_t{32} << 20U, 'x');
  const Descriptor one(::open("/dev/null", O_RDONLY | O_CLOEXEC));
  const ProcessUsage after = process_usage();
  EXPECT_GE(after.anonymous_bytes, before.anonymous_bytes + memory.size() - (1U << 20U));
  EXPECT_EQ(after.open_descriptors, before.open_descriptors + 1);
}

}  // namespace
}  // namespace mi
