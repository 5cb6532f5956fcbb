#include "core/generation.h"

#include <gtest/gtest.h>

#include "core/file.h"
#include "tests/support/temporary_folder.h"

namespace mi {
namespace {

namespace fs = std::filesystem;

const Generation kFirst{{{"notes", "notes-000001"}, {"papers", "papers-000001"}}};

class GenerationTest : public testing::Test {
 protected:
  void write_current(const std::string& text) {
    ASSERT_TRUE(write_file_atomically(index_ / "CURRENT", text));
  }

  TemporaryFolder folder_;
  fs::path index_ = folder_.path();
};

TEST_F(GenerationTest, IsEmptyBeforeAnythingIsPublished) {
  const Expected<Generation> current = read_current(index_);
  ASSERT_TRUE(current);
  EXPECT_TRUE(current->parts.empty());
}

TEST_F(GenerationTest, IsReadBackAsPublished) {
  ASSERT_TRUE(publish(index_, kFirst));
  const Expected<Generation> current = read_current(index_);
  ASSERT_TRUE(current);
  EXPECT_EQ(*current, kFirst);
  EXPECT_EQ(current->to_string(), "notes-000001 papers-000001");
  ASSERT_NE(current->find("papers"), nullptr);
  EXPECT_EQ(current->find("papers")->folder, "papers-000001");
  EXPECT_EQ(current->find("pdfs"), nullptr);
}

TEST_F(GenerationTest, RefusesADamagedFile) {
  for (const char* text :
       {"papers", "papers papers-1", "papers papers-00000x", "papers notes-000001",
        "papers ../papers-000001", "papers papers-000001 more",
        "papers papers-000001\npapers papers-000002", "Papers Papers-000001",
        "papers papers-000001/../x", "papers papers-999999999999999"}) {
    write_current(text);
    EXPECT_FALSE(read_current(index_)) << text;
  }
  write_current(std::string(100'000, 'x'));
  EXPECT_FALSE(read_current(index_));
}

TEST_F(GenerationTest, NoticesEachFlippedBitAndEachCut) {
  ASSERT_TRUE(publish(index_, kFirst));
  const std::string whole = *read_file(index_ / "CURRENT", 1000);
  for (std::size_t at = 0; at < whole.size(); ++at) {
    if (at > 0) {  // an empty file says that nothing has been published
      write_current(whole.substr(0, at));
      EXPECT_FALSE(read_current(index_)) << "cut at " << at;
    }
    for (unsigned bit = 0; bit < 8; ++bit) {
      std::string flipped = whole;
      flipped[at] = static_cast<char>(flipped[at] ^ (1U << bit));
      write_current(flipped);
      EXPECT_FALSE(read_current(index_)) << "bit " << bit << " of byte " << at;
    }
  }
}

TEST_F(GenerationTest, ReadsWhatWasPublishedBeforeThereWereSums) {
  write_current("notes notes-000001\npapers papers-000001\n");
  const Expected<Generation> current = read_current(index_);
  ASSERT_TRUE(current);
  EXPECT_EQ(*current, kFirst);
}

TEST_F(GenerationTest, NeverUsesANameTwice) {
  EXPECT_EQ(*next_part_folder(index_, "papers"), "papers-000001");
  fs::create_directory(index_ / "papers-000009");
  fs::create_directory(index_ / "papersx-000077");
  fs::create_directory(index_ / "notes-000020");
  EXPECT_EQ(*next_part_folder(index_, "papers"), "papers-000010");
  fs::create_directory(index_ / "papers-1000000");
  EXPECT_EQ(*next_part_folder(index_, "papers"), "papers-1000001");
}

TEST_F(GenerationTest, RemovesWhatInterruptedRunsLeftBehind) {
  for (const char* name : {"papers-000002", "papers-000003", "papers-000004", "notes-000001",
                           "notes-x", "other-000009x"}) {
    fs::create_directory(index_ / name);
    ASSERT_TRUE(write_file_atomically(index_ / name / "file", "x"));
  }
  remove_leftovers(index_, Generation{{{"papers", "papers-000003"}}});
  EXPECT_TRUE(fs::exists(index_ / "papers-000002")) << "readers may have it open";
  EXPECT_TRUE(fs::exists(index_ / "papers-000003" / "file"));
  EXPECT_FALSE(fs::exists(index_ / "papers-000004"));
  EXPECT_FALSE(fs::exists(index_ / "notes-000001")) << "nothing of that name is published";
  EXPECT_TRUE(fs::exists(index_ / "notes-x"));
  EXPECT_TRUE(fs::exists(index_ / "other-000009x"));
}

TEST_F(GenerationTest, KeepsTheCurrentAndThePreviousPartsOnly) {
  for (const char* name :
       {"papers-000001", "papers-000002", "papers-000003", "notes-000001", "other"}) {
    fs::create_directory(index_ / name);
    ASSERT_TRUE(write_file_atomically(index_ / name / "file", "x"));
  }
  const Generation next{{{"notes", "notes-000001"}, {"papers", "papers-000003"}}};
  const Generation before{{{"papers", "papers-000002"}}};
  remove_unused_parts(index_, next, before);
  EXPECT_FALSE(fs::exists(index_ / "papers-000001"));
  EXPECT_TRUE(fs::exists(index_ / "papers-000002" / "file"));
  EXPECT_TRUE(fs::exists(index_ / "papers-000003" / "file"));
  EXPECT_TRUE(fs::exists(index_ / "notes-000001" / "file"));
  EXPECT_TRUE(fs::exists(index_ / "other" / "file"));
}

}  // namespace
}  // namespace mi
