#include "tests/support/program.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>

namespace mi {
namespace {

using Clock = std::chrono::steady_clock;

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

std::vector<std::string> environment_of(const ProgramOptions& options) {
  const char* path = std::getenv("PATH");
  std::vector<std::string> environment = {std::string("PATH=") +
                                          (path == nullptr ? "/usr/bin:/bin" : path)};
  for (const auto& [name, value] : options.environment) environment.push_back(name + "=" + value);
  return environment;
}

void check(int error, const char* what) {
  if (error == 0) return;
  std::perror(what);
  std::abort();
}

int milliseconds_until(Clock::time_point deadline) {
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now());
  return static_cast<int>(std::max<std::int64_t>(left.count(), 0));
}

}  // namespace

RunningProgram::RunningProgram(const std::filesystem::path& program,
                               const std::vector<std::string>& arguments,
                               const ProgramOptions& options)
    : deadline_(Clock::now() + options.deadline) {
  std::array<int, 2> out{};
  std::array<int, 2> err{};
  check(::pipe2(out.data(), O_CLOEXEC), "pipe");
  check(::pipe2(err.data(), O_CLOEXEC), "pipe");
  posix_spawn_file_actions_t actions;
  check(::posix_spawn_file_actions_init(&actions), "posix_spawn_file_actions_init");
  ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, err[1], STDERR_FILENO);
  constexpr int kFirstOfItsOwn = 3;
  if (options.handed_on >= 0)
    ::posix_spawn_file_actions_adddup2(&actions, options.handed_on, kFirstOfItsOwn);
  if (!options.folder.empty())
    ::posix_spawn_file_actions_addchdir_np(&actions, options.folder.c_str());
  std::vector<std::string> texts = {program.string()};
  texts.insert(texts.end(), arguments.begin(), arguments.end());
  std::vector<std::string> environment = environment_of(options);
  check(::posix_spawn(&pid_, program.c_str(), &actions, nullptr, pointers_to(texts).data(),
                      pointers_to(environment).data()),
        program.c_str());
  ::posix_spawn_file_actions_destroy(&actions);
  ::close(out[1]);
  ::close(err[1]);
  out_ = out[0];
  err_ = err[0];
}

RunningProgram::~RunningProgram() {
  if (pid_ > 0) {
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
  }
  if (out_ >= 0) ::close(out_);
  if (err_ >= 0) ::close(err_);
}

bool RunningProgram::fill_from(int& descriptor, std::string& text) {
  std::array<char, 65536> buffer{};
  const ssize_t got = ::read(descriptor, buffer.data(), buffer.size());
  if (got > 0) {
    text.append(buffer.data(), static_cast<std::size_t>(got));
    return true;
  }
  ::close(descriptor);
  descriptor = -1;
  return false;
}

std::string RunningProgram::read_line() {
  while (true) {
    const std::size_t end = out_text_.find('\n', line_begin_);
    if (end != std::string::npos) {
      std::string line = out_text_.substr(line_begin_, end - line_begin_);
      line_begin_ = end + 1;
      return line;
    }
    pollfd waiting{out_, POLLIN, 0};
    if (out_ < 0 || ::poll(&waiting, 1, milliseconds_until(deadline_)) <= 0) return {};
    fill_from(out_, out_text_);
  }
}

void RunningProgram::send(int signal) const { ::kill(pid_, signal); }

ProgramResult RunningProgram::wait() {
  while (out_ >= 0 || err_ >= 0) {
    std::array<pollfd, 2> waiting = {pollfd{out_, POLLIN, 0}, pollfd{err_, POLLIN, 0}};
    if (::poll(waiting.data(), waiting.size(), milliseconds_until(deadline_)) <= 0) {
      ::kill(pid_, SIGKILL);
      break;
    }
    if (waiting[0].revents != 0) fill_from(out_, out_text_);
    if (waiting[1].revents != 0) fill_from(err_, err_text_);
  }
  int status = 0;
  ::waitpid(pid_, &status, 0);
  pid_ = -1;
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, out_text_, err_text_};
}

ProgramResult run_program(const std::filesystem::path& program,
                          const std::vector<std::string>& arguments,
                          const ProgramOptions& options) {
  return RunningProgram(program, arguments, options).wait();
}

}  // namespace mi
