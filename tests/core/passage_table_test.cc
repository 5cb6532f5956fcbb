#include "core/passage_table.h"

#include <gtest/gtest.h>

#include "core/file.h"
#include "tests/support/temporary_folder.h"

namespace mi {
namespace {

class PassageTableTest : public testing::Test {
 protected:
  Expected<PassageTable> open(const std::string& bytes) {
    EXPECT_TRUE(write_file_atomically(file_, bytes));
    return PassageTable::open(file_);
  }

  TemporaryFolder folder_;
  std::filesystem::path file_ = folder_.path() / "passages";
};

TEST_F(PassageTableTest, GivesWhatWasWritten) {
  const std::vector<PassageEntry> entries = {{8, 0, 100, 120, 0},
                                             {},
                                             {0x123456789abcULL, 0xba9876543210ULL, 0x87654321U,
                                              0xfedcba98U, 0x12345678U, SectionKind::back_matter}};
  const Expected<PassageTable> table = open(encode_passage_table(entries));
  ASSERT_TRUE(table) << table.error().message;
  EXPECT_EQ(table->size(), 3U);
  EXPECT_EQ(table->at(1), entries[0]);
  EXPECT_EQ(table->at(2), PassageEntry());
  EXPECT_EQ(table->at(3), entries[2]);
  EXPECT_EQ(table->length_of(3), 0xfedcba98U);
  EXPECT_EQ(table->section_of(1), SectionKind::body);
  EXPECT_EQ(table->section_of(3), SectionKind::back_matter);
  EXPECT_EQ(table->entries(), entries);
}

TEST_F(PassageTableTest, TellsShortLengthsAndLongOnes) {
  std::vector<PassageEntry> entries;
  for (const std::uint32_t length : {0U, 1U, 0xfffeU, 0xffffU, 0x10000U, 0xffffffffU})
    entries.push_back({8, 0, 0, length, 0});
  const Expected<PassageTable> table = open(encode_passage_table(entries));
  ASSERT_TRUE(table);
  const PassageTable copy = *table;
  for (std::uint32_t number = 1; number <= entries.size(); ++number)
    EXPECT_EQ(copy.length_of(number), entries[number - 1].length);
}

TEST_F(PassageTableTest, KnowsNothingOfNumbersBeyondIt) {
  const Expected<PassageTable> table = open(encode_passage_table({{8, 0, 100, 120, 0}}));
  ASSERT_TRUE(table);
  for (const std::uint32_t number : {0U, 2U, 0xffffffffU}) {
    EXPECT_EQ(table->at(number), PassageEntry()) << number;
    EXPECT_EQ(table->length_of(number), 0U) << number;
    EXPECT_EQ(table->section_of(number), SectionKind::body) << number;
  }
}

TEST_F(PassageTableTest, MayBeEmpty) {
  const Expected<PassageTable> table = open(encode_passage_table({}));
  ASSERT_TRUE(table);
  EXPECT_EQ(table->size(), 0U);
}

TEST_F(PassageTableTest, RefusesWhatIsNoTable) {
  const std::string whole = encode_passage_table({{8, 0, 100, 120, 0}});
  EXPECT_FALSE(open(""));
  EXPECT_FALSE(open("MISTEXT1"));
  EXPECT_FALSE(open(whole.substr(0, whole.size() - 1)));
  EXPECT_FALSE(PassageTable::open(folder_.path() / "missing"));
}

}  // namespace
}  // namespace mi
