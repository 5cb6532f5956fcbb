#include "fetch/mirror.h"

#include <gtest/gtest.h>

#include <fstream>

#include "tests/support/temporary_folder.h"

namespace mi {
namespace {

namespace fs = std::filesystem;

const TimePoint kNow = *parse_time("2026-03-01T12:00:00Z");

class Mirror : public testing::Test {
 protected:
  MirrorReport import(TimePoint when = kNow) {
    const Expected<MirrorReport> report = import_mirror(mirror_.path(), store_, when);
    EXPECT_TRUE(report) << report.error().message;
    return report ? *report : MirrorReport();
  }

  std::vector<std::string> stored_urls() const {
    std::vector<std::string> urls;
    for (const Page& page : store_.list().pages) urls.push_back(page.url);
    return urls;
  }

  const TemporaryFolder mirror_;
  const TemporaryFolder data_;
  PageStore store_{data_ / "pages"};
};

using Urls = std::vector<std::string>;

TEST_F(Mirror, MakesAPageOfEveryDocumentUnderItsAddress) {
  mirror_.write("paper.org/index.html", "<p>home");
  mirror_.write("paper.org/2024/features/index.html", "<p>features");
  mirror_.write("paper.org/2024/old.htm", "<p>old");
  mirror_.write("paper.org/2024/a b#1?50%.html", "<p>odd name");
  mirror_.write("other.org/paper.pdf", "%PDF-1.7 words");
  mirror_.write("other.org/논문.html", "<p>Korean name");
  EXPECT_EQ(import().stored, 6U);
  EXPECT_EQ(stored_urls(),
            (Urls{"https://other.org/%EB%85%BC%EB%AC%B8.html", "https://other.org/paper.pdf",
                  "https://paper.org/", "https://paper.org/2024/a%20b%231%3F50%25.html",
                  "https://paper.org/2024/features/", "https://paper.org/2024/old.htm"}));
  const Page page = **store_.find("https://paper.org/2024/features/");
  EXPECT_EQ(page.final_url, page.url);
  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(page.content_type, "text/html");
  EXPECT_EQ(page.fetched, format_time(kNow));
  EXPECT_EQ(page.checked, format_time(kNow));
  EXPECT_EQ(*store_.read_body(page), "<p>features");
  EXPECT_EQ((*store_.find("https://other.org/paper.pdf"))->content_type, "application/pdf");
}

TEST_F(Mirror, MakesOnePageOfAPaperOnArxivAsLinksHaveIt) {
  mirror_.write("arxiv.org/abs/1706.03762.html", "<p>only the abstract");
  mirror_.write("arxiv.org/html/1706.03762/index.html", "<p>the HTML");
  mirror_.write("arxiv.org/pdf/1706.03762", "%PDF-1.7 the same");
  mirror_.write("arxiv.org/pdf/2209.10652.pdf", "%PDF-1.7 another");
  mirror_.write("arxiv.org/pdf/2301.05217", "%PDF-1.7 without an extension");
  mirror_.write("arxiv.org/html/2309.08600v3.html", "<p>as wget -E names it");
  const MirrorReport report = import();
  EXPECT_EQ(report.stored, 4U);
  EXPECT_EQ(report.unchanged, 1U);
  EXPECT_EQ(report.skipped, 1U);
  EXPECT_EQ(stored_urls(),
            (Urls{"https://arxiv.org/abs/1706.03762", "https://arxiv.org/abs/2209.10652",
                  "https://arxiv.org/abs/2301.05217", "https://arxiv.org/abs/2309.08600v3"}));
  const Page page = **store_.find("https://arxiv.org/abs/1706.03762");
  EXPECT_EQ(page.final_url, "https://arxiv.org/html/1706.03762/");
  EXPECT_EQ(*store_.read_body(page), "<p>the HTML");
  EXPECT_EQ(import().stored, 0U);
}

TEST_F(Mirror, ChangesNothingWhenImportedAgain) {
  mirror_.write("paper.org/a.html", "<p>a");
  mirror_.write("paper.org/b.html", "<p>b");
  EXPECT_EQ(import().stored, 2U);
  mirror_.write("paper.org/b.html", "<p>b, corrected");
  const MirrorReport again = import(kNow + std::chrono::hours(1));
  EXPECT_EQ(again.stored, 1U);
  EXPECT_EQ(again.unchanged, 1U);
  EXPECT_EQ((*store_.find("https://paper.org/a.html"))->fetched, format_time(kNow));
  EXPECT_EQ(*store_.read_body(**store_.find("https://paper.org/b.html")), "<p>b, corrected");
}

TEST_F(Mirror, CountsWhatItSkips) {
  mirror_.write("paper.org/a.html", "<p>a");
  mirror_.write("paper.org/bibliography.bib", "@book{b}");
  mirror_.write("paper.org/figure.png", "png");
  mirror_.write("readme.txt", "at the top");
  for (const char* name : {"no host", ".hidden.org", "UPPER.org", "nodot", "논문.org"}) {
    mirror_.write(fs::path(name) / "x.html", "<p>x");
  }
  const MirrorReport report = import();
  EXPECT_EQ(report.stored, 1U);
  EXPECT_EQ(report.skipped, 3U);
  EXPECT_EQ(report.no_hosts, (Urls{".hidden.org", "UPPER.org", "no host", "nodot", "논문.org"}));
  EXPECT_TRUE(report.failures.empty());
}

TEST_F(Mirror, DoesNotFollowSymbolicLinks) {
  const TemporaryFolder outside;
  outside.write("secret.html", "<p>secret");
  mirror_.write("paper.org/a.html", "<p>a");
  fs::create_symlink(outside / "secret.html", mirror_ / "paper.org/link.html");
  fs::create_directory_symlink(outside.path(), mirror_ / "paper.org/folder");
  fs::create_directory_symlink("..", mirror_ / "paper.org/loop");
  fs::create_directory_symlink(outside.path(), mirror_ / "linked.org");
  const MirrorReport report = import();
  EXPECT_EQ(report.stored, 1U);
  EXPECT_EQ(report.skipped, 4U);
  EXPECT_EQ(stored_urls(), Urls{"https://paper.org/a.html"});
}

TEST_F(Mirror, NamesWhatItCannotImportAndGoesOn) {
  mirror_.write("paper.org/a.html", "<p>a");
  mirror_.write("paper.org/empty.html", "");
  mirror_.write("paper.org/image.html", std::string("\x89PNG\0", 5));
  const fs::path huge = mirror_.write("paper.org/huge.html", "<p>");
  fs::resize_file(huge, kMaxMirrorFileBytes + 1);  // sparse
  const MirrorReport report = import();
  EXPECT_EQ(report.stored, 1U);
  ASSERT_EQ(report.failures.size(), 3U);
  EXPECT_NE(report.failures[0].message.find("empty.html"), std::string::npos);
  EXPECT_NE(report.failures[1].message.find("huge.html"), std::string::npos);
  EXPECT_NE(report.failures[2].message.find("image.html"), std::string::npos);
}

TEST_F(Mirror, MendsADamagedCopy) {
  mirror_.write("paper.org/a.html", "<p>a");
  import();
  for (const auto& entry : fs::directory_iterator(data_ / "pages/paper.org")) {
    if (entry.path().extension() == ".html") std::ofstream(entry.path()) << "<p>damaged";
  }
  EXPECT_EQ(import().stored, 1U);
  EXPECT_TRUE(store_.read_body(**store_.find("https://paper.org/a.html")));
}

TEST_F(Mirror, FailsOnlyWhenTheFolderItselfCannotBeRead) {
  EXPECT_FALSE(import_mirror(mirror_ / "missing", store_, kNow));
  EXPECT_EQ(import().stored, 0U);
}

}  // namespace
}  // namespace mi
