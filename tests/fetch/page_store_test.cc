#include "fetch/page_store.h"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <thread>

#include "core/digest.h"
#include "core/file.h"
#include "fetch/page_record.h"
#include "tests/support/temporary_folder.h"

namespace mi {
namespace {

namespace fs = std::filesystem;

const TimePoint kThen = *parse_time("2026-03-01T12:00:00Z");
const std::string kUrl = "https://paper.org/2024/features/";

Page page_at(const std::string& url) {
  Page page;
  page.url = url;
  page.final_url = url;
  page.status = 200;
  page.content_type = "text/html; charset=utf-8";
  page.etag = "\"v1\"";
  page.last_modified = "Sun, 01 Mar 2026 11:00:00 GMT";
  page.fetched = page.checked = format_time(kThen);
  return page;
}

fs::path record_of(const TemporaryFolder& folder, const std::string& url) {
  return folder / "paper.org" / (sha256_hex(url) + ".json");
}

std::vector<std::string> names_in(const fs::path& folder) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder)) names.push_back(entry.path().filename());
  return names;
}

void overwrite(const fs::path& path, std::string_view bytes) {
  fs::remove(path);  // ext4 flushes a file that is cut to nothing and written again
  std::ofstream(path, std::ios::binary) << bytes;
}

// The stored body of kUrl, or what is wrong with it.
std::string stored_body(const PageStore& store) {
  const auto page = store.find(kUrl);
  if (!page) return page.error().message;
  if (!*page) return "nothing stored";
  const auto body = store.read_body(**page);
  return body ? *body : body.error().message;
}

// Files may not grow beyond `bytes` in its lifetime: the next best thing to a full disk.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t bytes) : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
    getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit limit{bytes, before_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &limit);
  }
  FileSizeLimit(const FileSizeLimit&) = delete;
  FileSizeLimit& operator=(const FileSizeLimit&) = delete;
  ~FileSizeLimit() {
    setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, handler_);
  }

 private:
  rlimit before_{};
  sighandler_t handler_;
};

TEST(PageStore, GivesBackWhatWasStored) {
  const TemporaryFolder folder;
  PageStore store(folder / "pages");
  EXPECT_EQ(stored_body(store), "nothing stored");
  const auto stored = store.store(page_at(kUrl), "<p>first");
  ASSERT_TRUE(stored) << stored.error().message;
  EXPECT_EQ(stored->body_sha256, sha256_hex("<p>first"));
  EXPECT_EQ(stored->body_bytes, 8U);
  const auto found = store.find(kUrl);
  ASSERT_TRUE(found && *found);
  EXPECT_EQ(**found, *stored);
  EXPECT_EQ(stored_body(store), "<p>first");
}

TEST(PageStore, RestoresWhatAnotherStoreHeldAsItWas) {
  const TemporaryFolder folder;
  PageStore store(folder / "pages");
  Page page = page_at(kUrl);
  page.body_sha256 = sha256_hex("<p>x");
  page.body_bytes = 4;
  page.failures = {{format_time(kThen), "503 Service Unavailable"}};
  EXPECT_FALSE(store.restore(page, "<p>y")) << "another body";
  ASSERT_TRUE(store.restore(page, "<p>x"));
  EXPECT_EQ(**store.find(kUrl), page);
  EXPECT_EQ(stored_body(store), "<p>x");
  Page failed;
  failed.url = kUrl;
  failed.failures = page.failures;
  EXPECT_FALSE(store.restore(failed, "")) << "the copy would be lost";
  failed.url = "https://paper.org/other";
  ASSERT_TRUE(store.restore(failed, ""));
  EXPECT_EQ(**store.find(failed.url), failed);
}

TEST(PageStore, KeepsOneBodyAPageUnderANameWithItsFormat) {
  const TemporaryFolder folder;
  PageStore store(folder.path());
  ASSERT_TRUE(store.store(page_at(kUrl), "<p>first"));
  ASSERT_TRUE(store.store(page_at(kUrl), "%PDF-1.7 second"));
  EXPECT_EQ(stored_body(store), "%PDF-1.7 second");
  const auto names = names_in(folder / "paper.org");
  EXPECT_EQ(names.size(), 2U);
  const std::string body =
      sha256_hex(kUrl) + "-" + sha256_hex("%PDF-1.7 second").substr(0, 16) + ".pdf";
  EXPECT_NE(std::find(names.begin(), names.end(), body), names.end());
}

