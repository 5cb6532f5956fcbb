#include "core/file.h"

#include <fcntl.h>
#include <grp.h>
#include <gtest/gtest.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <functional>
#include <limits>
#include <string>
#include <vector>

#include "tests/support/temporary_folder.h"

namespace mi {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLimit = 1U << 20U;

// Runs a check in a process of its own, so that it may give up rights. Returns whether it held.
bool holds_in_child(const std::function<bool()>& check) {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(check() ? 0 : 1);
  int status = 0;
  return child > 0 && ::waitpid(child, &status, 0) == child && WIFEXITED(status) &&
         WEXITSTATUS(status) == 0;
}

// The super-user may write everywhere: become nobody.
bool drop_rights() {
  constexpr unsigned kNobody = 65534;
  if (::geteuid() != 0) return true;
  return ::setgroups(0, nullptr) == 0 && ::setgid(kNobody) == 0 && ::setuid(kNobody) == 0;
}

std::vector<std::string> names_in(const fs::path& folder) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder)) names.push_back(entry.path().filename());
  std::sort(names.begin(), names.end());
  return names;
}

class FileTest : public testing::Test {
 protected:
  fs::path at(std::string_view name) const { return folder_.path() / name; }
  const fs::path& folder() const { return folder_.path(); }

 private:
  TemporaryFolder folder_;
};

using ReadFile = FileTest;
using WriteFile = FileTest;
using MakeFolder = FileTest;
using CopyFile = FileTest;
using Lock = FileTest;

TEST_F(ReadFile, ReturnsEveryByte) {
  std::string bytes("text\0\xFF\r\n", 8);
  std::ofstream(at("a"), std::ios::binary) << bytes;
  EXPECT_EQ(read_file(at("a"), kLimit).value(), bytes);
  std::ofstream(at("empty"), std::ios::binary) << "";
  EXPECT_EQ(read_file(at("empty"), kLimit).value(), "");
  EXPECT_EQ(read_file(at("empty"), 0).value(), "");
}

TEST_F(ReadFile, ReadsToItsLimitAndNoFurther) {
  std::ofstream(at("a"), std::ios::binary) << std::string(1000, 'x');
  EXPECT_EQ(read_file(at("a"), 1000).value().size(), 1000U);
  EXPECT_EQ(read_file(at("a"), 1001).value().size(), 1000U);
  const Expected<std::string> read = read_file(at("a"), 999);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().message, "cannot read " + at("a").string() + ": longer than 999 bytes");
  EXPECT_FALSE(read_file(at("a"), 0));
}

TEST_F(ReadFile, ReadsAFileThatIsLongerThanItsSizeSays) {
  ASSERT_EQ(fs::file_size("/proc/version"), 0U);
  const std::size_t size = read_file("/proc/version", kLimit).value().size();
  ASSERT_GT(size, 2U);
  EXPECT_TRUE(read_file("/proc/version", size));
  EXPECT_FALSE(read_file("/proc/version", size - 1));
  const Expected<std::string> unbounded =
      read_file("/proc/version", std::numeric_limits<std::size_t>::max());
  ASSERT_TRUE(unbounded) << unbounded.error().message;
  EXPECT_EQ(unbounded->size(), size);
}

TEST_F(ReadFile, GivesItsPiecesInOrderUntilTheyAreNotTaken) {
  std::string bytes;
  while (bytes.size() < 200'000) bytes += std::to_string(bytes.size());
  std::ofstream(at("a"), std::ios::binary) << bytes;
  std::string got;
  std::size_t pieces = 0;
  const auto take = [&](std::string_view piece) -> Expected<void> {
    EXPECT_LE(piece.size(), 65536U);
    if (++pieces > 5) return failure("enough");
    got += piece;
    return {};
  };
  EXPECT_TRUE(read_file_in_pieces(at("a"), take));
  EXPECT_TRUE(got == bytes);
  const Expected<void> again = read_file_in_pieces(at("a"), take);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().message, "enough");
  EXPECT_FALSE(read_file_in_pieces(at("none"), take));
  EXPECT_FALSE(read_file_in_pieces(folder(), take));
}

TEST_F(ReadFile, RefusesASparseGiantWithoutReadingIt) {
  std::ofstream(at("a")) << "x";
  fs::resize_file(at("a"), 1ULL << 40U);
  EXPECT_FALSE(read_file(at("a"), kLimit));
}

