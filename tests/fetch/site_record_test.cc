#include "fetch/site_record.h"

#include <gtest/gtest.h>

namespace mi {
namespace {

const TimePoint kNow = *parse_time("2026-03-01T12:00:00Z");

SiteRecord whole_record() {
  return {{{"https://a.org", format_time(kNow), {{{true, "/p"}, {false, "/*"}}, 2.5}},
           {"http://a.org:8080", format_time(kNow), {}}},
          "2026-03-01T12:00:30Z"};
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

TEST(SiteRecord, ComesBackAsItWas) {
  EXPECT_EQ(*decode_site(encode_site(whole_record())), whole_record());
  EXPECT_EQ(*decode_site(encode_site({})), SiteRecord());
}

TEST(SiteRecord, KeepsWhateverARobotsFileSays) {
  std::string file = "User-agent: *\nCrawl-delay: 1e300\nAllow: /";
  for (int byte = 0; byte < 256; ++byte) file += static_cast<char>(byte);
  while (file.size() < kMaxRobotsBytes) file += "\nDisallow: /\xff\xff*$";
  const SiteRecord site{{{"https://a.org", format_time(kNow), parse_robots(file, "x")}}, ""};
  const std::string record = encode_site(site);
  EXPECT_LE(record.size(), kMaxSiteRecordBytes);
  EXPECT_EQ(*decode_site(record), site);
}

TEST(SiteRecord, IsRefusedWhenAnythingIsOutOfShape) {
  struct Case {
    const char* from;
    const char* to;
  };
  constexpr Case kCases[] = {
      {"https://a.org", "https://a.org/"},
      {"https://a.org", "ftp://a.org"},
      {"2026-03-01T12:00:00Z", "once"},
      {"2026-03-01T12:00:30Z", "later"},
      {"\"/p\"", "\"\""},
      {"\"/p\"", "\"/p q\""},
      {"\"/p\"", "1"},
      {"\"allow\"", "\"maybe\""},
      {"2.5", "-1"},
      {"2.5", "\"slow\""},
  };
  for (const Case& c : kCases) {
    EXPECT_FALSE(decode_site(replaced(encode_site(whole_record()), c.from, c.to)))
        << c.from << " -> " << c.to;
  }
  const std::string whole = encode_site(whole_record());
  for (std::size_t size = 0; size + 2 < whole.size(); ++size) {
    EXPECT_FALSE(decode_site(whole.substr(0, size))) << size;
  }
}

TEST(SiteRecord, BelievesARobotsFileForADay) {
  const SiteRecord site = whole_record();
  const auto at = [&](TimePoint when) { return find_rules(site, "https://a.org", when); };
  ASSERT_NE(at(kNow), nullptr);
  EXPECT_EQ(at(kNow)->crawl_delay, 2.5);
  EXPECT_NE(at(kNow + kRobotsLife - std::chrono::seconds(1)), nullptr);
  EXPECT_EQ(at(kNow + kRobotsLife), nullptr);
  EXPECT_EQ(at(kNow - std::chrono::seconds(1)), nullptr) << "fetched in the future";
  EXPECT_EQ(find_rules(site, "http://a.org", kNow), nullptr);
}

TEST(SiteRecord, HoldsEachOriginOnceAndNotTooMany) {
  SiteRecord site;
  for (const char* origin : {"https://a.org", "http://a.org", "https://a.org"}) {
    site = with_rules(std::move(site), {origin, format_time(kNow), {}});
  }
  EXPECT_EQ(site.robots.size(), 2U);
  for (int port = 1000; port < 1010; ++port) {
    site = with_rules(std::move(site),
                      {"https://a.org:" + std::to_string(port), format_time(kNow), {}});
  }
  EXPECT_EQ(site.robots.size(), kMaxOrigins);
  EXPECT_EQ(site.robots.back().origin, "https://a.org:1009");
}

}  // namespace
}  // namespace mi