TEST(PageStore, ListsPagesByUrlAndReportsWhatItCannotRead) {
  const TemporaryFolder folder;
  PageStore store(folder.path());
  EXPECT_TRUE(PageStore(folder / "missing").list().pages.empty());
  ASSERT_TRUE(store.store(page_at("https://paper.org/b"), "<p>b"));
  ASSERT_TRUE(store.store(page_at("http://other.org/a"), "<p>a"));
  ASSERT_TRUE(store.record_failure("https://paper.org/a", "404 Not Found", kThen));
  const fs::path damaged = folder.write("paper.org/" + sha256_hex("x") + ".json", "{");
  folder.write("not a host/x.json", "{");
  folder.write("paper.org/notes.txt", "mine");
  const PageListing listing = store.list();
  ASSERT_EQ(listing.pages.size(), 3U);
  EXPECT_EQ(listing.pages[0].url, "http://other.org/a");
  EXPECT_EQ(listing.pages[1].url, "https://paper.org/a");
  EXPECT_FALSE(listing.pages[1].has_body());
  EXPECT_EQ(listing.pages[2].url, "https://paper.org/b");
  ASSERT_EQ(listing.unreadable.size(), 1U);
  EXPECT_NE(listing.unreadable[0].message.find(damaged.string()), std::string::npos);
}

TEST(PageStore, CountsFailuresUntilTheNextSuccess) {
  const TemporaryFolder folder;
  PageStore store(folder.path());
  ASSERT_TRUE(store.store(page_at(kUrl), "<p>first"));
  for (int i = 0; i < 20; ++i) {
    ASSERT_TRUE(store.record_failure(kUrl, "reason " + std::to_string(i), kThen));
  }
  const Page failed = **store.find(kUrl);
  ASSERT_EQ(failed.failures.size(), kMaxFailures);
  EXPECT_EQ(failed.failures.back(), (FetchFailure{format_time(kThen), "reason 19"}));
  EXPECT_EQ(stored_body(store), "<p>first");

  const TimePoint later = kThen + std::chrono::hours(1);
  ASSERT_TRUE(store.record_unchanged(kUrl, later));
  const Page checked = **store.find(kUrl);
  EXPECT_TRUE(checked.failures.empty());
  EXPECT_EQ(checked.checked, format_time(later));
  EXPECT_EQ(checked.fetched, format_time(kThen));
}

TEST(PageStore, MarksAPageAsGoneAndKeepsItsBodyUntilItIsBack) {
  const TemporaryFolder folder;
  PageStore store(folder.path());
  ASSERT_TRUE(store.store(page_at(kUrl), "<p>first"));
  for (int day = 0; day < 8; day += 4) {
    ASSERT_TRUE(
        store.record_failure(kUrl, "404 Not Found", kThen + std::chrono::hours(24 * day), 404));
    EXPECT_EQ((*store.find(kUrl))->gone, "");
  }
  const TimePoint last = kThen + std::chrono::hours(24 * 8);
  ASSERT_TRUE(store.record_failure(kUrl, "404 Not Found", last, 404));
  ASSERT_TRUE(store.record_failure(kUrl, "timed out", last + std::chrono::hours(1)));
  EXPECT_EQ((*store.find(kUrl))->gone, format_time(last));
  EXPECT_EQ(stored_body(store), "<p>first");
  ASSERT_TRUE(store.record_unchanged(kUrl, last));
  EXPECT_EQ((*store.find(kUrl))->gone, "");
  ASSERT_TRUE(store.record_failure(kUrl, "410 Gone", last, 410));
  EXPECT_EQ((*store.find(kUrl))->gone, format_time(last));
  ASSERT_TRUE(store.store(page_at(kUrl), "<p>second"));
  EXPECT_EQ((*store.find(kUrl))->gone, "");
}

TEST(PageStore, OverwritesTheTimeOfCheckingInPlace) {
  const TemporaryFolder folder;
  PageStore store(folder.path());
  Page page = *store.store(page_at(kUrl), "<p>first");
  const fs::path link = folder / "the same file";
  fs::create_hard_link(record_of(folder, kUrl), link);
  page.checked = format_time(kThen + std::chrono::hours(1));
  ASSERT_TRUE(store.record_unchanged(kUrl, kThen + std::chrono::hours(1)));
  EXPECT_EQ(**store.find(kUrl), page);
  EXPECT_EQ(fs::hard_link_count(link), 2U) << "it was replaced";
}

TEST(PageStore, KeepsAnAliasInPlaceOfABody) {
  const TemporaryFolder folder;
  PageStore store(folder.path());
  ASSERT_TRUE(store.store(page_at(kUrl), "<p>first"));
  ASSERT_TRUE(store.record_alias(kUrl, "https://paper.org/new", kThen));
  const Page alias = **store.find(kUrl);
  EXPECT_FALSE(alias.has_body());
  EXPECT_EQ(alias.alias_of, "https://paper.org/new");
  EXPECT_EQ(alias.checked, format_time(kThen));
  EXPECT_EQ(names_in(folder / "paper.org").size(), 1U);
  ASSERT_TRUE(store.store(page_at(kUrl), "<p>second"));
  EXPECT_EQ((*store.find(kUrl))->alias_of, "");
}