TEST_F(ReadFile, NamesWhatItCannotRead) {
  const Expected<std::string> missing = read_file(at("none"), kLimit);
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().message,
            "cannot read " + at("none").string() + ": No such file or directory");
  EXPECT_EQ(missing.error().kind, ErrorKind::failure);
  const Expected<std::string> as_folder = read_file(folder(), kLimit);
  ASSERT_FALSE(as_folder);
  EXPECT_EQ(as_folder.error().message, "cannot read " + folder().string() + ": not a file");
  EXPECT_FALSE(read_file("", kLimit));
  EXPECT_FALSE(read_file("/dev/zero", kLimit));
}

// Opening a FIFO that nobody writes to waits for ever.
TEST_F(ReadFile, RefusesAFifoWithoutHanging) {
  ASSERT_EQ(::mkfifo(at("fifo").c_str(), 0600), 0);
  const Expected<std::string> read = read_file(at("fifo"), kLimit);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().message, "cannot read " + at("fifo").string() + ": not a file");
}

TEST_F(ReadFile, RefusesAFileWithoutTheRightToReadIt) {
  std::ofstream(at("a")) << "secret";
  fs::permissions(at("a"), fs::perms::none);
  fs::permissions(folder(), fs::perms::all);
  EXPECT_TRUE(holds_in_child([&] { return drop_rights() && !read_file(at("a"), kLimit); }));
}

TEST_F(WriteFile, MakesAndReplacesAFile) {
  for (const std::string& bytes : {std::string("old"), std::string("new\0", 4), std::string()}) {
    const Expected<void> written = write_file_atomically(at("a"), bytes);
    ASSERT_TRUE(written) << written.error().message;
    EXPECT_EQ(read_file(at("a"), kLimit).value(), bytes);
    EXPECT_EQ(names_in(folder()), std::vector<std::string>{"a"});
  }
}

TEST_F(WriteFile, ReplacesAFileHoweverMuchIsSynced) {
  for (const Sync sync : {Sync::none, Sync::file, Sync::file_and_folder}) {
    ASSERT_TRUE(write_file_atomically(at("a"), "old"));
    ASSERT_TRUE(write_file_atomically(at("a"), "new", sync));
    EXPECT_EQ(*read_file(at("a"), kLimit), "new");
    EXPECT_EQ(names_in(folder()), std::vector<std::string>{"a"});
  }
}

TEST_F(WriteFile, WritesBesideTheProgramWithoutAFolderInItsName) {
  const fs::path before = fs::current_path();
  fs::current_path(folder());
  EXPECT_TRUE(write_file_atomically("a", "x"));
  fs::current_path(before);
  EXPECT_EQ(names_in(folder()), std::vector<std::string>{"a"});
}

TEST_F(WriteFile, WritesPiecesWholeOrNotAtAll) {
  ASSERT_TRUE(write_file_atomically(at("a"), "old"));
  const auto give = [](bool to_the_end) {
    return [to_the_end](const TakePiece& take) -> Expected<void> {
      if (Expected<void> taken = take("one, "); !taken) return taken;
      return to_the_end ? take("two") : failure("no more");
    };
  };
  EXPECT_FALSE(write_file_atomically(at("a"), give(false)));
  EXPECT_EQ(read_file(at("a"), kLimit).value(), "old");
  EXPECT_EQ(names_in(folder()), std::vector<std::string>{"a"});
  EXPECT_TRUE(write_file_atomically(at("a"), give(true)));
  EXPECT_EQ(read_file(at("a"), kLimit).value(), "one, two");
}

TEST_F(WriteFile, FailsWhereTheFolderIsMissing) {
  const Expected<void> written = write_file_atomically(at("none/a"), "x");
  ASSERT_FALSE(written);
  EXPECT_NE(written.error().message.find(at("none/a").string()), std::string::npos);
}

TEST_F(WriteFile, LeavesAFolderOfTheSameNameAlone) {
  fs::create_directories(at("a/b"));
  EXPECT_FALSE(write_file_atomically(at("a"), "x"));
  EXPECT_EQ(names_in(folder()), std::vector<std::string>{"a"});
}

