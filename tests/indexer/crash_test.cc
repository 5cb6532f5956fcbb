// A run that is killed at any instant, whose disk is full at any byte, or that meets nineteen
// others: what is published stays sound, is of one moment, and the next run goes on from there.
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <random>

#include "core/digest.h"
#include "core/file.h"
#include "core/generation.h"
#include "core/paths.h"
#include "indexer/index_status.h"
#include "indexer/old_part.h"
#include "indexer/update.h"
#include "tests/support/small_disk.h"
#include "tests/support/temporary_folder.h"

namespace mi {
namespace {

namespace fs = std::filesystem;

constexpr int kNotes = 24;

Config config_of(const fs::path& data) {
  Config config;
  config.data = data;
  return config;
}

std::string id_of(int note) { return "note" + std::to_string(100 + note) + ".md"; }

// What a note says at a time. Between two moments two or three notes change; at every tenth, all
// do, so that both ways of writing a part are met.
std::string text_of(int note, int time) {
  if (note == 0) return "Moment " + std::to_string(time);
  const int changed = time - time % 10 + (note % 10 <= time % 10 ? note % 10 : 0);
  return "Note " + std::to_string(note) + " as of " + std::to_string(changed) + " " +
         std::string(static_cast<std::size_t>(200 + changed % 7 * 100), 'x');
}

Document document_of(int note, int time) {
  Document document;
  document.info.id = id_of(note);
  document.info.title = "On " + std::to_string(note);
  document.info.kind = DocumentKind::note;
  document.sections.push_back({{}, "", {{BlockKind::paragraph, text_of(note, time), 1, 1, ""}}});
  return document;
}

// A run as mi-index makes it, with what the notes say at a time.
Expected<IndexReport> run(const fs::path& data, int time) {
  const Config config = config_of(data);
  if (Expected<void> made = make_folder(index_folder(config)); !made)
    return tl::unexpected(made.error());
  const Expected<FileLock> lock = FileLock::acquire(lock_file(config));
  if (!lock) return tl::unexpected(lock.error());
  PartInputs part{"notes", {}};
  for (int note = 0; note < kNotes; ++note) {
    const std::string digest = sha256_hex(text_of(note, time));
    part.inputs.push_back({id_of(note), digest,
                           [=] { return Expected<Document>(document_of(note, time)); },
                           [=] { return Expected<std::string>(digest); }});
  }
  return update_index(config, {part}, IndexMode::update, [](auto&&...) {});
}

// The next moment of the `turn`-th run: by turns one that changes few notes and one that changes
// all.
int after(int time, int turn) { return turn % 2 == 0 ? time ^ 1 : time + 10; }

struct Found {
  int time = -1;         // of which everything is
  std::string problems;  // empty: none
};

std::string text_in(const OldPart& part, int note) {
  const std::optional<IndexedDocument> document = part.find(id_of(note));
  return document && document->passages.size() == 1 ? document->passages[0].text : "";
}

// What is published now: whether it is sound, and of which moment.
Found look_at(const fs::path& data) {
  const Config config = config_of(data);
  Found found;
  const auto problems = check_index(config, [](auto&&...) {});
  if (!problems) found.problems = problems.error().message;
  for (const Error& problem : problems.value_or(std::vector<Error>()))
    found.problems += problem.message + "\n";
  const Expected<Generation> current = read_current(index_folder(config));
  if (!current) return found;
  const std::optional<OldPart> part =
      OldPart::open(index_folder(config), *current, "notes", settings_fingerprint(config));
  if (!part) return {-1, found.problems + "the part cannot be opened"};
  const std::string moment = text_in(*part, 0);
  if (!moment.starts_with("Moment ")) return {-1, found.problems + "note 0 is lost"};
  found.time = std::stoi(moment.substr(7));
  for (int note = 1; note < kNotes; ++note) {
    if (text_in(*part, note) != text_of(note, found.time))
      found.problems += "note " + std::to_string(note) + " is lost or of another moment\n";
  }
  return found;
}

std::size_t folders_in(const fs::path& data) {
  std::size_t count = 0;
  for (const auto& entry : fs::directory_iterator(index_folder(config_of(data))))
    count += entry.is_directory() ? 1 : 0;
  return count;
}

TEST(IndexCrash, AtFiveHundredRandomInstantsTearsAndLosesNothing) {
  const TemporaryFolder folder;
  std::mt19937 random{std::random_device()()};
  ASSERT_TRUE(run(folder.path(), 0));
  int time = 1;
  int published = 0;
  const auto begin = std::chrono::steady_clock::now();
  for (; time < 11; ++time) ASSERT_TRUE(run(folder.path(), time));
  time = 10;
  // So long that half of the runs get to publish, on whatever machine this is.
  const auto spent = std::chrono::steady_clock::now() - begin;
  const auto longest = static_cast<useconds_t>(std::clamp<long>(
      std::chrono::duration_cast<std::chrono::microseconds>(spent).count() / 5, 20'000, 150'000));
  for (int round = 0; round < 500; ++round) {
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      for (int next = time + 1;; ++next) static_cast<void>(run(folder.path(), next));
    }
    usleep(std::uniform_int_distribution<useconds_t>(0, longest)(random));
    kill(child, SIGKILL);
    int status = 0;
    waitpid(child, &status, 0);
    ASSERT_TRUE(WIFSIGNALED(status)) << "round " << round;
    const Found found = look_at(folder.path());
    ASSERT_EQ(found.problems, "") << "round " << round;
    ASSERT_GE(found.time, time) << "what was published once is there";
    published += found.time - time;
    time = found.time;
  }
  EXPECT_GT(published, 0) << "some runs were killed after they had published";
  const Expected<IndexReport> last = run(folder.path(), time + 1);
  ASSERT_TRUE(last) << last.error().message;
  EXPECT_EQ(look_at(folder.path()).time, time + 1);
  EXPECT_LE(folders_in(folder.path()), 2U) << "nothing is left behind";
}

TEST(IndexCrash, OfAFullDiskAtTwoHundredSizesTearsAndLosesNothing) {
  const TemporaryFolder folder;
  ASSERT_TRUE(run(folder.path(), 0));
  int time = 0;
  int failed = 0;
  for (rlim_t size = 0; size < 200; ++size) {
    const int next = after(time, static_cast<int>(size));
    const int status = run_child([&] {
      std::signal(SIGXFSZ, SIG_IGN);
      const rlimit limit{size * 2000, size * 2000};  // up to more than the longest file
      setrlimit(RLIMIT_FSIZE, &limit);
      const bool is_done = run(folder.path(), next).has_value();
      _exit(is_done ? 0 : 1);
    });
    ASSERT_TRUE(WIFEXITED(status)) << size;
    const Found found = look_at(folder.path());
    ASSERT_EQ(found.problems, "") << size;
    ASSERT_EQ(found.time, WEXITSTATUS(status) == 0 ? next : time) << size;
    ASSERT_LE(folders_in(folder.path()), 2U) << "the scratch is gone: " << size;
    failed += WEXITSTATUS(status);
    time = found.time;
  }
  EXPECT_GT(failed, 20);
  EXPECT_LT(failed, 200);
  EXPECT_TRUE(run(folder.path(), 100'000));
  EXPECT_EQ(look_at(folder.path()).problems, "");
}

// Fills the disk up to so many free bytes, runs, and empties it again. Whether the run was done.
bool run_with_free_bytes(const TemporaryFolder& folder, std::uintmax_t wanted, int time) {
  const std::uintmax_t free = fs::space(folder.path()).available;
  folder.write("filler", std::string(free > wanted ? free - wanted : 0, 'f'));
  const bool is_done = run(folder / "data", time).has_value();
  fs::remove(folder / "filler");
  return is_done;
}

// The same on a disk that really is full, where this machine lets a process mount one.
TEST(IndexCrash, OfARealFullDiskAtTwoHundredSizesTearsAndLosesNothing) {
  const TemporaryFolder folder;
  const int can_mount = run_child([&] { _exit(mount_small_disk(folder.path(), "8m") ? 0 : 1); });
  if (can_mount != 0) GTEST_SKIP() << "no tmpfs can be mounted here";
  const int status = run_child([&] {
    if (!mount_small_disk(folder.path(), "8m")) _exit(1);
    fs::create_directory(folder / "data");
    if (!run(folder / "data", 0)) _exit(2);
    int time = 0;
    int failed = 0;
    for (int size = 0; size < 200; ++size) {
      const int next = after(time, size);
      const bool is_done =
          run_with_free_bytes(folder, static_cast<std::uintmax_t>(size) * 8192, next);
      const Found found = look_at(folder / "data");
      if (!found.problems.empty()) _exit(3);
      if (found.time != (is_done ? next : time)) _exit(4);
      failed += is_done ? 0 : 1;
      time = found.time;
    }
    if (failed < 20 || failed == 200) _exit(5);
    const bool goes_on = run(folder / "data", 100'000).has_value();
    _exit(goes_on && look_at(folder / "data").problems.empty() ? 0 : 6);
  });
  EXPECT_EQ(status, 0) << "exit code " << WEXITSTATUS(status);
}

// Twenty begin at once; the one that has the lock keeps it until all others have tried.
TEST(IndexCrash, OfTwentyWritersAtOnceOneWrites) {
  const TemporaryFolder folder;
  ASSERT_TRUE(run(folder.path(), 0));
  const Config config = config_of(folder.path());
  for (int round = 1; round <= 10; ++round) {
    int release[2];
    ASSERT_EQ(::pipe(release), 0);
    std::vector<pid_t> children;
    for (int i = 0; i < 20; ++i) {
      const pid_t child = fork();
      if (child == 0) {
        ::close(release[1]);
        Expected<FileLock> lock = FileLock::acquire(lock_file(config));
        if (!lock) _exit(lock.error().kind == ErrorKind::locked ? 75 : 2);
        char byte = 0;
        static_cast<void>(!::read(release[0], &byte, 1));
        { const FileLock let_go = std::move(*lock); }
        _exit(run(folder.path(), round) ? 0 : 3);
      }
      children.push_back(child);
    }
    ::close(release[0]);
    int locked = 0;
    for (int i = 0; i < 19; ++i) {
      int status = 0;
      ASSERT_GT(waitpid(-1, &status, 0), 0);
      locked += WIFEXITED(status) && WEXITSTATUS(status) == 75 ? 1 : 0;
    }
    EXPECT_EQ(locked, 19) << "round " << round;
    ::close(release[1]);
    int status = 0;
    ASSERT_GT(waitpid(-1, &status, 0), 0);
    EXPECT_EQ(status, 0) << "round " << round;
    const Found found = look_at(folder.path());
    EXPECT_EQ(found.problems, "");
    EXPECT_EQ(found.time, round);
  }
}

}  // namespace
}  // namespace mi
