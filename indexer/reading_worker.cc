#include "indexer/reading_worker.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <linux/close_range.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <fstream>
#include <new>
#include <system_error>
#include <utility>

// GCC defines macros, Clang has features.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define MI_SANITIZED
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || \
    __has_feature(memory_sanitizer)
#define MI_SANITIZED
#endif
#endif

namespace mi {
namespace {

#ifdef MI_SANITIZED
constexpr bool kSanitized = true;
#else
constexpr bool kSanitized = false;
#endif

// How a worker ends that was refused memory. Other programs' codes end before.
constexpr int kOutOfMemory = 113;
constexpr int kSocket = 3;  // the worker's only descriptor beside the standard streams
using Number = std::uint64_t;

// ---- In the worker ----

void limit(decltype(RLIMIT_CORE) resource, rlim_t value) {
  rlimit now{};
  if (::getrlimit(resource, &now) != 0) return;
  now.rlim_cur = now.rlim_max = std::min(value, now.rlim_max);
  ::setrlimit(resource, &now);
}

// The address space in use: what was inherited (mapped files, the heap so far) is not the inputs'.
rlim_t mapped_bytes() {
  std::ifstream statm("/proc/self/statm");
  rlim_t pages = 0;
  statm >> pages;
  return pages * static_cast<rlim_t>(::sysconf(_SC_PAGESIZE));
}

void be_bounded(std::uint64_t memory_bytes) {
  ::prctl(PR_SET_DUMPABLE, 0);  // RLIMIT_CORE alone does not hold where cores go into a pipe
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_FSIZE, 0);
  if (can_bound_memory()) limit(RLIMIT_AS, mapped_bytes() + memory_bytes);
  // Not by catching bad_alloc: a library that catches it first would go on with half of the text.
  std::set_new_handler([] { ::_exit(kOutOfMemory); });
}

void be_apart(int socket) {
  for (const int ignored : {SIGINT, SIGTERM, SIGHUP, SIGQUIT}) ::signal(ignored, SIG_IGN);
  const int null = ::open("/dev/null", O_RDWR | O_CLOEXEC);
  const int last_stream = kSanitized ? STDOUT_FILENO : STDERR_FILENO;
  for (int stream = STDIN_FILENO; stream <= last_stream; ++stream) ::dup2(null, stream);
  ::dup2(socket, kSocket);
  ::close_range(kSocket + 1, ~0U, 0);
}

bool receive_number(Number& number) {
  ssize_t size = 0;
  do {
    size = ::recv(kSocket, &number, sizeof(number), MSG_WAITALL);
  } while (size < 0 && errno == EINTR);
  return size == static_cast<ssize_t>(sizeof(number));
}

bool send_all(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(kSocket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

Reading read_one(const ReadInput& input) {
  try {
    return input();
  } catch (const std::exception& error) {
    return failure(fmt::format("it cannot be read: {}", error.what()));
  }
}

[[noreturn]] void serve(const std::vector<ReadInput>& inputs) {
  Number number = 0;
  while (receive_number(number) && number < inputs.size()) {
    std::string answer = encode_reading(read_one(inputs[number]));
    if (answer.size() > kMaxReadingBytes) {
      answer = encode_reading(
          failure(fmt::format("it holds more than {} MiB of text", kMaxReadingBytes >> 20U)));
    }
    const Number size = answer.size();
    std::array<char, sizeof(size)> length{};
    std::memcpy(length.data(), &size, sizeof(size));
    if (!send_all({length.data(), length.size()}) || !send_all(answer)) break;
  }
  ::_exit(0);  // nothing that was inherited may be flushed or destroyed here
}

[[noreturn]] void run_worker(const std::vector<ReadInput>& inputs, std::uint64_t memory_bytes,
                             pid_t parent, int socket) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(0);  // it died before the line above
  be_apart(socket);
  be_bounded(memory_bytes);
  serve(inputs);
}

// ---- In the parent ----

std::string how_it_ended(int status, std::uint64_t memory_bytes) {
  if (WIFEXITED(status) && WEXITSTATUS(status) == kOutOfMemory)
    return fmt::format("it needed more than {} MiB of memory", memory_bytes >> 20U);
  // The kernel, out of memory, kills with this one.
  if (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) return "its reader was killed (signal 9)";
  if (WIFSIGNALED(status)) return fmt::format("its reader crashed (signal {})", WTERMSIG(status));
  return "its reader ended without an answer";
}

}  // namespace

bool can_bound_memory() { return !kSanitized; }

Expected<ReadingWorker> ReadingWorker::start(const std::vector<ReadInput>& inputs,
                                             std::uint64_t memory_bytes) {
  std::array<int, 2> sockets{};
  const auto cannot = [] {
    return failure(
        fmt::format("cannot start a reader process: {}", std::generic_category().message(errno)));
  };
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets.data()) != 0) return cannot();
  const pid_t parent = ::getpid();
  const pid_t pid = ::fork();
  if (pid == 0) run_worker(inputs, memory_bytes, parent, sockets[1]);
  const auto error = pid < 0 ? Expected<void>(cannot()) : Expected<void>();
  ::close(sockets[1]);
  if (!error) {
    ::close(sockets[0]);
    return tl::unexpected(error.error());
  }
  return ReadingWorker(pid, sockets[0], memory_bytes);
}

ReadingWorker::ReadingWorker(ReadingWorker&& other) noexcept
    : pid_(std::exchange(other.pid_, 0)),
      socket_(std::exchange(other.socket_, -1)),
      memory_bytes_(other.memory_bytes_),
      received_(std::move(other.received_)) {}

ReadingWorker& ReadingWorker::operator=(ReadingWorker&& other) noexcept {
  std::swap(pid_, other.pid_);
  std::swap(socket_, other.socket_);
  std::swap(memory_bytes_, other.memory_bytes_);
  std::swap(received_, other.received_);
  return *this;
}

ReadingWorker::~ReadingWorker() { stop(); }

void ReadingWorker::ask(std::size_t input) {
  const Number number = input;
  received_.clear();
  // Eight bytes always fit: the worker has taken all that were sent before.
  ::send(socket_, &number, sizeof(number), MSG_NOSIGNAL | MSG_DONTWAIT);
}

ReadingWorker::State ReadingWorker::receive() {
  std::array<char, 1U << 16U> buffer;
  Number size = 0;
  while (true) {
    const ssize_t got = ::recv(socket_, buffer.data(), buffer.size(), MSG_DONTWAIT);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return State::waiting;
    if (got <= 0) return State::ended;
    received_.append(buffer.data(), static_cast<std::size_t>(got));
    if (received_.size() < sizeof(size)) continue;
    std::memcpy(&size, received_.data(), sizeof(size));
    if (size > kMaxReadingBytes || received_.size() > size + sizeof(size)) return State::broken;
    if (received_.size() == size + sizeof(size)) return State::answered;
  }
}

std::string ReadingWorker::take_answer() {
  std::string answer = std::exchange(received_, {});
  answer.erase(0, sizeof(Number));
  return answer;
}

std::string ReadingWorker::stop() {
  if (pid_ <= 0) return {};
  ::close(std::exchange(socket_, -1));
  // One that is dying keeps its own reason; one that has only closed its socket would live on.
  ::kill(pid_, SIGKILL);
  int status = 0;
  while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
  }
  pid_ = 0;
  return how_it_ended(status, memory_bytes_);
}

}  // namespace mi
