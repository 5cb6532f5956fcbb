#include "fetch/hub.h"

#include <gtest/gtest.h>

namespace mi {
namespace {

Page page_at(const std::string& url) {
  Page page;
  page.url = page.final_url = url;
  page.body_sha256 = std::string(64, 'a');
  return page;
}

TEST(Hub, IsAStoredPageOfASiteThatIsFollowed) {
  Config config;
  config.fetch.follow = {{"a.org", 1}, {"b.org", 0}};
  EXPECT_TRUE(is_hub(page_at("https://a.org/x/"), config));
  EXPECT_TRUE(is_hub(page_at("https://www.a.org/"), config));
  EXPECT_FALSE(is_hub(page_at("https://b.org/"), config));
  EXPECT_FALSE(is_hub(page_at("https://c.org/"), config));
  EXPECT_FALSE(is_hub(page_at("https://my.a.org/"), config));
  Page unread = page_at("https://a.org/");
  unread.body_sha256.clear();
  EXPECT_FALSE(is_hub(unread, config));
  Page long_page = page_at("https://a.org/");
  long_page.body_bytes = kMaxHubBytes;
  EXPECT_TRUE(is_hub(long_page, config));
  ++long_page.body_bytes;
  EXPECT_FALSE(is_hub(long_page, config));
}

TEST(Hub, BringsTheLinksBelowItsOwnPath) {
  struct Case {
    const char* url;
    bool is_below;
  };
  constexpr Case kCases[] = {
      {"https://a.org/t/one/", true},
      {"https://a.org/t/two.html", true},
      {"https://a.org/t/deep/er/three", true},
      {"https://a.org/t/four.pdf", true},
      {"https://a.org/t/?page=2", true},
      {"https://a.org/t/", false},
      {"https://a.org/t/index.html", false},
      {"https://a.org/t", false},
      {"https://a.org/", false},
      {"https://a.org/tt/one/", false},
      {"https://b.org/t/one/", false},
      {"https://a.org:8443/t/one/", false},
      {"https://a.org/t/refs.bib", false},
      {"https://a.org/t/picture.png", false},
      {"nonsense", false},
  };
  for (const char* hub : {"https://a.org/t/", "https://a.org/t/index.html"}) {
    Page page = page_at("https://a.org/t/");
    page.final_url = hub;
    for (const Case& c : kCases) {
      const auto below = links_below(page, {Link{c.url, "part", "text", 7}});
      ASSERT_EQ(below.size(), c.is_below ? 1U : 0U) << c.url << " of " << hub;
      if (!c.is_below) continue;
      EXPECT_EQ(below[0].note, "https://a.org/t/");
      EXPECT_EQ(below[0].link.url, c.url);
      EXPECT_EQ(below[0].link.line, 0);
    }
  }
}

TEST(Hub, BringsEachPageOnceAndNotTooMany) {
  std::vector<Link> links = {{"https://a.org/t/x/", "", "", 0},
                             {"https://a.org/t/x/index.html", "", "", 0}};
  EXPECT_EQ(links_below(page_at("https://a.org/t/"), links).size(), 1U);
  for (std::size_t i = 0; i < kMaxHubLinks; ++i) {
    links.push_back({"https://a.org/t/" + std::to_string(i), "", "", 0});
  }
  EXPECT_EQ(links_below(page_at("https://a.org/t/"), links).size(), kMaxHubLinks);
}

}  // namespace
}  // namespace mi
