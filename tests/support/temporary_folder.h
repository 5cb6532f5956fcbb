// A folder of a test's own, gone with everything in it when the test is done.
#pragma once

#include <filesystem>
#include <string_view>

namespace mi {

class TemporaryFolder {
 public:
  TemporaryFolder();  // ends the program when no folder can be made
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder();

  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path operator/(const std::filesystem::path& name) const { return path_ / name; }

  // Writes a file below the folder, making the folders above it.
  std::filesystem::path write(const std::filesystem::path& name, std::string_view bytes) const;

 private:
  std::filesystem::path path_;
};

}  // namespace mi
