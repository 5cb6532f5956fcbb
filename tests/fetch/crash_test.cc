// A run that is killed at any instant, or whose disk is full at any byte: what was stored stays
// whole, and the next run finishes the work.
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <random>

#include "fetch/fetcher.h"
#include "tests/fetch/fake_web.h"
#include "tests/support/small_disk.h"
#include "tests/support/temporary_folder.h"

namespace mi {
namespace {

namespace fs = std::filesystem;

constexpr int kPages = 6;  // on each of two hosts

std::vector<std::string> all_urls() {
  std::vector<std::string> urls;
  for (const char* host : {"https://a.org/", "https://b.org/"}) {
    for (int i = 0; i < kPages; ++i) urls.push_back(host + std::to_string(i));
  }
  return urls;
}

// What a page says in one version: the sizes differ, so that a mixture would show.
std::string body_of(const std::string& url, int version) {
  const auto size = static_cast<std::size_t>(3000 + version % 7 * 1000);
  return "<title>" + url + "</title><p>" + std::to_string(version) + " " +
         std::string(size, static_cast<char>('a' + version % 26));
}

bool is_body_of(const std::string& url, const std::string& body) {
  const std::string start = "<title>" + url + "</title><p>";
  return body.starts_with(start) && body == body_of(url, std::stoi(body.substr(start.size())));
}

class NoProgress final : public FetchProgress {
 public:
  void started(std::size_t) override {}
  void fetching(const FetchTarget&) override {}
  void finished(const FetchTarget&, const FetchOutcome&) override {}
};

// A run over all pages, which have this version now.
FetchReport run(const fs::path& folder, int version) {
  FakeClock clock;
  FakeTransport transport(clock);
  FetchPlan plan;
  for (const std::string& url : all_urls()) {
    transport.answer(url, page_with(body_of(url, version)));
    plan.to_fetch.push_back({url, *parse_url(url), {}, {}});
  }
  // Another page is the first each time, so that each is hit by what ends the run.
  std::rotate(plan.to_fetch.begin(), plan.to_fetch.begin() + version % kPages, plan.to_fetch.end());
  PageStore store(folder);
  Config config;
  config.sites = {"a.org", "b.org"};
  static_cast<void>(store.remove_leftovers());
  NoProgress progress;
  return Fetcher(transport, store, config, clock).fetch(plan, progress);
}

// Pages that were stored once and are not whole now, and records that cannot be read.
std::vector<std::string> torn_in(const fs::path& folder, const std::set<std::string>& stored) {
  const PageStore store(folder);
  std::vector<std::string> torn;
  const PageListing listing = store.list();
  for (const Error& error : listing.unreadable) torn.push_back(error.message);
  for (const Page& page : listing.pages) {
    if (!page.has_body()) continue;
    const Expected<std::string> body = store.read_body(page);
    if (!body || !is_body_of(page.url, *body)) torn.push_back("not whole: " + page.url);
  }
  for (const std::string& url : stored) {
    const auto page = store.find(url);
    if (!page || !*page || !(*page)->has_body()) torn.push_back("lost: " + url);
  }
  return torn;
}

std::set<std::string> stored_in(const fs::path& folder) {
  std::set<std::string> stored;
  for (const Page& page : PageStore(folder).list().pages) {
    if (page.has_body()) stored.insert(page.url);
  }
  return stored;
}

using Strings = std::vector<std::string>;

TEST(Crash, AtFiveHundredRandomInstantsTearsAndLosesNothing) {
  const TemporaryFolder folder;
  std::mt19937 random{std::random_device()()};
  run(folder.path(), 0);
  std::set<std::string> stored = stored_in(folder.path());
  ASSERT_EQ(stored.size(), all_urls().size());
  int killed = 0;
  for (int round = 0; round < 500; ++round) {
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      for (int version = round + 1;; ++version) run(folder.path(), version);
    }
    usleep(std::uniform_int_distribution<useconds_t>(0, 25'000)(random));
    kill(child, SIGKILL);
    int status = 0;
    waitpid(child, &status, 0);
    killed += WIFSIGNALED(status) ? 1 : 0;
    ASSERT_EQ(torn_in(folder.path(), stored), Strings()) << "round " << round;
    stored = stored_in(folder.path());
  }
  EXPECT_EQ(killed, 500);
  const FetchReport last = run(folder.path(), 1000);
  EXPECT_EQ(last.count(FetchResult::stored), all_urls().size());
  EXPECT_EQ(torn_in(folder.path(), stored), Strings());
  EXPECT_EQ(*PageStore(folder.path()).remove_leftovers(), 0U);
}

TEST(Crash, OfAFullDiskAtTwoHundredSizesTearsAndLosesNothing) {
  const TemporaryFolder folder;
  ASSERT_EQ(run(folder.path(), 0).count(FetchResult::stored), all_urls().size());
  const std::set<std::string> stored = stored_in(folder.path());
  for (rlim_t size = 0; size < 200; ++size) {
    const int status = run_child([&] {
      std::signal(SIGXFSZ, SIG_IGN);
      const rlimit limit{size * 50, size * 50};  // up to more than a body
      setrlimit(RLIMIT_FSIZE, &limit);
      run(folder.path(), static_cast<int>(size) + 1);
    });
    ASSERT_EQ(status, 0) << size;
    ASSERT_EQ(torn_in(folder.path(), stored), Strings()) << size;
  }
  const FetchReport last = run(folder.path(), 1000);
  EXPECT_EQ(last.count(FetchResult::failed), 0U);
  EXPECT_EQ(torn_in(folder.path(), stored), Strings());
  EXPECT_EQ(*PageStore(folder.path()).remove_leftovers(), 0U);
}

// The same on a disk that really is full, where this machine lets a process mount one.
TEST(Crash, OfARealFullDiskAtTwoHundredSizesTearsAndLosesNothing) {
  const TemporaryFolder folder;
  const int can_mount = run_child([&] { _exit(mount_small_disk(folder.path(), "512k") ? 0 : 1); });
  if (can_mount != 0) GTEST_SKIP() << "no tmpfs can be mounted here";
  const int status = run_child([&] {
    if (!mount_small_disk(folder.path(), "512k")) _exit(1);
    const fs::path pages = folder / "pages";
    run(pages, 0);
    const std::set<std::string> stored = stored_in(pages);
    if (stored.size() != all_urls().size()) _exit(2);
    for (int size = 0; size < 200; ++size) {
      // Fills the disk up to so many free bytes.
      const std::uintmax_t free = fs::space(folder.path()).available;
      const auto wanted = static_cast<std::uintmax_t>(size) * 400;
      folder.write("filler", std::string(free > wanted ? free - wanted : 0, 'f'));
      run(pages, size + 1);
      if (!torn_in(pages, stored).empty()) _exit(3);
      fs::remove(folder / "filler");
    }
    const bool is_done = run(pages, 1000).count(FetchResult::failed) == 0;
    _exit(is_done && torn_in(pages, stored).empty() ? 0 : 4);
  });
  EXPECT_EQ(status, 0) << "exit code " << WEXITSTATUS(status);
}

}  // namespace
}  // namespace mi
