// A process of its own, and a disk of its own that is soon full: for tests of what is left behind.
#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>

namespace mi {

// Runs in a process of its own; the exit status as waitpid gives it.
template <class Body>
int run_child(Body body) {
  const pid_t child = fork();
  if (child == 0) {
    body();
    _exit(0);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return status;
}

// Mounts a disk in memory over the folder, of so many bytes as tmpfs writes them ("512k"), which
// this process and its children alone see. False where the machine lets no process do so.
bool mount_small_disk(const std::filesystem::path& folder, const char* size);

}  // namespace mi
