#include "fetch/import.h"

#include <gtest/gtest.h>

#include "core/file.h"
#include "fetch/gzip.h"
#include "fetch/warc_export.h"
#include "fetch/warc_reader.h"
#include "tests/fetch/sample_warc.h"
#include "tests/support/compress.h"
#include "tests/support/temporary_folder.h"

namespace mi {
namespace {

namespace fs = std::filesystem;

const TimePoint kNow = *parse_time("2026-03-01T12:00:00Z");

class Import : public testing::Test {
 protected:
  ImportReport import(const fs::path& file, ImportOptions options = {}) {
    options.now = kNow;
    const Expected<ImportReport> report = import_file(file, store_, options);
    EXPECT_TRUE(report) << report.error().message;
    return report ? *report : ImportReport();
  }

  ImportReport import_bytes(std::string_view bytes, ImportOptions options = {}) {
    return import(files_.write("a.warc", bytes), std::move(options));
  }

  std::string error_of(const fs::path& file, const std::string& url = {}) {
    const Expected<ImportReport> report = import_file(file, store_, {url, "", kNow});
    return report ? "" : report.error().message + " | " + report.error().hint;
  }

  Page page(std::string_view url) const {
    const Expected<std::optional<Page>> found = store_.find(url);
    EXPECT_TRUE(found && *found) << url;
    return found && *found ? **found : Page();
  }

