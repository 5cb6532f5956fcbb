#include "core/mapped_file.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <utility>

#include "tests/support/temporary_folder.h"

namespace mi {
namespace {

TEST(MappedFile, GivesTheBytesAlsoWhenItIsMovedAndUnlinked) {
  const TemporaryFolder folder;
  const auto path = folder.write("file", "some bytes");
  Expected<MappedFile> file = MappedFile::open(path);
  ASSERT_TRUE(file);
  std::filesystem::remove(path);
  const std::string_view bytes = file->bytes();
  const MappedFile moved = std::move(*file);
  EXPECT_EQ(moved.bytes(), "some bytes");
  EXPECT_EQ(bytes.data(), moved.bytes().data());
}

TEST(MappedFile, TakesAnEmptyFileAndRefusesWhatIsNone) {
  const TemporaryFolder folder;
  const Expected<MappedFile> empty = MappedFile::open(folder.write("empty", ""));
  ASSERT_TRUE(empty);
  EXPECT_EQ(empty->bytes(), "");
  EXPECT_FALSE(MappedFile::open(folder / "absent"));
  const Expected<MappedFile> folder_itself = MappedFile::open(folder.path());
  ASSERT_FALSE(folder_itself);
  EXPECT_NE(folder_itself.error().message.find(folder.path().string()), std::string::npos);
}

}  // namespace
}  // namespace mi
