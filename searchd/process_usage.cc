#include "searchd/process_usage.h"

#include <sys/resource.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>

#include "core/file.h"

namespace mi {
namespace {

// The value of "VmRSS:      1234 kB" in /proc/self/status, in bytes.
std::uint64_t field_of(const std::string& status, std::string_view name) {
  const std::size_t at = status.find("\n" + std::string(name) + ":");
  if (at == std::string::npos) return 0;
  constexpr std::uint64_t kKiB = 1024;
  return std::strtoull(status.c_str() + at + name.size() + 2, nullptr, 10) * kKiB;
}

double seconds_of(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

std::uint64_t count_descriptors() {
  std::error_code error;
  std::uint64_t count = 0;
  for (std::filesystem::directory_iterator entry("/proc/self/fd", error), end;
       !error && entry != end; entry.increment(error)) {
    ++count;
  }
  return count == 0 ? 0 : count - 1;  // one of them is the folder's
}

}  // namespace

ProcessUsage process_usage() {
  ProcessUsage usage;
  // A file of the kernel's has no size: read_file's limit is what bounds it.
  constexpr std::size_t kLongestStatus = std::size_t{64} << 10U;
  if (const Expected<std::string> status = read_file("/proc/self/status", kLongestStatus)) {
    usage.resident_bytes = field_of(*status, "VmRSS");
    usage.anonymous_bytes = field_of(*status, "RssAnon");
    usage.virtual_bytes = field_of(*status, "VmSize");
  }
  rusage used{};
  if (::getrusage(RUSAGE_SELF, &used) == 0)
    usage.cpu_seconds = seconds_of(used.ru_utime) + seconds_of(used.ru_stime);
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) == 0) usage.max_descriptors = limit.rlim_cur;
  usage.open_descriptors = count_descriptors();
  return usage;
}

}  // namespace mi
