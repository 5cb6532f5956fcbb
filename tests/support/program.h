// Runs a program as its user would, and gives back what it said.
#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace mi {

struct ProgramResult {
  int exit_code = -1;  // -1: it was ended by a signal, or by the deadline
  std::string out;
  std::string err;
};

struct ProgramOptions {
  std::map<std::string, std::string> environment = {};  // beside PATH; nothing else is inherited
  std::filesystem::path folder = {};                    // where it runs; empty: here
  std::chrono::seconds deadline{60};
  int handed_on = -1;  // a descriptor that the program has as its number 3; -1: none
};

ProgramResult run_program(const std::filesystem::path& program,
                          const std::vector<std::string>& arguments,
                          const ProgramOptions& options = {});

// A program that goes on running until it is told to end: a daemon.
class RunningProgram {
 public:
  RunningProgram(const std::filesystem::path& program, const std::vector<std::string>& arguments,
                 const ProgramOptions& options = {});
  RunningProgram(const RunningProgram&) = delete;
  RunningProgram& operator=(const RunningProgram&) = delete;
  ~RunningProgram();  // kills it where it still runs

  // Waits for the next line on its stdout; empty when it ends or the deadline passes before.
  std::string read_line();

  void send(int signal) const;

  int process_id() const { return pid_; }

  // Waits until it ends by itself, at most until the deadline.
  ProgramResult wait();

 private:
  bool fill_from(int& descriptor, std::string& text);

  int pid_ = -1;
  int out_ = -1;
  int err_ = -1;
  std::string out_text_;
  std::string err_text_;
  std::size_t line_begin_ = 0;
  std::chrono::steady_clock::time_point deadline_;
};

}  // namespace mi
