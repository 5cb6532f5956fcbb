// A small index made by the real writer, and the daemon over it, for tests that attack them.
#pragma once

#include <filesystem>
#include <string>

#include "core/config.h"
#include "tests/searchd/raw_client.h"
#include "tests/support/program.h"
#include "tests/support/temporary_folder.h"

namespace mi {

// Indexes so many papers and as many notes, each of a few passages that all say "superposition" and
// the mark. The data folder must exist. Each call publishes another generation.
void write_small_index(const Config& config, int documents, const std::string& mark);

// mi-searchd on a free port of the loopback, over a data folder.
class RunningDaemon {
 public:
  explicit RunningDaemon(const std::filesystem::path& data);

  int port() const { return port_; }
  RunningProgram& program() { return program_; }

  // A number that /metrics tells; -1 where it does not.
  double metric(const std::string& name) const;

 private:
  RunningProgram program_;
  int port_ = 0;
};

}  // namespace mi