TEST(PageStore, KeepsWhatAHostAskedOfUs) {
  const TemporaryFolder folder;
  PageStore store(folder / "pages");
  EXPECT_EQ(store.find_site("paper.org"), SiteRecord());
  const SiteRecord site{{{"https://paper.org", format_time(kThen), {{{false, "/x"}}, 3.0}}},
                        format_time(kThen)};
  ASSERT_TRUE(store.record_site("paper.org", site));
  EXPECT_EQ(store.find_site("paper.org"), site);
  EXPECT_TRUE(store.list().unreadable.empty()) << "it is no page";
  for (const char* host : {"..", "", ".hidden", "a/b"}) {
    EXPECT_FALSE(store.record_site(host, site)) << host;
    EXPECT_EQ(store.find_site(host), SiteRecord()) << host;
  }
  folder.write("pages/paper.org/site.json.4711.tmp", "{");
  EXPECT_EQ(*store.remove_leftovers(), 1U);
  folder.write("pages/paper.org/site.json", "{");
  EXPECT_EQ(store.find_site("paper.org"), SiteRecord());
}

TEST(PageStore, IsWrittenToFromSeveralThreads) {
  const TemporaryFolder folder;
  PageStore store(folder.path());
  const auto write = [&](const std::string& name) {
    const std::string body = "<p>" + name;
    const std::string own = "https://paper.org/" + name;
    for (int i = 0; i < 4; ++i) {
      EXPECT_TRUE(store.store(page_at(kUrl), body));
      EXPECT_TRUE(store.record_failure(kUrl, "reason", kThen));
      EXPECT_TRUE(store.store(page_at(own), body));
      EXPECT_TRUE(store.record_unchanged(own, kThen));
    }
  };
  std::vector<std::thread> threads;
  for (const char* body : {"a", "b", "c"}) threads.emplace_back(write, body);
  for (std::thread& thread : threads) thread.join();
  const PageListing listing = store.list();
  EXPECT_TRUE(listing.unreadable.empty());
  EXPECT_EQ(listing.pages.size(), 4U);
  for (const Page& page : listing.pages) EXPECT_TRUE(store.read_body(page)) << page.url;
  EXPECT_EQ(*store.remove_leftovers(), 0U);
}

TEST(PageStore, CannotConfirmACopyThatIsNotThere) {
  const TemporaryFolder folder;
  PageStore store(folder.path());
  EXPECT_FALSE(store.record_unchanged(kUrl, kThen));
  ASSERT_TRUE(store.record_failure(kUrl, "404 Not Found", kThen));
  EXPECT_FALSE(store.record_unchanged(kUrl, kThen));
  EXPECT_FALSE(store.read_body(**store.find(kUrl)));
}

TEST(PageStore, TakesOnlyNamesOfPages) {
  const TemporaryFolder folder;
  PageStore store(folder / "pages");
  for (const char* url :
       {"https://../x", "https://.hidden/x", "https://./x", "ftp://paper.org/", "nonsense", "",
        "https://paper.org/a/index.html", "https://paper.org/a#part", "https://paper.org:443/a"}) {
    EXPECT_FALSE(store.store(page_at(url), "<p>x")) << url;
    EXPECT_FALSE(store.record_failure(url, "reason", kThen)) << url;
    EXPECT_FALSE(store.record_alias(url, kUrl, kThen)) << url;
    EXPECT_FALSE(store.find(url)) << url;
  }
  EXPECT_FALSE(fs::exists(folder / "pages"));
}

TEST(PageStore, RefusesABodyThatCannotBeIndexed) {
  const TemporaryFolder folder;
  PageStore store(folder.path());
  ASSERT_TRUE(store.store(page_at(kUrl), "<p>first"));
  EXPECT_FALSE(store.store(page_at(kUrl), ""));
  EXPECT_FALSE(store.store(page_at(kUrl), std::string_view("\x89PNG\0", 5)));
  EXPECT_EQ(stored_body(store), "<p>first");
}

TEST(PageStore, NamesADamagedBody) {
  const TemporaryFolder folder;
  PageStore store(folder.path());
  const Page page = *store.store(page_at(kUrl), "<p>first");
  const std::string name = sha256_hex(kUrl) + "-" + page.body_sha256.substr(0, 16) + ".html";
  const fs::path body = folder / "paper.org" / name;
  for (const char* bytes : {"", "<p>firs", "<p>fIrst", "<p>first and more"}) {
    overwrite(body, bytes);
    EXPECT_NE(stored_body(store).find(name), std::string::npos) << bytes;
  }
  fs::remove(body);
  EXPECT_NE(stored_body(store).find(name), std::string::npos);
}

