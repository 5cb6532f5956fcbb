#include "indexer/reading_pool.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <new>
#include <stdexcept>
#include <thread>

#include "core/file.h"
#include "tests/support/temporary_folder.h"

namespace mi {
namespace {

using std::chrono::steady_clock;

Reading document_of(std::string text) {
  IndexedDocument document;
  document.info.id = text.substr(0, 20);
  document.passages.push_back({{}, "", std::move(text), 0, 0});
  return document;
}

ReadInput says(const std::string& text) {
  return [text] { return document_of(text); };
}

[[noreturn]] Reading loop_for_ever() {
  volatile bool goes_on = true;
  while (goes_on) {
  }
  std::abort();
}

// Memory that no worker frees again.
void eat(std::size_t bytes) {
  for (std::size_t eaten = 0; eaten < bytes; eaten += 1U << 20U)
    static_cast<volatile char*>(new char[1U << 20U])[0] = 1;
}

// Numbers that this process shares with its workers: all else that they write stays with them.
struct Shared {
  std::atomic<int> calls;
  std::atomic<pid_t> workers[4];
};

class ReadingPoolTest : public testing::Test {
 protected:
  ReadingPoolTest()
      : shared_(new (::mmap(nullptr, sizeof(Shared), PROT_READ | PROT_WRITE,
                            MAP_SHARED | MAP_ANONYMOUS, -1, 0)) Shared{}) {
    config_.worker_memory_mb = 256;
    config_.worker_seconds = 30;
  }
  ~ReadingPoolTest() override {
    EXPECT_EQ(::waitpid(-1, nullptr, WNOHANG), -1) << "a worker is left";
    EXPECT_EQ(errno, ECHILD);
    ::munmap(shared_, sizeof(Shared));
  }

  // What is delivered, in turn: the text of a document, or "! " and the error.
  std::vector<std::string> read(const std::vector<ReadInput>& inputs) {
    std::vector<std::string> delivered;
    const Expected<void> done =
        read_in_workers(inputs, config_, [&](std::size_t index, Reading reading) -> Expected<void> {
          EXPECT_EQ(index, delivered.size());
          delivered.push_back(reading ? reading->passages.at(0).text
                                      : "! " + reading.error().message);
          return {};
        });
    EXPECT_TRUE(done) << done.error().message;
    return delivered;
  }

