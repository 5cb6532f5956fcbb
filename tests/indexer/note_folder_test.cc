#include "indexer/note_folder.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <fstream>
#include <string>
#include <string_view>
#include <system_error>
#include <thread>
#include <vector>

#include "tests/support/temporary_folder.h"

namespace mi {
namespace {

namespace fs = std::filesystem;

class NoteFolder : public testing::Test {
 protected:
  NoteFolder() {
    folder_ = root_ / "notes";
    fs::create_directories(folder_);
  }
  ~NoteFolder() override {
    std::error_code error;
    fs::permissions(folder_ / "closed", fs::perms::owner_all, error);
  }

  void write(const fs::path& name, std::string_view text = "x") const {
    fs::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name) << text;
  }

  std::vector<std::string> ids() const {
    std::vector<std::string> out;
    for (const NoteFile& file : list_notes(folder_).files) out.push_back(file.id);
    return out;
  }

  TemporaryFolder temporary_;
  fs::path root_ = fs::canonical(temporary_.path());
  fs::path folder_;
};

using Strings = std::vector<std::string>;

TEST_F(NoteFolder, ListsNotesByTheirIds) {
  for (const char* name :
       {"b.md", "a/z.markdown", "a/y.TXT", "A.MD", "한글 노트.md", "image.png", "notes.md.bak",
        ".hidden.md", ".git/c.md", "a/.obsidian/d.md", "node_modules/e.md", "no_extension"}) {
    write(name);
  }
  fs::create_directories(folder_ / "folder.md");
  EXPECT_EQ(ids(), (Strings{"A.MD", "a/y.TXT", "a/z.markdown", "b.md", "한글 노트.md"}));
  EXPECT_TRUE(list_notes(folder_).problems.empty());
}

TEST_F(NoteFolder, KnowsSizesAndTimes) {
  write("a.md", "12345");
  const timespec times[2] = {{1'700'000'000, 0}, {1'700'000'000, 123}};
  ASSERT_EQ(::utimensat(AT_FDCWD, (folder_ / "a.md").c_str(), times, 0), 0);
  const NoteList list = list_notes(folder_);
  ASSERT_EQ(list.files.size(), 1U);
  EXPECT_EQ(list.files[0].path, folder_ / "a.md");
  EXPECT_EQ(list.files[0].size, 5U);
  EXPECT_EQ(list.files[0].mtime_ns, 1'700'000'000'000'000'123);
}

TEST_F(NoteFolder, GivesNfcIdsAndReportsTwins) {
  write("\u110c\u116e\u11bc.md");  // "중" as macOS writes it
  EXPECT_EQ(ids(), Strings{"중.md"});
  write("중.md");
  const NoteList list = list_notes(folder_);
  EXPECT_EQ(list.files.size(), 1U);
  ASSERT_EQ(list.problems.size(), 1U);
  EXPECT_NE(list.problems[0].message.find("same name"), std::string::npos);
}

TEST_F(NoteFolder, DoesNotFollowLinks) {
  write("a.md");
  fs::create_directories(root_ / "outside");
  std::ofstream(root_ / "outside/secret.md") << "x";
  fs::create_directory_symlink(folder_, folder_ / "loop");
  fs::create_symlink(folder_ / "a.md", folder_ / "again.md");
  fs::create_symlink(root_ / "nowhere", folder_ / "dangling.md");
  EXPECT_EQ(ids(), Strings{"a.md"});
  EXPECT_TRUE(list_notes(folder_).problems.empty());

  fs::create_directory_symlink(root_ / "outside", folder_ / "out");
  fs::create_symlink(root_ / "outside/secret.md", folder_ / "out.md");
  fs::create_symlink("/dev/null", folder_ / "device");
  const NoteList list = list_notes(folder_);
  EXPECT_EQ(list.files.size(), 1U);
  ASSERT_EQ(list.problems.size(), 2U);
  EXPECT_NE(list.problems[0].message.find("leads out of the notes folder"), std::string::npos);
}

TEST_F(NoteFolder, MayBeALinkItself) {
  write("a.md");
  fs::create_directory_symlink(folder_, root_ / "link");
  EXPECT_EQ(list_notes(root_ / "link").files, list_notes(folder_).files);
}

TEST_F(NoteFolder, DoesNotMindWhatVanishesMeanwhile) {
  for (int i = 0; i < 200; ++i) write("a/" + std::to_string(i) + ".md");
  write("stays.md");
  std::atomic<bool> done = false;
  std::thread editor([&] {
    for (int i = 0; !done; i = (i + 1) % 200) {
      std::error_code ignored;
      fs::remove(folder_ / "a" / (std::to_string(i) + ".md"), ignored);
      if (i == 150) fs::remove_all(folder_ / "a", ignored);
      fs::create_directories(folder_ / "a", ignored);
      std::ofstream(folder_ / "a" / (std::to_string(i) + ".md")) << "x";
    }
  });
  for (int i = 0; i < 200; ++i) {
    const NoteList list = list_notes(folder_);
    EXPECT_TRUE(list.problems.empty()) << list.problems[0].message;
    const auto stays = [](const NoteFile& file) { return file.id == "stays.md"; };
    EXPECT_EQ(std::count_if(list.files.begin(), list.files.end(), stays), 1);
  }
  done = true;
  editor.join();
}

TEST_F(NoteFolder, SkipsWhatIsNoFile) {
  ASSERT_EQ(::mkfifo((folder_ / "pipe.md").c_str(), 0600), 0);
  EXPECT_TRUE(ids().empty());
}

TEST_F(NoteFolder, ReportsAFolderThatItCannotRead) {
  write("a.md");
  write("closed/b.md");
  fs::permissions(folder_ / "closed", fs::perms::none);
  if (::access((folder_ / "closed").c_str(), R_OK) == 0) {
    GTEST_SKIP() << "this user reads every folder";
  }
  const NoteList list = list_notes(folder_);
  EXPECT_EQ(list.files.size(), 1U);
  ASSERT_EQ(list.problems.size(), 1U);
  EXPECT_NE(list.problems[0].message.find("closed"), std::string::npos);
}

// As a mount point without its disk is.
TEST_F(NoteFolder, TellsOfAFolderWithoutANote) {
  const NoteList empty = list_notes(folder_);
  EXPECT_TRUE(empty.files.empty());
  EXPECT_TRUE(empty.problems.empty());
  EXPECT_EQ(empty.empty_folders, std::vector<fs::path>{folder_});
  write(".DS_Store");
  fs::create_directories(folder_ / "lost+found");
  EXPECT_EQ(list_notes(folder_).empty_folders, std::vector<fs::path>{folder_});
  write("note.md");
  EXPECT_TRUE(list_notes(folder_).empty_folders.empty());
  EXPECT_TRUE(list_notes(root_ / "missing").empty_folders.empty());
}

TEST_F(NoteFolder, ReportsAFolderThatIsNotThere) {
  const NoteList list = list_notes(root_ / "missing");
  EXPECT_TRUE(list.files.empty());
  ASSERT_EQ(list.problems.size(), 1U);
  EXPECT_NE(list.problems[0].message.find("missing"), std::string::npos);
  write("a.md");
  EXPECT_EQ(list_notes(folder_ / "a.md").problems.size(), 1U);
}

TEST_F(NoteFolder, WalksDeepFolders) {
  fs::path deep;
  for (int i = 0; i < 100; ++i) deep /= "d";
  write(deep / "a.md");
  EXPECT_EQ(ids().size(), 1U);
}

TEST_F(NoteFolder, BoundsItsProblems) {
  for (int i = 0; i < 150; ++i) {
    fs::create_symlink("/etc/hosts", folder_ / ("n" + std::to_string(i) + ".md"));
  }
  EXPECT_EQ(list_notes(folder_).problems.size(), 100U);
}

}  // namespace
}  // namespace mi
