#include "bench/process_watch.h"

#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <map>
#include <string>
#include <system_error>

#include "core/file.h"

namespace mi {
namespace {

// Each of two workers opens the engine's tables for itself, at two generations for a moment.
constexpr int kMostOfAFile = 4;

// The value of "VmRSS:      1234 kB", in MiB.
double field_of(const std::string& status, const std::string& name) {
  const std::size_t at = status.find("\n" + name + ":");
  if (at == std::string::npos) return 0;
  return std::strtod(status.c_str() + at + name.size() + 2, nullptr) / 1024;
}

// What a process holds that is no file of an index: sockets, pipes and the like; and files that
// nothing needs any more.
void count_descriptors(int process, ProcessSample& sample) {
  namespace fs = std::filesystem;
  std::error_code error;
  std::map<std::string, int> of_files;
  for (fs::directory_iterator entry(fmt::format("/proc/{}/fd", process), error), end;
       !error && entry != end; entry.increment(error)) {
    ++sample.descriptors;
    std::error_code gone;
    const std::string file = fs::read_symlink(entry->path(), gone).string();
    const bool is_file = file.starts_with('/');
    if (!is_file) ++sample.other_descriptors;
    if (is_file && (file.ends_with(" (deleted)") || ++of_files[file] > kMostOfAFile))
      ++sample.lost_descriptors;
  }
}

ProcessSample sample_of(int process) {
  ProcessSample sample;
  sample.when = std::chrono::steady_clock::now();
  constexpr std::size_t kLongestStatus = std::size_t{64} << 10U;
  if (const auto status = read_file(fmt::format("/proc/{}/status", process), kLongestStatus)) {
    sample.resident_mib = field_of(*status, "VmRSS");
    sample.anonymous_mib = field_of(*status, "RssAnon");
  }
  count_descriptors(process, sample);
  return sample;
}

}  // namespace

ProcessWatch::ProcessWatch(int process) : process_(process), thread_([this] { watch(); }) {}

ProcessWatch::~ProcessWatch() {
  over_ = true;
  thread_.join();
}

std::vector<ProcessSample> ProcessWatch::samples(std::chrono::seconds last,
                                                 std::chrono::seconds age) const {
  const auto end = std::chrono::steady_clock::now() - age;
  const std::lock_guard lock(mutex_);
  std::vector<ProcessSample> found;
  for (const ProcessSample& sample : samples_) {
    if (sample.when <= end && sample.when > end - last) found.push_back(sample);
  }
  return found;
}

void ProcessWatch::watch() {
  while (!over_) {
    const ProcessSample sample = sample_of(process_);
    {
      const std::lock_guard lock(mutex_);
      samples_.push_back(sample);
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
}

}  // namespace mi
