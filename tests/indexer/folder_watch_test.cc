#include "indexer/folder_watch.h"

#include <gtest/gtest.h>
#include <poll.h>

#include <filesystem>
#include <fstream>

#include "tests/support/temporary_folder.h"

namespace mi {
namespace {

namespace fs = std::filesystem;

class FolderWatchTest : public testing::Test {
 protected:
  void open() {
    Expected<FolderWatch> opened = FolderWatch::open({top_});
    ASSERT_TRUE(opened) << opened.error().message;
    watch_.emplace(std::move(*opened));
  }

  // inotify tells at once: nothing is waited for.
  bool has_changed() {
    const Expected<bool> changed = watch_->take();
    EXPECT_TRUE(changed);
    return changed && *changed;
  }

  void write(const std::string& name, const std::string& text = "text") {
    std::ofstream(top_ / name) << text;
  }

  TemporaryFolder folder_;
  fs::path top_ = folder_.path();
  std::optional<FolderWatch> watch_;
};

TEST_F(FolderWatchTest, SeesWhatIsSavedRenamedAndRemoved) {
  fs::create_directories(top_ / "a" / "b");
  open();
  EXPECT_FALSE(has_changed());
  write("a/b/note.md");
  pollfd wanted{watch_->descriptor(), POLLIN, 0};
  EXPECT_EQ(::poll(&wanted, 1, 0), 1);
  EXPECT_TRUE(has_changed());
  EXPECT_FALSE(has_changed()) << "told once";
  fs::rename(top_ / "a" / "b" / "note.md", top_ / "note.md");
  EXPECT_TRUE(has_changed());
  fs::remove(top_ / "note.md");
  EXPECT_TRUE(has_changed());
}

TEST_F(FolderWatchTest, SeesWhatEditorsWriteBesideAndRenameOver) {
  write("note.md");
  open();
  write(".note.md.tmp");
  EXPECT_FALSE(has_changed()) << "a name with a dot is no note";
  fs::rename(top_ / ".note.md.tmp", top_ / "note.md");
  EXPECT_TRUE(has_changed());
}

TEST_F(FolderWatchTest, FollowsFoldersThatComeAndGo) {
  open();
  fs::create_directories(top_ / "new" / "deep");
  EXPECT_TRUE(has_changed());
  write("new/deep/note.md");
  EXPECT_TRUE(has_changed());
  fs::rename(top_ / "new" / "deep", top_ / "moved");
  EXPECT_TRUE(has_changed());
  write("moved/note.md", "more");
  EXPECT_TRUE(has_changed());
  fs::remove_all(top_ / "moved");
  EXPECT_TRUE(has_changed());
  EXPECT_FALSE(has_changed());
}

TEST_F(FolderWatchTest, LosesSightOfAFolderThatIsMovedAway) {
  const TemporaryFolder elsewhere;
  fs::create_directories(top_ / "a");
  open();
  fs::rename(top_ / "a", elsewhere / "a");
  EXPECT_TRUE(has_changed());
  std::ofstream(elsewhere / "a" / "note.md") << "text";
  EXPECT_FALSE(has_changed());
}

TEST_F(FolderWatchTest, DoesNotLookWhereNoNotesAre) {
  for (const char* name : {".git", "node_modules", ".obsidian/x"})
    fs::create_directories(top_ / name);
  const TemporaryFolder elsewhere;
  fs::create_directory_symlink(elsewhere.path(), top_ / "link");
  open();
  for (const char* name : {".git/index", "node_modules/readme.md", ".obsidian/x/a.md", "link/a.md"})
    write(name);
  EXPECT_FALSE(has_changed());
}

TEST_F(FolderWatchTest, FindsAFolderAgainThatWasAwayForAWhile) {
  top_ = folder_ / "notes";
  open();
  EXPECT_TRUE(watch_->is_incomplete());
  EXPECT_FALSE(has_changed());
  fs::create_directory(top_);
  EXPECT_TRUE(has_changed());
  EXPECT_FALSE(watch_->is_incomplete());
  write("note.md");
  EXPECT_TRUE(has_changed());
  fs::remove_all(top_);
  EXPECT_TRUE(has_changed());
  EXPECT_TRUE(watch_->is_incomplete());
}

TEST_F(FolderWatchTest, FollowsALinkThatTheUserNamed) {
  fs::create_directory(top_ / "real");
  fs::create_directory_symlink(top_ / "real", top_ / "link");
  const fs::path real = top_ / "real";
  top_ = top_ / "link";
  open();
  std::ofstream(real / "note.md") << "text";
  EXPECT_TRUE(has_changed());
}

// More events than the kernel keeps (fs.inotify.max_queued_events): some are lost, but not that
// something happened, nor the folders that came meanwhile.
TEST_F(FolderWatchTest, LooksAtEverythingAgainWhenEventsWereLost) {
  open();
  write("a.md");
  write("b.md");
  int queued = 16384;
  std::ifstream("/proc/sys/fs/inotify/max_queued_events") >> queued;
  if (queued > 100'000) GTEST_SKIP() << "the queue is too long to fill here";
  for (int i = 0; i < queued; ++i) {  // two events each; equal ones in a row would be one
    fs::rename(top_ / "a.md", top_ / "c.md");
    fs::rename(top_ / "c.md", top_ / "a.md");
  }
  fs::create_directory(top_ / "new");
  EXPECT_TRUE(has_changed());
  write("new/note.md");
  EXPECT_TRUE(has_changed());
}

}  // namespace
}  // namespace mi
