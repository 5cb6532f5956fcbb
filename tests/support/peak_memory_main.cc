// Runs a program and writes the most memory that it took, in KiB, to a file:
//
//   mi-peak-memory FILE PROGRAM [ARGUMENT...]
//
// A program of its own, and a small one: Linux counts what a child's parent held when it was made
// as the child's, so that a big test that measured its own child would measure itself.

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  const pid_t child = ::fork();
  if (child == 0) {
    ::execv(argv[2], argv + 2);
    std::perror(argv[2]);
    ::_exit(127);
  }
  int status = 0;
  rusage usage{};
  if (child < 0 || ::wait4(child, &status, 0, &usage) != child) return 2;
  std::ofstream(argv[1]) << usage.ru_maxrss << '\n';
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}