  IndexConfig config_;
  Shared* shared_;
};

using Delivered = std::vector<std::string>;

TEST_F(ReadingPoolTest, ReadingsComeInTheOrderOfTheInputs) {
  std::vector<ReadInput> inputs;
  Delivered expected;
  for (int i = 0; i < 1000; ++i) {
    expected.push_back("text " + std::to_string(i));
    inputs.push_back([i, text = expected.back()] {
      if (i % 100 == 0) std::this_thread::sleep_for(std::chrono::milliseconds(5));
      return document_of(text);
    });
  }
  for (const int workers : {1, 2, 5}) {
    config_.workers = workers;
    EXPECT_EQ(read(inputs), expected) << workers;
  }
}

TEST_F(ReadingPoolTest, NoInputsAreNoWork) { EXPECT_EQ(read({}), Delivered{}); }

TEST_F(ReadingPoolTest, AnErrorOfAnInputIsDelivered) {
  EXPECT_EQ(read({[]() -> Reading { return failure("it is gone"); },
                  []() -> Reading { throw std::runtime_error("odd"); }, says("well")}),
            (Delivered{"! it is gone", "! it cannot be read: odd", "well"}));
}

TEST_F(ReadingPoolTest, AReaderThatCrashesCostsItsInputAlone) {
  const ReadInput aborts = []() -> Reading { std::abort(); };
  const ReadInput crashes = []() -> Reading {
    ::signal(SIGSEGV, SIG_DFL);  // a sanitizer would take it for itself
    ::raise(SIGSEGV);
    std::abort();
  };
  const ReadInput leaves = []() -> Reading { ::_exit(0); };
  for (const int workers : {1, 2}) {
    config_.workers = workers;
    EXPECT_EQ(
        read({says("a"), aborts, says("b"), says("c"), crashes, leaves, says("d"), says("e")}),
        (Delivered{"a", "! its reader crashed (signal 6)", "b", "c",
                   "! its reader crashed (signal 11)", "! its reader ended without an answer", "d",
                   "e"}));
  }
}

TEST_F(ReadingPoolTest, EveryInputMayBeHostile) {
  const std::vector<ReadInput> inputs(20, []() -> Reading { std::abort(); });
  EXPECT_EQ(read(inputs), Delivered(20, "! its reader crashed (signal 6)"));
}

TEST_F(ReadingPoolTest, AnInputThatTakesTooLongIsNamed) {
  config_.worker_seconds = 0.3;
  const auto begin = steady_clock::now();
  EXPECT_EQ(
      read({says("a"), loop_for_ever, says("b"), loop_for_ever, says("c")}),
      (Delivered{"a", "! it took longer than 0.3 s", "b", "! it took longer than 0.3 s", "c"}));
  EXPECT_LT(steady_clock::now() - begin, std::chrono::seconds(10));
}

TEST_F(ReadingPoolTest, TheTimeOfTheTakerIsNotAnInputs) {
  config_.worker_seconds = 0.2;
  const std::vector<ReadInput> inputs(3, says(std::string(1U << 20U, 'x')));  // fills the socket
  std::size_t read_whole = 0;
  EXPECT_TRUE(read_in_workers(inputs, config_, [&](std::size_t, Reading reading) {
    read_whole += reading ? 1 : 0;
    std::this_thread::sleep_for(std::chrono::milliseconds(400));
    return Expected<void>();
  }));
  EXPECT_EQ(read_whole, 3U);
}

TEST_F(ReadingPoolTest, AnInputThatEatsMemoryIsNamed) {
  if (!can_bound_memory()) GTEST_SKIP() << "a sanitizer needs the address space";
  const ReadInput eats = [] {
    eat(std::size_t{1} << 40U);
    return document_of("all eaten");
  };
  EXPECT_EQ(read({says("a"), eats, says("b")}),
            (Delivered{"a", "! it needed more than 256 MiB of memory", "b"}));
}

TEST_F(ReadingPoolTest, MemoryIsNotCaughtByALibrary) {
  if (!can_bound_memory()) GTEST_SKIP() << "a sanitizer needs the address space";
  const ReadInput catches = [] {
    try {
      eat(std::size_t{1} << 40U);
    } catch (const std::bad_alloc&) {
    }
    return document_of("half of the text");
  };
  EXPECT_EQ(read({catches}), (Delivered{"! it needed more than 256 MiB of memory"}));
}

TEST_F(ReadingPoolTest, WhatTheParentHasMappedIsNotTheInputs) {
  if (!can_bound_memory()) GTEST_SKIP() << "a sanitizer needs the address space";
  const std::size_t size = std::size_t{2} << 30U;
  void* mapped =
      ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  ASSERT_NE(mapped, MAP_FAILED);
  EXPECT_EQ(read({[] {
              eat(std::size_t{100} << 20U);
              return document_of("fed");
            }}),
            (Delivered{"fed"}));
  ::munmap(mapped, size);
}

TEST_F(ReadingPoolTest, AnInputIsNotBlamedForWhatAnEarlierOneLeft) {
  if (!can_bound_memory()) GTEST_SKIP() << "a sanitizer needs the address space";
  config_.workers = 1;
  const ReadInput leaks = [] {
    eat(std::size_t{100} << 20U);
    return document_of("fed");
  };
  EXPECT_EQ(read(std::vector<ReadInput>(6, leaks)), Delivered(6, "fed"));
}

TEST_F(ReadingPoolTest, TheLongestTextIsDeliveredAndALongerOneNamed) {
  config_.worker_memory_mb = 1024;
  const auto long_text = [](std::size_t size) {
    return [size] { return document_of(std::string(size, 'x')); };
  };
  const Delivered delivered =
      read({says("a"), long_text(kMaxReadingBytes - 200), long_text(kMaxReadingBytes), says("b")});
  ASSERT_EQ(delivered.size(), 4U);
  EXPECT_EQ(delivered[1].size(), kMaxReadingBytes - 200);
  EXPECT_EQ(delivered[2], "! it holds more than 64 MiB of text");
  EXPECT_EQ(delivered[3], "b");
}

// A worker that was taken over: it writes to its socket, descriptor 3, what it likes.
ReadInput sends(const std::string& bytes) {
  return [bytes]() -> Reading {
    ::send(3, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    ::pause();
    std::abort();
  };
}

std::string framed(const std::string& answer) {
  const std::uint64_t size = answer.size();
  return std::string(reinterpret_cast<const char*>(&size), sizeof(size)) + answer;
}

TEST_F(ReadingPoolTest, AWorkerThatSendsNonsenseCostsItsInputAlone) {
  const std::string nonsense = "! its reader gave back nonsense";
  EXPECT_EQ(read({sends(std::string(4096, '\xff')), says("a"),  //
                  sends(framed("garbage")), says("b"),          //
                  sends(framed(encode_reading(document_of("forged"))) + "more"), says("c")}),
            (Delivered{nonsense, "a", nonsense, "b", nonsense, "c"}));
}

TEST_F(ReadingPoolTest, AWorkerThatSendsHalfAnAnswerTakesTooLong) {
  config_.worker_seconds = 0.3;
  const std::string whole = framed(encode_reading(document_of("slow")));
  EXPECT_EQ(read({sends(whole.substr(0, whole.size() - 1)), sends("\x05"), says("a")}),
            (Delivered{"! it took longer than 0.3 s", "! it took longer than 0.3 s", "a"}));
}

TEST_F(ReadingPoolTest, AWorkerThatHangsUpButLivesIsEnded) {
  EXPECT_EQ(read({[]() -> Reading {
                    ::close(3);
                    return loop_for_ever();
                  },
                  says("a")}),
            (Delivered{"! its reader was killed (signal 9)", "a"}));
}

TEST_F(ReadingPoolTest, AWorkerHasNoDescriptorOfItsParent) {
  const TemporaryFolder folder;
  const Expected<FileLock> lock = FileLock::acquire(folder.path() / "lock");
  ASSERT_TRUE(lock);
  const int inherited = ::open("/dev/null", O_RDONLY);  // without O_CLOEXEC
  const Delivered delivered = read({[] {
    std::string open;
    for (int i = 0; i < 1024; ++i) open += ::fcntl(i, F_GETFD) < 0 ? "" : std::to_string(i) + " ";
    return document_of(open);
  }});
  ::close(inherited);
  EXPECT_EQ(delivered, (Delivered{"0 1 2 3 "}));
}

TEST_F(ReadingPoolTest, AWorkerWritesNoFilesAndNoCore) {
  const TemporaryFolder folder;
  const std::string file = (folder.path() / "file").string();
  EXPECT_EQ(read({[file]() -> Reading {
                    const int descriptor = ::open(file.c_str(), O_CREAT | O_WRONLY, 0600);
                    return document_of(::write(descriptor, "x", 1) == 1 ? "written" : "refused");
                  },
                  []() -> Reading {
                    rlimit core{};
                    ::getrlimit(RLIMIT_CORE, &core);
                    return document_of(std::to_string(core.rlim_max) + " " +
                                       std::to_string(::prctl(PR_GET_DUMPABLE)));
                  }}),
            (Delivered{"! its reader crashed (signal 25)", "0 0"}));
}

TEST_F(ReadingPoolTest, AWorkerLeavesCtrlCToItsParent) {
  EXPECT_EQ(read({[] {
              for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT}) ::raise(signal);
              return document_of("unmoved");
            }}),
            (Delivered{"unmoved"}));
}

TEST_F(ReadingPoolTest, AnErrorOfTheTakerEndsTheRun) {
  const std::vector<ReadInput> inputs(1000, [this] {
    ++shared_->calls;
    return document_of("a");
  });
  const Expected<void> done =
      read_in_workers(inputs, config_, [](std::size_t index, const Reading&) -> Expected<void> {
        if (index == 2) return failure("the disk is full");
        return {};
      });
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().message, "the disk is full");
  EXPECT_LT(shared_->calls, 300);  // not more than workers run ahead
}