TEST_F(WriteFile, KeepsTheOldBytesInAReadOnlyFolder) {
  ASSERT_TRUE(write_file_atomically(at("a"), "old"));
  fs::permissions(folder(), fs::perms::owner_read | fs::perms::owner_exec | fs::perms::others_read |
                                fs::perms::others_exec);
  EXPECT_TRUE(
      holds_in_child([&] { return drop_rights() && !write_file_atomically(at("a"), "new"); }));
  fs::permissions(folder(), fs::perms::owner_all);
  EXPECT_EQ(read_file(at("a"), kLimit).value(), "old");
  EXPECT_EQ(names_in(folder()), std::vector<std::string>{"a"});
}

// A folder that may be written to but not opened cannot be synced.
TEST_F(WriteFile, KeepsTheOldBytesInAFolderThatItCannotSync) {
  ASSERT_TRUE(write_file_atomically(at("a"), "old"));
  fs::permissions(folder(), fs::perms::owner_write | fs::perms::owner_exec |
                                fs::perms::others_write | fs::perms::others_exec);
  EXPECT_TRUE(
      holds_in_child([&] { return drop_rights() && !write_file_atomically(at("a"), "new"); }));
  fs::permissions(folder(), fs::perms::owner_all);
  EXPECT_EQ(read_file(at("a"), kLimit).value(), "old");
  EXPECT_EQ(names_in(folder()), std::vector<std::string>{"a"});
}

// The limit of a file's size stops the write in the middle, as a full disk does.
TEST_F(WriteFile, KeepsTheOldBytesWhenAWriteStopsHalfway) {
  ASSERT_TRUE(write_file_atomically(at("a"), "old"));
  EXPECT_TRUE(holds_in_child([&] {
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit = {4096, 4096};
    if (::setrlimit(RLIMIT_FSIZE, &limit) != 0) return false;
    const Expected<void> written = write_file_atomically(at("a"), std::string(1U << 20U, 'x'));
    return !written && written.error().message.find(at("a").string()) != std::string::npos;
  }));
  EXPECT_EQ(read_file(at("a"), kLimit).value(), "old");
  EXPECT_EQ(names_in(folder()), std::vector<std::string>{"a"});
}

// A small tmpfs, where this machine lets a process mount one in a name space of its own.
TEST_F(WriteFile, SaysWhatToDoWhenTheDiskIsFull) {
  const auto mount_small_disk = [&] {
    return (::unshare(CLONE_NEWNS) == 0 || ::unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0) &&
           ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
           ::mount("none", folder().c_str(), "tmpfs", 0, "size=64k") == 0;
  };
  if (!holds_in_child(mount_small_disk)) GTEST_SKIP() << "no tmpfs can be mounted here";
  EXPECT_TRUE(holds_in_child([&] {
    if (!mount_small_disk() || !write_file_atomically(at("a"), "old")) return false;
    const Expected<void> written = write_file_atomically(at("a"), std::string(1U << 20U, 'x'));
    return !written &&
           written.error().message.find("No space left on device") != std::string::npos &&
           written.error().hint == "The disk is full: free some space and run it again." &&
           read_file(at("a"), kLimit) == "old" &&
           names_in(folder()) == std::vector<std::string>{"a"};
  }));
}

// Whoever can write into the folder must not choose where the bytes go.
TEST_F(WriteFile, FollowsNoLinkFromTheTemporaryName) {
  TemporaryFolder elsewhere;
  std::ofstream(elsewhere.path() / "precious") << "precious";
  fs::create_symlink(elsewhere.path() / "precious", at("a." + std::to_string(::getpid()) + ".tmp"));
  EXPECT_TRUE(write_file_atomically(at("a"), "x"));
  EXPECT_EQ(read_file(elsewhere.path() / "precious", kLimit).value(), "precious");
  EXPECT_EQ(read_file(at("a"), kLimit).value(), "x");
  EXPECT_FALSE(fs::is_symlink(at("a")));
}

TEST_F(WriteFile, ReplacesALinkAndNotItsTarget) {
  std::ofstream(at("target")) << "old";
  fs::create_symlink(at("target"), at("link"));
  ASSERT_TRUE(write_file_atomically(at("link"), "new"));
  EXPECT_EQ(read_file(at("target"), kLimit).value(), "old");
  EXPECT_EQ(read_file(at("link"), kLimit).value(), "new");
}