  const TemporaryFolder files_;
  const TemporaryFolder data_;
  PageStore store_{data_ / "pages"};
};

TEST_F(Import, NamesAPaperOnArxivAsLinksDo) {
  const std::string pdf = "HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n%PDF-1.7 x";
  const ImportReport report =
      import_bytes(warc_response("https://arxiv.org/html/1706.03762", http_page("<p>its HTML")) +
                   warc_response("https://arxiv.org/abs/1706.03762", http_page("<p>its abstract")) +
                   warc_response("https://arxiv.org/pdf/1706.03762", pdf) +
                   warc_response("https://arxiv.org/pdf/2209.10652v1.pdf", pdf));
  EXPECT_EQ(report.stored, 2U);
  EXPECT_EQ(report.other, 2U);
  EXPECT_EQ(*store_.read_body(page("https://arxiv.org/abs/1706.03762")), "<p>its HTML");
  EXPECT_EQ(page("https://arxiv.org/abs/2209.10652v1").final_url,
            "https://arxiv.org/pdf/2209.10652v1.pdf");
  const fs::path file = files_.write("paper.pdf", "%PDF-1.7 saved by hand");
  EXPECT_EQ(import(file, {"https://arxiv.org/pdf/2301.05217", "", kNow}).stored, 1U);
  EXPECT_TRUE(page("https://arxiv.org/abs/2301.05217").has_body());
  EXPECT_NE(error_of(files_.write("abs.html", "<p>x"), "https://arxiv.org/abs/2301.05217")
                .find("only the abstract of a paper | Import its HTML or its PDF."),
            std::string::npos);
}

TEST_F(Import, TakesThePagesOfAnArchive) {
  const std::string html = "<!DOCTYPE html><p>features";
  const std::string http =
      "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nETag: \"e\"\r\nLast-Modified: Thu, 01 Jan "
      "2026 "
      "00:00:00 GMT\r\nContent-Encoding: br\r\n\r\n" +
      brotli(html);
  std::string bytes;
  for (const std::string& record : {
           warc_record("WARC-Type: warcinfo\r\n", "software: x\r\n"),
           warc_response("https://a.org/x/index.html#part", http),
           warc_response("https://a.org/p.pdf",
                         "HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n%PDF-1.7 words"),
           warc_response("https://a.org/i.png",
                         "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG"),
           warc_response("https://a.org/robots.txt",
                         "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nUser-agent: *"),
           warc_response("https://a.org/gone",
                         "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>no"),
           warc_record("WARC-Type: revisit\r\nWARC-Target-URI: https://a.org/y\r\n", ""),
           warc_record("WARC-Type: resource\r\nWARC-Target-URI: https://a.org/r\r\nWARC-Date: "
                       "2026-01-02T03:04:05.678Z\r\nContent-Type: text/html\r\n",
                       "<p>resource"),
           warc_record("WARC-Type: resource\r\nWARC-Target-URI: <metadata://wget/log>\r\n"
                       "Content-Type: text/plain\r\n",
                       "log"),
       }) {
    bytes += gzip_member(record);
  }
  const ImportReport report = import_bytes(bytes);
  EXPECT_EQ(report.stored, 3U);
  EXPECT_EQ(report.other, 3U);
  EXPECT_EQ(report.revisits, 1U);
  EXPECT_TRUE(report.failures.empty());
  const Page features = page("https://a.org/x/");
  EXPECT_EQ(features.final_url, "https://a.org/x/index.html");
  EXPECT_EQ(features.status, 200);
  EXPECT_EQ(features.content_type, "text/html");
  EXPECT_EQ(features.etag, "\"e\"");
  EXPECT_EQ(features.last_modified, "Thu, 01 Jan 2026 00:00:00 GMT");
  EXPECT_EQ(features.fetched, "2026-01-02T03:04:05Z");
  EXPECT_EQ(features.checked, features.fetched);
  EXPECT_EQ(*store_.read_body(features), html);
  EXPECT_EQ(page("https://a.org/p.pdf").content_type, "application/pdf");
  EXPECT_EQ(page("https://a.org/r").fetched, "2026-01-02T03:04:05Z");
  const ImportReport again = import_bytes(bytes);
  EXPECT_EQ(again.stored, 0U);
  EXPECT_EQ(again.unchanged, 3U);
}

TEST_F(Import, KeepsTheCopyThatWasFetchedLater) {
  Page newer;
  newer.url = newer.final_url = "https://a.org/1";
  newer.status = 200;
  newer.fetched = newer.checked = "2026-02-01T00:00:00Z";
  ASSERT_TRUE(store_.store(newer, "<p>newer"));
  const ImportReport report = import_bytes(warc_response("https://a.org/1", http_page("<p>older")));
  EXPECT_EQ(report.older, 1U);
  EXPECT_EQ(*store_.read_body(page("https://a.org/1")), "<p>newer");
}

TEST_F(Import, TakesTheLatestOfSeveralCopiesInWhateverOrder) {
  const auto dated = [](std::string_view date, std::string_view html) {
    return warc_record("WARC-Type: response\r\nWARC-Target-URI: https://a.org/\r\nWARC-Date: " +
                           std::string(date) + "\r\n",
                       http_page(html));
  };
  import_bytes(dated("2026-01-01T00:00:00Z", "<p>1") + dated("2026-01-03T00:00:00Z", "<p>3") +
               dated("2026-01-02T00:00:00Z", "<p>2"));
  EXPECT_EQ(*store_.read_body(page("https://a.org/")), "<p>3");
}

TEST_F(Import, NeverBelievesATimeThatIsStillToCome) {
  for (const char* date : {"2126-01-01T00:00:00Z", "no date"}) {
    import_bytes(
        warc_record("WARC-Type: response\r\nWARC-Target-URI: https://a.org/1\r\nWARC-Date: " +
                        std::string(date) + "\r\n",
                    http_page("<p>" + std::string(date))));
    EXPECT_EQ(page("https://a.org/1").fetched, format_time(kNow)) << date;
  }
}

TEST_F(Import, NamesTheRecordThatIsLostAndGoesOn) {
  const std::string one = warc_response("https://a.org/1", http_page("<p>one"));
  const std::string bad = warc_response("https://a.org/2", "no HTTP");
  const std::string cut = "WARC/1.0\r\nContent-Length: 7\r\n\r\n<p>";
  const ImportReport report =
      import_bytes(one + bad + warc_response("https://a.org/3", http_page("<p>three")) + cut);
  EXPECT_EQ(report.stored, 2U);
  ASSERT_EQ(report.failures.size(), 2U);
  EXPECT_EQ(report.failures[0].message, "record at byte " + std::to_string(one.size()) +
                                            " (https://a.org/2): it holds no HTTP response");
  EXPECT_NE(report.failures[1].message.find("it is cut off"), std::string::npos);
}

TEST_F(Import, TakesPagesOfOneHostOnlyWhenAsked) {
  const std::string bytes = warc_response("https://a.org/1", http_page("<p>one")) +
                            warc_response("https://b.org/2", http_page("<p>two"));
  EXPECT_EQ(import_bytes(bytes, {.host = "b.org", .now = kNow}).stored, 1U);
  EXPECT_FALSE(*store_.find("https://a.org/1"));
  EXPECT_TRUE(*store_.find("https://b.org/2"));
}

TEST_F(Import, TakesASinglePageFromWhereItSays) {
  const fs::path saved = files_.write("saved.html",
                                      "<!DOCTYPE html><html><!--\n Page saved with SingleFile \n "
                                      "url: https://a.org/x/#top \n saved "
                                      "date: Sun Feb 01 2026 09:00:00 GMT+0900 (KST)\n--><p>saved");
  EXPECT_EQ(import(saved).stored, 1U);
  EXPECT_EQ(page("https://a.org/x/").fetched, "2026-02-01T00:00:00Z");
  EXPECT_EQ(page("https://a.org/x/").content_type, "text/html");
  EXPECT_EQ(import(saved).unchanged, 1U);
  EXPECT_EQ(import(saved, {.url = "https://b.org/", .now = kNow}).stored, 1U);
  EXPECT_TRUE(*store_.find("https://b.org/"));
}

TEST_F(Import, TakesAPlainPageFromTheAddressThatIsGiven) {
  const fs::path pdf = files_.write("p.pdf", "%PDF-1.7 words");
  EXPECT_EQ(import(pdf, {.url = "https://a.org/p.pdf", .now = kNow}).stored, 1U);
  EXPECT_EQ(page("https://a.org/p.pdf").content_type, "application/pdf");
  EXPECT_LE(page("https://a.org/p.pdf").fetched, format_time(kNow));
}

TEST_F(Import, SaysWhatIsWrongWithTheFile) {
  const struct {
    const char *name, *bytes, *url, *expected;
  } kCases[] = {
      {"a.html", "<p>no address", "", "a.html does not say where it is from | Give its address"},
      {"a.html", "<p>x", "ftp://a.org/", "ftp://a.org/"},
      {"a.pdf", "%PDF-1.7", "", "does not say where it is from"},
      {"a.png", "\x89PNG", "https://a.org/", "is neither a web archive nor HTML nor PDF"},
      {"a.wacz", "PK\x03\x04", "https://a.org/", "unpack it and import the .warc.gz"},
      {"a.warc", "WARC/1.0", "https://a.org/", "a.warc is a web archive | Leave --url out"},
  };
  for (const auto& c : kCases) {
    const std::string error = error_of(files_.write(c.name, c.bytes), c.url);
    EXPECT_NE(error.find(c.expected), std::string::npos) << c.name << ": " << error;
  }
  EXPECT_NE(error_of(files_ / "missing.html").find("missing.html"), std::string::npos);
  EXPECT_NE(error_of(files_ / "missing.warc").find("missing.warc"), std::string::npos);
}

// A store with all that a store can have.
void fill(PageStore& store) {
  Page moved;
  moved.url = "https://a.org/old";
  moved.final_url = "https://b.org/new";
  moved.status = 200;
  moved.content_type = "text/html; charset=euc-kr";
  moved.etag = "W/\"1\"";
  moved.last_modified = "Thu, 01 Jan 2026 00:00:00 GMT";
  moved.fetched = "2026-01-02T03:04:05Z";
  moved.checked = "2026-02-02T03:04:05Z";
  ASSERT_TRUE(store.store(moved, "<p>\xC1\xDF\xC3\xB8"));
  ASSERT_TRUE(store.record_failure(moved.url, "503 Service Unavailable", kNow));
  Page text;
  text.url = text.final_url = "https://a.org/notes.txt";
  text.status = 200;
  text.content_type = "text/plain";
  text.fetched = text.checked = "2026-01-01T00:00:00Z";
  ASSERT_TRUE(store.store(text, "WARC/1.0\r\n\r\nplain words"));
  Page pdf = text;
  pdf.url = pdf.final_url = "https://c.org/p.pdf";
  pdf.content_type = "application/octet-stream";
  ASSERT_TRUE(store.store(pdf, std::string("%PDF-1.7\n") + std::string(200'000, '\0')));
  ASSERT_TRUE(store.record_failure("https://a.org/gone", "404 Not Found", kNow));
}

TEST_F(Import, OfWhatWasExportedGivesTheSameStore) {
  fill(store_);
  const fs::path archive = files_ / "store.warc.gz";
  const Expected<ExportReport> exported = export_warc(store_, archive, kNow);
  ASSERT_TRUE(exported) << exported.error().message;
  EXPECT_EQ(exported->pages, 3U);
  EXPECT_TRUE(exported->failures.empty());
  EXPECT_EQ(exported->bytes, fs::file_size(archive));
  const TemporaryFolder other;
  PageStore copy(other / "pages");
  const Expected<ImportReport> imported = import_file(archive, copy, {.now = kNow});
  ASSERT_TRUE(imported) << imported.error().message;
  EXPECT_EQ(imported->stored, 3U);
  EXPECT_TRUE(imported->failures.empty());
  const PageListing expected = store_.list();
  EXPECT_EQ(copy.list().pages, expected.pages);
  for (const Page& stored : expected.pages) {
    if (!stored.has_body()) continue;
    EXPECT_EQ(*copy.read_body(stored), *store_.read_body(stored));
  }
  EXPECT_EQ(import_file(archive, copy, {.now = kNow})->unchanged, 3U);
}

TEST_F(Import, ExportsAnArchiveThatOthersCanRead) {
  fill(store_);
  const fs::path archive = files_ / "store.warc.gz";
  ASSERT_TRUE(export_warc(store_, archive, kNow));
  Expected<WarcReader> reader = WarcReader::open(archive);
  ASSERT_TRUE(reader);
  std::vector<std::string> responses;
  std::size_t records = 0;
  for (; const std::optional<Expected<WarcRecord>> record = reader->next(); ++records) {
    ASSERT_TRUE(*record) << record->error().message;
    EXPECT_EQ((*record)->type == "warcinfo", records == 0);
    if ((*record)->type == "response") responses.push_back((*record)->target_uri);
  }
  EXPECT_EQ(records, 1U + 4U + 3U);
  EXPECT_EQ(responses, (std::vector<std::string>{"https://a.org/notes.txt", "https://b.org/new",
                                                 "https://c.org/p.pdf"}));
  const fs::path again = files_ / "again" / "store.warc.gz";
  fs::create_directory(again.parent_path());
  ASSERT_TRUE(export_warc(store_, again, kNow));
  EXPECT_EQ(*read_file(archive, 1U << 20U), *read_file(again, 1U << 20U));
}

TEST_F(Import, ExportsNothingWhereTheFileCannotBeWritten) {
  fill(store_);
  EXPECT_FALSE(export_warc(store_, files_ / "no folder" / "store.warc.gz", kNow));
  EXPECT_FALSE(export_warc(store_, "/dev/full/store.warc.gz", kNow));
  files_.write("old.warc.gz", "old");
  fs::create_directory(files_ / "old.warc.gz.tmp");
  EXPECT_FALSE(export_warc(store_, files_ / "old.warc.gz", kNow));
  EXPECT_EQ(*read_file(files_ / "old.warc.gz", 10), "old");
}

}  // namespace
}  // namespace mi
