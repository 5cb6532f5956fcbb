#include "core/file_pages.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <random>
#include <string>

#include "core/little_endian.h"
#include "tests/support/temporary_folder.h"

namespace mi {
namespace {

TEST(FilePages, GiveTheBytesOfTheFileHoweverTheyAreAskedFor) {
  std::mt19937 random(20261127);
  std::string all(150'001, '\0');
  for (char& byte : all) byte = static_cast<char>(random());
  const TemporaryFolder folder;
  const Expected<OpenFile> file = OpenFile::open(folder.write("file", all));
  ASSERT_TRUE(file);
  for (const std::size_t page_bytes : {FilePages::kToJump, FilePages::kToWalk}) {
    FilePages pages(*file, page_bytes);
    for (int i = 0; i < 20'000; ++i) {
      const std::size_t at = random() % all.size();
      const std::size_t count = random() % 20 == 0 ? random() % 40'000 : random() % 40;
      const std::string expected = count <= all.size() - at ? all.substr(at, count) : "";
      ASSERT_EQ(pages.bytes(at, count), expected) << at << " " << count;
      std::string copied(expected.size(), '\0');
      ASSERT_EQ(pages.read(at, count, copied.data()),
                count == expected.size() && at + count <= all.size());
      ASSERT_EQ(copied, expected);
      const bool has_four = all.size() - at >= 4;
      ASSERT_EQ(pages.u32(at),
                has_four ? read_little_endian<std::uint32_t>(all.data() + at) : std::uint32_t{0})
          << at;
    }
  }
}

TEST(FilePages, GiveNothingBeyondTheEndOrOfWhatWasCutShort) {
  const TemporaryFolder folder;
  const auto path = folder.write("file", std::string(10'000, 'x'));
  const Expected<OpenFile> file = OpenFile::open(path);
  ASSERT_TRUE(file);
  FilePages pages(*file);
  EXPECT_EQ(pages.bytes(9'990, 11), "");
  EXPECT_EQ(pages.bytes(UINT64_MAX, 1), "");
  EXPECT_EQ(pages.u32(9'998), 0U);
  std::filesystem::resize_file(path, 5'000);
  EXPECT_EQ(pages.bytes(6'000, 4), "");
  EXPECT_EQ(pages.bytes(1'000, 8'000), "");
  EXPECT_EQ(pages.u32(6'000), 0U);
}

TEST(FilePages, ReadAPageAgainOnceTheyForgetIt) {
  const TemporaryFolder folder;
  const auto path = folder.write("file", std::string(10'000, 'x'));
  const Expected<OpenFile> file = OpenFile::open(path);
  ASSERT_TRUE(file);
  std::filesystem::resize_file(path, 0);
  FilePages pages(*file, FilePages::kToWalk);
  EXPECT_EQ(pages.bytes(100, 4), "");
  std::filesystem::resize_file(path, 10'000);
  EXPECT_EQ(pages.bytes(100, 4), "") << "a disk that fails is not asked for each row of a table";
  pages.forget();
  EXPECT_EQ(pages.bytes(100, 4), std::string(4, '\0'));
  FilePages moved = std::move(pages);
  EXPECT_EQ(moved.bytes(200, 4), std::string(4, '\0'));
}

}  // namespace
}  // namespace mi