TEST(PageStore, DoesNotTakeARecordCutAnywhere) {
  const TemporaryFolder folder;
  PageStore store(folder.path());
  ASSERT_TRUE(store.store(page_at(kUrl), "<p>first"));
  const fs::path record = record_of(folder, kUrl);
  const std::string whole = *read_file(record, kMaxRecordBytes);
  for (std::size_t size = 0; size + 2 < whole.size(); ++size) {
    overwrite(record, whole.substr(0, size));
    ASSERT_FALSE(store.find(kUrl)) << size;
  }
  // A damaged record hides its body, but the next good answer replaces it.
  ASSERT_FALSE(store.record_failure(kUrl, "reason", kThen));
  ASSERT_TRUE(store.store(page_at(kUrl), "<p>again"));
  EXPECT_EQ(stored_body(store), "<p>again");
}

TEST(PageStore, DoesNotTakeTheRecordOfAnotherPage) {
  const TemporaryFolder folder;
  PageStore store(folder.path());
  ASSERT_TRUE(store.store(page_at("https://paper.org/other"), "<p>other"));
  fs::copy(record_of(folder, "https://paper.org/other"), record_of(folder, kUrl));
  EXPECT_FALSE(store.find(kUrl));
  EXPECT_EQ(store.list().unreadable.size(), 1U);
}

TEST(PageStore, KeepsTheOldCopyWhenTheBodyCannotBeWritten) {
  const TemporaryFolder folder;
  PageStore store(folder.path());
  ASSERT_TRUE(store.store(page_at(kUrl), "<p>first"));
  {
    const FileSizeLimit limit(1000);
    EXPECT_FALSE(store.store(page_at(kUrl), "<p>" + std::string(5000, 'b')));
  }
  EXPECT_EQ(stored_body(store), "<p>first");
  EXPECT_EQ(names_in(folder / "paper.org").size(), 2U);
}

TEST(PageStore, KeepsTheOldCopyWhenTheRecordCannotBeWritten) {
  const TemporaryFolder folder;
  PageStore store(folder.path());
  ASSERT_TRUE(store.store(page_at(kUrl), "<p>first"));
  {
    const FileSizeLimit limit(100);  // enough for the body, too little for the record
    EXPECT_FALSE(store.store(page_at(kUrl), "<p>second"));
    EXPECT_FALSE(store.record_failure(kUrl, "reason", kThen));
  }
  EXPECT_EQ(stored_body(store), "<p>first");
  EXPECT_EQ(*store.remove_leftovers(), 1U);  // the second body
  EXPECT_EQ(stored_body(store), "<p>first");
}

TEST(PageStore, KeepsACopyWholeWhenKilledAtAnyInstant) {
  const TemporaryFolder folder;
  PageStore store(folder.path());
  const std::string a = "<p>" + std::string(20000, 'a');
  const std::string b = "<p>" + std::string(30000, 'b');
  ASSERT_TRUE(store.store(page_at(kUrl), a));
  for (int round = 0; round < 20; ++round) {
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      while (true) {
        if (!store.store(page_at(kUrl), b) || !store.store(page_at(kUrl), a)) _exit(1);
      }
    }
    usleep(static_cast<useconds_t>(1000 + 700 * round));  // the instant, not a wait for anything
    kill(child, SIGKILL);
    int status = 0;
    waitpid(child, &status, 0);
    ASSERT_TRUE(WIFSIGNALED(status));
    const std::string body = stored_body(store);
    ASSERT_TRUE(body == a || body == b) << body.substr(0, 200);
  }
  ASSERT_TRUE(store.remove_leftovers());
  EXPECT_EQ(names_in(folder / "paper.org").size(), 2U);
}

TEST(PageStore, RemovesOnlyItsOwnLeftovers) {
  const TemporaryFolder folder;
  PageStore store(folder.path());
  ASSERT_TRUE(store.store(page_at(kUrl), "<p>first"));
  const std::string stem = "paper.org/" + sha256_hex(kUrl);
  const std::string damaged = "paper.org/" + sha256_hex("damaged");
  folder.write(stem + "-0123456789abcdef.html", "an old body");
  folder.write(stem + ".json.4711.tmp", "half a record");
  folder.write("paper.org/" + sha256_hex("gone") + "-0123456789abcdef.pdf", "no record");
  folder.write(damaged + ".json", "{");
  folder.write(damaged + "-0123456789abcdef.html", "its body");
  folder.write("paper.org/mine.html", "a stranger's file");
  EXPECT_EQ(*store.remove_leftovers(), 3U);
  EXPECT_EQ(stored_body(store), "<p>first");
  EXPECT_TRUE(fs::exists(folder / (damaged + "-0123456789abcdef.html")));
  EXPECT_TRUE(fs::exists(folder / "paper.org/mine.html"));
}

}  // namespace
}  // namespace mi