TEST_F(WriteFile, IsNeverSeenHalfWritten) {
  const std::string one(300'000, '1');
  const std::string two(200'000, '2');
  ASSERT_TRUE(write_file_atomically(at("a"), one));
  const pid_t writer = ::fork();
  if (writer == 0) {
    for (int i = 0; i < 20; ++i) {
      if (!write_file_atomically(at("a"), i % 2 == 0 ? two : one)) ::_exit(1);
    }
    ::_exit(0);
  }
  int status = 0;
  do {
    const std::string seen = read_file(at("a"), kLimit).value();
    EXPECT_TRUE(seen == one || seen == two) << seen.size() << " bytes";
  } while (::waitpid(writer, &status, WNOHANG) == 0);
  EXPECT_EQ(status, 0);
}

TEST_F(WriteFile, OverwritesInPlaceWhatIsThereAndNoMore) {
  ASSERT_TRUE(write_file_atomically(at("a"), "0123456789"));
  ASSERT_TRUE(overwrite_in_file(at("a"), 3, "abc"));
  ASSERT_TRUE(overwrite_in_file(at("a"), 8, "yz"));
  ASSERT_TRUE(overwrite_in_file(at("a"), 10, ""));
  EXPECT_FALSE(overwrite_in_file(at("a"), 9, "##"));
  EXPECT_FALSE(overwrite_in_file(at("a"), 11, ""));
  EXPECT_FALSE(overwrite_in_file(at("a"), std::numeric_limits<std::size_t>::max(), "##"));
  EXPECT_EQ(*read_file(at("a"), kLimit), "012abc67yz");
  fs::create_symlink(at("a"), at("link"));
  EXPECT_FALSE(overwrite_in_file(at("link"), 0, "#"));
  EXPECT_FALSE(overwrite_in_file(at("missing"), 0, ""));
  EXPECT_FALSE(fs::exists(at("missing")));
}

TEST_F(MakeFolder, MakesParentsAndIsContentWithWhatIsThere) {
  EXPECT_TRUE(make_folder(at("a/b/c")));
  EXPECT_TRUE(fs::is_directory(at("a/b/c")));
  EXPECT_TRUE(make_folder(at("a/b/c")));
  EXPECT_TRUE(make_folder(at("a/b/d/")));
  EXPECT_TRUE(sync_folder(at("a")));
}

TEST_F(MakeFolder, FailsWhereAFileIsInTheWay) {
  std::ofstream(at("a")) << "x";
  for (const fs::path& path : {at("a"), at("a/b")}) {
    const Expected<void> made = make_folder(path);
    ASSERT_FALSE(made);
    EXPECT_NE(made.error().message.find(path.string()), std::string::npos);
    EXPECT_FALSE(made.error().hint.empty());
  }
}

TEST_F(MakeFolder, SyncsOnlyWhatIsThere) {
  std::ofstream(at("a")) << "x";
  EXPECT_TRUE(sync_file(at("a")));
  EXPECT_FALSE(sync_file(at("none")));
  EXPECT_FALSE(sync_folder(at("none")));
  EXPECT_FALSE(sync_folder(at("a")));
}

TEST_F(CopyFile, MakesANewFileOfTheFirstBytes) {
  std::string bytes(100'000, 'x');
  bytes += "end";
  std::ofstream(at("a"), std::ios::binary) << bytes;
  ASSERT_TRUE(copy_file(at("a"), at("b"), bytes.size()));
  EXPECT_EQ(read_file(at("b"), kLimit).value(), bytes);
  ASSERT_TRUE(copy_file(at("a"), at("c"), 10));
  EXPECT_EQ(read_file(at("c"), kLimit).value(), std::string(10, 'x'));
  ASSERT_TRUE(append_to_file(at("c"), "more"));
  EXPECT_EQ(read_file(at("c"), kLimit).value(), std::string(10, 'x') + "more");
  EXPECT_EQ(read_file(at("a"), kLimit).value(), bytes);
}

TEST_F(CopyFile, FailsWhereThereIsOneAlreadyOrTooLittle) {
  std::ofstream(at("a")) << "text";
  std::ofstream(at("b")) << "other";
  EXPECT_FALSE(copy_file(at("a"), at("b"), 4));
  EXPECT_FALSE(link_file(at("a"), at("b")));
  EXPECT_EQ(read_file(at("b"), kLimit).value(), "other");
  EXPECT_FALSE(copy_file(at("a"), at("c"), 5));
  EXPECT_FALSE(copy_file(at("none"), at("d"), 1));
  EXPECT_FALSE(append_to_file(at("none"), "x"));
}

TEST_F(CopyFile, GivesAFileASecondName) {
  std::ofstream(at("a")) << "text";
  ASSERT_TRUE(link_file(at("a"), at("b")));
  fs::remove(at("a"));
  EXPECT_EQ(read_file(at("b"), kLimit).value(), "text");
}

TEST_F(MakeFolder, MakesANewOneOnlyWhereThereIsNone) {
  EXPECT_TRUE(make_new_folder(at("new")));
  EXPECT_FALSE(make_new_folder(at("new")));
  EXPECT_FALSE(make_new_folder(at("no/where")));
}

TEST_F(Lock, IsHeldByOneAtATime) {
  {
    const Expected<FileLock> first = FileLock::acquire(at("lock"));
    ASSERT_TRUE(first) << first.error().message;
    const Expected<FileLock> second = FileLock::acquire(at("lock"));
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().kind, ErrorKind::locked);
    EXPECT_EQ(second.error().message,
              "another mi-search program is writing to " + folder().string());
    EXPECT_FALSE(second.error().hint.empty());
  }
  EXPECT_TRUE(FileLock::acquire(at("lock")));
}

TEST_F(Lock, IsRefusedToAnotherProcess) {
  const Expected<FileLock> held = FileLock::acquire(at("lock"));
  ASSERT_TRUE(held);
  EXPECT_TRUE(holds_in_child([&] {
    const Expected<FileLock> lock = FileLock::acquire(at("lock"));
    return !lock && lock.error().kind == ErrorKind::locked;
  }));
}

TEST_F(Lock, IsFreeAgainWhenItsHolderIsKilled) {
  int ready[2];
  ASSERT_EQ(::pipe(ready), 0);
  const pid_t holder = ::fork();
  if (holder == 0) {
    const Expected<FileLock> lock = FileLock::acquire(at("lock"));
    const char answer = lock ? 'y' : 'n';
    if (::write(ready[1], &answer, 1) == 1) ::pause();
    ::_exit(1);
  }
  char answer = 0;
  ASSERT_EQ(::read(ready[0], &answer, 1), 1);
  EXPECT_EQ(answer, 'y');
  const Expected<FileLock> refused = FileLock::acquire(at("lock"));
  EXPECT_TRUE(!refused && refused.error().kind == ErrorKind::locked);
  ::kill(holder, SIGKILL);
  int status = 0;
  ASSERT_EQ(::waitpid(holder, &status, 0), holder);
  EXPECT_TRUE(FileLock::acquire(at("lock")));
  ::close(ready[0]);
  ::close(ready[1]);
}

TEST_F(Lock, MovesWithItsValue) {
  Expected<FileLock> first = FileLock::acquire(at("a"));
  Expected<FileLock> second = FileLock::acquire(at("b"));
  ASSERT_TRUE(first && second);
  *first = std::move(*second);
  {
    const FileLock last = std::move(*first);
    EXPECT_FALSE(FileLock::acquire(at("b")));
  }
  EXPECT_TRUE(FileLock::acquire(at("b")));
}

// Assigned over, a lock is gone: the value that it came from keeps nothing.
TEST_F(Lock, LetsGoOfWhatItIsAssignedOver) {
  Expected<FileLock> first = FileLock::acquire(at("a"));
  Expected<FileLock> second = FileLock::acquire(at("b"));
  ASSERT_TRUE(first && second);
  *first = std::move(*second);
  EXPECT_TRUE(FileLock::acquire(at("a")));
}

TEST_F(Lock, CannotBeWhereNoFileCanBe) {
  const Expected<FileLock> lock = FileLock::acquire(at("none/lock"));
  ASSERT_FALSE(lock);
  EXPECT_EQ(lock.error().kind, ErrorKind::failure);
  EXPECT_FALSE(FileLock::acquire(folder()));
}

TEST_F(Lock, NamesTheFolderOfARelativePath) {
  const fs::path before = fs::current_path();
  fs::current_path(folder());
  const Expected<FileLock> first = FileLock::acquire("lock");
  const Expected<FileLock> second = FileLock::acquire("lock");
  fs::current_path(before);
  ASSERT_TRUE(first);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().message, "another mi-search program is writing to .");
}

}  // namespace
}  // namespace mi
