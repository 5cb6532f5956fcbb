#include "fetch/page_record.h"

#include <gtest/gtest.h>

namespace mi {
namespace {

Page whole_page() {
  Page page;
  page.url = "https://paper.org/a?b=c";
  page.final_url = "https://paper.org/moved/a?b=c";
  page.status = 200;
  page.content_type = "text/html";
  page.etag = "W/\"1\"";
  page.last_modified = "Sun, 01 Mar 2026 11:00:00 GMT";
  page.fetched = "2026-03-01T12:00:00Z";
  page.checked = "2026-03-02T12:00:00Z";
  page.body_sha256 = std::string(64, 'a');
  page.body_bytes = 1234;
  page.alias_of = "https://paper.org/b";
  page.redirects = {"http://paper.org/a?b=c", "https://paper.org/a?b=c"};
  page.gone = "2026-03-05T12:00:00Z";
  page.failures = {{"2026-03-03T12:00:00Z", "404 Not Found", 404},
                   {"2026-03-04T12:00:00Z", "시간"},
                   {"2026-03-05T12:00:00Z", "short", 200, std::string(64, 'b')}};
  return page;
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

TEST(PageRecord, ComesBackAsItWas) {
  const Page page = whole_page();
  const auto back = decode_page(encode_page(page));
  ASSERT_TRUE(back) << back.error().message;
  EXPECT_EQ(*back, page);
}

TEST(PageRecord, IsCutToItsLimitsWhenWritten) {
  Page page = whole_page();
  page.etag = "\"a\"\r\nX-Evil: 1";
  page.content_type = std::string(kMaxHeaderBytes + 1, 'x');
  page.failures.assign(kMaxFailures + 5, {page.fetched, std::string(5000, '\xff'), 503});
  page.redirects.assign(kMaxRedirects + 1, "https://paper.org/" + std::string(2000, 'x'));
  const std::string record = encode_page(page);
  EXPECT_LE(record.size(), kMaxRecordBytes);
  const auto back = decode_page(record);
  ASSERT_TRUE(back) << back.error().message;
  EXPECT_EQ(back->etag, "");
  EXPECT_EQ(back->content_type, "");
  EXPECT_EQ(back->failures.size(), kMaxFailures);
  EXPECT_EQ(back->redirects.size(), kMaxRedirects);
}

TEST(PageRecord, IsRefusedWhenAFieldIsOutOfShape) {
  struct Case {
    const char* from;
    const char* to;
  };
  constexpr Case kCases[] = {
      {"https://paper.org/a?b=c", "https://paper.org/a/index.html"},
      {"https://paper.org/a?b=c", "https://paper.org/a#b"},
      {"https://paper.org/a?b=c", "file:///etc/passwd"},
      {"https://paper.org/moved", "javascript:"},
      {"https://paper.org/b", "https://paper.org/b#part"},
      {"http://paper.org/a?b=c", "ftp://paper.org/"},
      {"\"status\": 404", "\"status\": 600"},
      {"2026-03-05T12:00:00Z", "never"},
      {"\"status\": 200", "\"status\": 600"},
      {"\"status\": 200", "\"status\": -1"},
      {"\"status\": 200", "\"status\": 4294967496"},
      {"\"status\": 200", "\"status\": \"200\""},
      {"W/\\\"1\\\"", "1\\r\\nX-Evil: 1"},
      {"text/html", "text/html\\u0000"},
      {"2026-03-01T12:00:00Z", "yesterday"},
      {"aaaaaaaaaa", "../../etc/"},
      {"aaaaaaaaaa", "AAAAAAAAAA"},
      {"aaaaaaaaaa", "aaaaa"},
      {"1234", "-1"},
      {"1234", "1073741825"},
      {"1234", "1e300"},
      {"2026-03-03T12:00:00Z", "once"},
  };
  for (const Case& c : kCases) {
    EXPECT_FALSE(decode_page(replaced(encode_page(whole_page()), c.from, c.to)))
        << c.from << " -> " << c.to;
  }
  for (const char* text : {"", "null", "[]", "{}", "\"x\"", "{\"url\": 1}"}) {
    EXPECT_FALSE(decode_page(text)) << text;
  }
}

TEST(PageRecord, CanLoseItsTimeOfChecking) {
  const std::string record = encode_page(whole_page());
  const auto at = find_checked(record);
  ASSERT_TRUE(at);
  EXPECT_EQ(record.substr(*at, 20), "2026-03-02T12:00:00Z");
  for (const char* torn : {"2026-13-02T12:00:00Z", "                    "}) {
    const auto back = decode_page(std::string(record).replace(*at, 20, torn));
    ASSERT_TRUE(back) << torn;
    EXPECT_EQ(back->checked, "");
    EXPECT_EQ(back->body_sha256, whole_page().body_sha256);
  }
  Page page = whole_page();
  page.failures = {{page.fetched, "\n  \"checked\": \"2026-03-02T12:00:00Z\"", 0}};
  page.checked.clear();
  EXPECT_FALSE(find_checked(encode_page(page)));
}

TEST(PageRecord, OfAnEarlierVersionIsTaken) {
  const auto page = decode_page(
      "{\"url\": \"https://paper.org/a\", \"status\": 200, \"body_bytes\": 0, \"failures\": "
      "[{\"when\": \"2026-03-03T12:00:00Z\", \"reason\": \"404 Not Found\"}]}");
  ASSERT_TRUE(page) << page.error().message;
  EXPECT_EQ(page->failures.at(0).status, 0);
  EXPECT_TRUE(page->redirects.empty());
}

TEST(PageRecord, MayHaveMembersOfALaterVersion) {
  EXPECT_TRUE(decode_page(replaced(encode_page(whole_page()), "{", "{\"robots\": [1, {}],")));
}

}  // namespace
}  // namespace mi
