#include "core/open_file.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <utility>

#include "tests/support/temporary_folder.h"

namespace mi {
namespace {

std::string read(const OpenFile& file, std::uint64_t offset, std::size_t count) {
  std::string bytes(count, '?');
  return file.read(offset, count, bytes.data()) ? bytes : "nothing";
}

TEST(OpenFile, ReadsWhereItIsAskedAlsoWhenItIsMovedAndUnlinked) {
  const TemporaryFolder folder;
  const auto path = folder.write("file", "some bytes");
  Expected<OpenFile> file = OpenFile::open(path);
  ASSERT_TRUE(file);
  std::filesystem::remove(path);
  const OpenFile moved = std::move(*file);
  EXPECT_EQ(moved.size(), 10U);
  EXPECT_EQ(read(moved, 0, 4), "some");
  EXPECT_EQ(read(moved, 5, 5), "bytes");
  EXPECT_EQ(read(moved, 10, 0), "");
}

TEST(OpenFile, ReadsNothingBeyondItsEnd) {
  const TemporaryFolder folder;
  const Expected<OpenFile> file = OpenFile::open(folder.write("file", "some bytes"));
  ASSERT_TRUE(file);
  EXPECT_EQ(read(*file, 5, 6), "nothing");
  EXPECT_EQ(read(*file, 11, 0), "nothing");
  EXPECT_EQ(read(*file, UINT64_MAX, 2), "nothing");
}

TEST(OpenFile, ReadsNothingOfWhatWasCutShortSinceItWasOpened) {
  const TemporaryFolder folder;
  const auto path = folder.write("file", "some bytes");
  const Expected<OpenFile> file = OpenFile::open(path);
  ASSERT_TRUE(file);
  std::filesystem::resize_file(path, 6);
  EXPECT_EQ(read(*file, 0, 6), "some b");
  EXPECT_EQ(read(*file, 0, 10), "nothing");
}

TEST(OpenFile, TakesAnEmptyFileAndRefusesWhatIsNone) {
  const TemporaryFolder folder;
  const Expected<OpenFile> empty = OpenFile::open(folder.write("empty", ""));
  ASSERT_TRUE(empty);
  EXPECT_EQ(empty->size(), 0U);
  EXPECT_FALSE(OpenFile::open(folder / "absent"));
  const Expected<OpenFile> folder_itself = OpenFile::open(folder.path());
  ASSERT_FALSE(folder_itself);
  EXPECT_NE(folder_itself.error().message.find(folder.path().string()), std::string::npos);
}

}  // namespace
}  // namespace mi
