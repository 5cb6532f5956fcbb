#include "core/text_file.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "core/file.h"
#include "tests/support/temporary_folder.h"

namespace mi {
namespace {

class TextFileTest : public testing::Test {
 protected:
  Expected<TextFile> written(const std::string& bytes) {
    EXPECT_TRUE(write_file_atomically(path_, bytes));
    return TextFile::open(path_);
  }

  TemporaryFolder folder_;
  std::filesystem::path path_ = folder_.path() / "text";
};

TEST_F(TextFileTest, GivesBackEachRecordByItsOffsetAndInTurn) {
  TextFileWriter writer;
  const std::uint64_t first = writer.append("one");
  const std::uint64_t second = writer.append("");
  const std::uint64_t third = writer.append(std::string(100'000, 'x'));
  const Expected<TextFile> file = written(writer.bytes());
  ASSERT_TRUE(file);
  EXPECT_EQ(*file->record_at(first), "one");
  EXPECT_EQ(*file->record_at(second), "");
  EXPECT_EQ(file->record_at(third)->size(), 100'000U);
  FilePages pages = file->pages();
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(*file->record_at(first, pages), "one");
    EXPECT_EQ(*file->record_at(second, pages), "");
    EXPECT_EQ(file->record_at(third, pages)->size(), 100'000U);
  }
  EXPECT_EQ(TextFile::offset_after(first, "one"), second);
  EXPECT_EQ(TextFile::offset_after(second, ""), third);
}

TEST_F(TextFileTest, GoesOnBehindAFileThatIsThere) {
  TextFileWriter before;
  const std::uint64_t first = before.append("one");
  TextFileWriter more = TextFileWriter::after(before.size());
  const std::uint64_t second = more.append("two");
  const Expected<TextFile> file = written(before.bytes() + more.bytes());
  ASSERT_TRUE(file);
  EXPECT_EQ(first, TextFile::first_offset());
  EXPECT_EQ(*file->record_at(first), "one");
  EXPECT_EQ(*file->record_at(second), "two");
  EXPECT_EQ(TextFile::offset_after(second, "two"), file->size());
  EXPECT_EQ(more.size(), file->size());
}

TEST_F(TextFileTest, NoticesEveryFlippedBitOfARecord) {
  TextFileWriter writer;
  const std::uint64_t offset = writer.append("a passage of text");
  const std::string bytes = writer.bytes();
  for (std::size_t at = offset; at < bytes.size(); ++at) {
    std::string damaged = bytes;
    damaged[at] = static_cast<char>(damaged[at] ^ 1);
    const Expected<TextFile> file = written(damaged);
    ASSERT_TRUE(file);
    EXPECT_FALSE(file->record_at(offset)) << at;
  }
}

TEST_F(TextFileTest, GivesARecordAgainOnceTheDiskDoes) {
  TextFileWriter writer;
  const std::uint64_t offset = writer.append("text");
  const Expected<TextFile> file = written(writer.bytes());
  ASSERT_TRUE(file);
  FilePages pages = file->pages();
  std::filesystem::resize_file(path_, 2);
  EXPECT_FALSE(file->record_at(offset, pages));
  std::ofstream(path_, std::ios::binary | std::ios::trunc) << writer.bytes();
  EXPECT_EQ(*file->record_at(offset, pages), "text");
}

TEST_F(TextFileTest, RefusesOffsetsThatAreNone) {
  TextFileWriter writer;
  const std::uint64_t offset = writer.append("text");
  const Expected<TextFile> file = written(writer.bytes());
  ASSERT_TRUE(file);
  for (const std::uint64_t wrong :
       {offset + 1, offset + 4, offset + 12, offset + 1000, UINT64_MAX}) {
    EXPECT_FALSE(file->record_at(wrong)) << wrong;
  }
}

TEST_F(TextFileTest, RefusesAFileCutAnywhereOrOfAnotherKind) {
  TextFileWriter writer;
  const std::uint64_t offset = writer.append("text");
  const std::string bytes = writer.bytes();
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    const Expected<TextFile> file = written(bytes.substr(0, size));
    EXPECT_TRUE(!file || !file->record_at(offset)) << size;
  }
  EXPECT_FALSE(TextFile::open(folder_.path() / "missing"));
  EXPECT_FALSE(written("something else entirely"));
}

}  // namespace
}  // namespace mi
