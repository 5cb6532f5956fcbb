// The five programs as they were built, run with a home folder of the test's own.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "tests/support/program.h"
#include "tests/support/temporary_folder.h"

namespace mi {

inline std::filesystem::path program_path(const std::string& name) {
  return std::filesystem::path(MI_PROGRAMS_DIR) / name;
}

// A user's machine: a home folder that is empty at first, and nothing of the developer's own
// configuration.
class UserMachine {
 public:
  ProgramResult run(const std::string& program, const std::vector<std::string>& arguments) const {
    return run_program(program_path(program), arguments, options());
  }

  ProgramOptions options() const {
    ProgramOptions options;
    options.environment = {{"HOME", home_.path().string()}, {"LANG", "C.UTF-8"}};
    options.folder = home_.path();
    return options;
  }

  const TemporaryFolder& home() const { return home_; }

 private:
  TemporaryFolder home_;
};

}  // namespace mi