TEST_F(ReadingPoolTest, AWorkersWritesStayWithIt) {
  int here = 0;
  EXPECT_EQ(read({[&here] {
              here = 1;
              return document_of("a");
            }}),
            (Delivered{"a"}));
  EXPECT_EQ(here, 0);
}

TEST_F(ReadingPoolTest, WhereNoProcessCanBeStartedTheRunFails) {
  // In a child of its own, since the bound cannot be taken back. Root has none: it becomes nobody.
  const pid_t child = ::fork();
  if (child == 0) {
    if (::setresuid(65534, 65534, 65534) != 0) ::_exit(2);
    const rlimit none{0, 0};
    ::setrlimit(RLIMIT_NPROC, &none);
    const Expected<void> done = read_in_workers(
        {says("a")}, config_, [](std::size_t, const Reading&) { return Expected<void>(); });
    ::_exit(!done && done.error().message.starts_with("cannot start a reader process") ? 0 : 1);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  if (WEXITSTATUS(status) == 2) GTEST_SKIP() << "needs root";
  EXPECT_EQ(status, 0);
}

TEST_F(ReadingPoolTest, NoWorkerOutlivesItsParent) {
  ASSERT_EQ(::prctl(PR_SET_CHILD_SUBREAPER, 1), 0);  // orphans become ours
  for (const int signal : {SIGKILL, SIGTERM, SIGINT}) {
    for (auto& worker : shared_->workers) worker = 0;
    const pid_t parent = ::fork();
    if (parent == 0) {
      std::vector<ReadInput> inputs;
      for (std::size_t i = 0; i < 2; ++i) {
        inputs.push_back([this, i]() -> Reading {
          shared_->workers[i] = ::getpid();
          return loop_for_ever();
        });
      }
      static_cast<void>(read_in_workers(
          inputs, config_, [](std::size_t, const Reading&) { return Expected<void>(); }));
      ::_exit(1);
    }
    const auto end = steady_clock::now() + std::chrono::seconds(20);
    while ((shared_->workers[0] == 0 || shared_->workers[1] == 0) && steady_clock::now() < end)
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    ::kill(parent, signal);
    ASSERT_EQ(::waitpid(parent, nullptr, 0), parent);
    for (std::size_t i = 0; i < 2; ++i) {
      int status = 0;
      const pid_t worker = shared_->workers[i];
      ASSERT_GT(worker, 0);
      EXPECT_EQ(::waitpid(worker, &status, 0), worker) << signal;
      EXPECT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
    }
  }
  ::prctl(PR_SET_CHILD_SUBREAPER, 0);
}

}  // namespace
}  // namespace mi
