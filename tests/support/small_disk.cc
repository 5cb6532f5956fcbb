#include "tests/support/small_disk.h"

#include <sched.h>
#include <sys/mount.h>

#include <string>

namespace mi {

bool mount_small_disk(const std::filesystem::path& folder, const char* size) {
  const std::string options = std::string("size=") + size;
  return (::unshare(CLONE_NEWNS) == 0 || ::unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0) &&
         ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
         ::mount("none", folder.c_str(), "tmpfs", 0, options.c_str()) == 0;
}

}  // namespace mi
