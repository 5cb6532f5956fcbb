#include "fetch/body.h"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>

#include "tests/support/temporary_folder.h"

namespace mi {
namespace {

namespace fs = std::filesystem;

// Bytes of which no two pieces are alike.
std::string bytes_of(std::size_t size) {
  std::string bytes;
  while (bytes.size() < size) bytes += std::to_string(bytes.size()) + ' ';
  bytes.resize(size);
  return bytes;
}

std::string read_all(const Body& body) {
  std::string bytes;
  const Expected<void> read = body.read([&](std::string_view piece) -> Expected<void> {
    bytes += piece;
    return {};
  });
  return read ? bytes : "lost: " + read.error().message;
}

Body write_in_steps(const fs::path& folder, std::string_view bytes, std::size_t step) {
  BodyWriter writer(folder);
  for (std::size_t at = 0; at < bytes.size(); at += step) {
    EXPECT_TRUE(writer.write(bytes.substr(at, step)));
  }
  return writer.finish();
}

TEST(Body, GivesBackWhatWasWrittenHoweverLongItIs) {
  const TemporaryFolder folder;
  for (const std::size_t size :
       {std::size_t{0}, std::size_t{1}, kBodyBytesInMemory - 1, kBodyBytesInMemory,
        kBodyBytesInMemory + 1, 3 * kBodyBytesInMemory + 12'345}) {
    const std::string bytes = bytes_of(size);
    for (const std::size_t step : {std::size_t{1000}, std::size_t{65536}, 2 * size + 1}) {
      const Body body = write_in_steps(folder.path() / "made", bytes, step);
      EXPECT_EQ(body.size(), size);
      EXPECT_EQ(body.empty(), size == 0);
      EXPECT_EQ(body.beginning(), bytes.substr(0, kBodyBytesInMemory)) << size;
      EXPECT_TRUE(read_all(body) == bytes) << size << " in steps of " << step;
    }
  }
  EXPECT_EQ(read_all(Body("words")), "words");
  EXPECT_EQ(read_all(Body()), "");
}

TEST(Body, IsReadTwiceAndByItsCopies) {
  const TemporaryFolder folder;
  const std::string bytes = bytes_of(2 * kBodyBytesInMemory);
  Body copy;
  {
    const Body body = write_in_steps(folder.path(), bytes, 65536);
    copy = body;
    EXPECT_TRUE(read_all(body) == bytes);
  }
  EXPECT_TRUE(read_all(copy) == bytes);
  EXPECT_TRUE(read_all(copy) == bytes);
}

TEST(Body, LeavesNoFileToBeFound) {
  const TemporaryFolder folder;
  const Body body = write_in_steps(folder.path(), bytes_of(2 * kBodyBytesInMemory), 65536);
  EXPECT_TRUE(fs::is_empty(folder.path()));
}

TEST(Body, StopsReadingWhereItsReaderFails) {
  const TemporaryFolder folder;
  const Body body = write_in_steps(folder.path(), bytes_of(3 * kBodyBytesInMemory), 65536);
  int pieces = 0;
  const Expected<void> read = body.read([&](std::string_view) -> Expected<void> {
    if (++pieces == 3) return failure("enough");
    return {};
  });
  EXPECT_FALSE(read);
  EXPECT_EQ(pieces, 3);
}

TEST(Body, SaysWhyItCannotBeWritten) {
  const TemporaryFolder folder;
  folder.write("file", "in the way");
  BodyWriter writer(folder.path() / "file");
  const std::string bytes(kBodyBytesInMemory, 'x');
  EXPECT_TRUE(writer.write(bytes)) << "no file is needed yet";
  EXPECT_FALSE(writer.write("x"));
}

// A limit on the size of files stands for a full disk; in a child, since it holds for a process.
TEST(Body, FailsWhereTheDiskIsFull) {
  const TemporaryFolder folder;
  const pid_t child = ::fork();
  if (child == 0) {
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit = {100'000, 100'000};
    BodyWriter writer(folder.path());
    const bool is_refused = ::setrlimit(RLIMIT_FSIZE, &limit) == 0 &&
                            !writer.write(std::string(2 * kBodyBytesInMemory, 'x'));
    ::_exit(is_refused ? 0 : 1);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_EQ(status, 0);
}

}  // namespace
}  // namespace mi
