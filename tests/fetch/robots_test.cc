#include "fetch/robots.h"

#include <gtest/gtest.h>

#include <ctime>

namespace mi {
namespace {

// "yes" or "no" to one address under one file.
std::string answer(std::string_view file, std::string_view target) {
  return is_allowed(parse_robots(file, kProductToken), target) ? "yes" : "no";
}

TEST(Robots, MatchesPathsAsTheRfcSays) {
  struct Case {
    const char* file;  // below "User-agent: *"
    const char* target;
    const char* answer;
  };
  constexpr Case kCases[] = {
      // RFC 9309, section 2.2.2: the special characters.
      {"Disallow: /foo/bar?baz=quz", "/foo/bar?baz=quz", "no"},
      {"Disallow: /foo/bar?baz=https://foo.bar", "/foo/bar?baz=https%3A%2F%2Ffoo.bar", "no"},
      {"Disallow: /foo/bar?baz=https%3A%2F%2Ffoo.bar", "/foo/bar?baz=https://foo.bar", "no"},
      {"Disallow: /foo/bar/\xe3\x83\x84", "/foo/bar/%E3%83%84", "no"},
      {"Disallow: /foo/bar/%E3%83%84", "/foo/bar/%E3%83%84", "no"},
      {"Disallow: /foo/bar/%e3%83%84", "/foo/bar/%E3%83%84", "no"},
      {"Disallow: /foo/bar/%62%61%7A", "/foo/bar/baz", "no"},
      {"Disallow: /foo/bar/baz", "/foo/bar/%62%61%7A", "no"},
      {"Disallow: /a%2Fb", "/a/b", "yes"},  // in a path, an encoded slash is another letter
      // Section 2.2.3: the wildcards.
      {"Disallow: /path/file-with-a-%2A.html", "/path/file-with-a-*.html", "no"},
      {"Disallow: /path/file-with-a-%2A.html", "/path/file-with-a-b.html", "yes"},
      {"Disallow: /path/foo-%24", "/path/foo-$", "no"},
      {"Disallow: /path/foo-%24", "/path/foo-", "yes"},
      {"Disallow: /a$b", "/a$b", "no"},
      {"Disallow: *.gif$", "/a/picture.gif", "no"},
      {"Disallow: *.gif$", "/a/picture.gif?x", "yes"},
      {"Disallow: *.gif$", "/a.gif/b.gif", "no"},
      {"Disallow: /*/private", "/a/b/private/c", "no"},
      {"Disallow: /*/private", "/private", "yes"},
      {"Disallow: /a*b*c$", "/a1b2c3c", "no"},
      {"Disallow: /a*b*c$", "/a1c2b3", "yes"},
      {"Disallow: /ab*ba$", "/aba", "yes"},  // the two pieces must not share a letter
      {"Disallow: /**", "/", "no"},
      {"Disallow: /$", "/", "no"},
      {"Disallow: /$", "/a", "yes"},
      // Section 2.2.2: octets are compared by case, from the beginning of the path.
      {"Disallow: /fish", "/fish", "no"},
      {"Disallow: /fish", "/fishheads/yummy.html", "no"},
      {"Disallow: /fish", "/fish.php?id=1", "no"},
      {"Disallow: /fish", "/Fish", "yes"},
      {"Disallow: /fish", "/a/fish", "yes"},
      {"Disallow: /fish/", "/fish", "yes"},
      {"Disallow: fish", "/fish", "yes"},  // not a path
      {"Disallow:", "/fish", "yes"},
      {"", "/fish", "yes"},
      {"Disallow: /", "/robots.txt", "yes"},
      {"Disallow: /", "/robots.txt?", "no"},
      // The longest match, and allow where both are equally long.
      {"Allow: /p\nDisallow: /", "/page", "yes"},
      {"Disallow: /\nAllow: /p", "/page", "yes"},
      {"Allow: /folder\nDisallow: /folder", "/folder/page", "yes"},
      {"Disallow: /folder\nAllow: /folder", "/folder/page", "yes"},
      {"Allow: /page\nDisallow: /*.htm", "/page.htm", "no"},
      {"Allow: /page\nDisallow: /*.ph", "/page.php5", "yes"},
      {"Allow: /$\nDisallow: /", "/", "yes"},
      {"Allow: /$\nDisallow: /", "/page", "no"},
      {"Allow: /example/page/\nDisallow: /example/page/disallowed.gif",
       "/example/page/disallowed.gif", "no"},
  };
  for (const Case& c : kCases) {
    EXPECT_EQ(answer("User-agent: *\n" + std::string(c.file), c.target), c.answer)
        << c.file << " for " << c.target;
  }
}

TEST(Robots, FindsItsGroup) {
  struct Case {
    const char* file;
    const char* answer;  // to /x
  };
  constexpr Case kCases[] = {
      {"User-agent: mi-search\nDisallow: /x", "no"},
      {"User-agent: MI-Search\nDisallow: /x", "no"},
      {"user-agent:mi-search/0.1 (+me)\ndisallow:/x", "no"},
      {"USER-AGENT : mi-search\nDISALLOW : /x", "no"},
      {"User-agent: mi\nDisallow: /x", "yes"},
      {"User-agent: mi-searcher\nDisallow: /x", "yes"},
      {"User-agent: other mi-search\nDisallow: /x", "yes"},
      {"User-agent: *\nDisallow: /x", "no"},
      {"User-agent: * everyone\nDisallow: /x", "no"},
      {"User-agent: *bot\nDisallow: /x", "yes"},
      {"User-agent: other\nDisallow: /x", "yes"},
      // The own group stands, wherever it is, and '*' is not added to it.
      {"User-agent: *\nDisallow: /x\nUser-agent: mi-search\nDisallow: /y", "yes"},
      {"User-agent: mi-search\nDisallow: /y\nUser-agent: *\nDisallow: /x", "yes"},
      {"User-agent: mi-search\nUser-agent: *\nDisallow: /x", "no"},
      {"User-agent: mi-search\n\nUser-agent: other\nDisallow: /x", "no"},  // a blank ends nothing
      {"User-agent: mi-search\nDisallow:\nUser-agent: *\nDisallow: /x", "yes"},
      {"User-agent: *\nDisallow: /x\nUser-agent: mi-search\n", "yes"},  // a group without rules
      // Section 2.2.1: groups for one robot are joined (its example, with our name).
      {"user-agent: mi-search\ndisallow: /a\n\nuser-agent: other\ndisallow: /b\n\n"
       "user-agent: mi-search\ndisallow: /x",
       "no"},
      // Other records do not end a group's list of robots.
      {"User-agent: mi-search\nSitemap: https://a.org/s.xml\nCrawl-delay: 1\nUser-agent: other\n"
       "Disallow: /x",
       "no"},
      {"Disallow: /x\nUser-agent: other\n", "yes"},  // a rule before any group
      {"Disallow: /x", "yes"},
      // Shapes of files.
      {"\xef\xbb\xbfUser-agent: *\nDisallow: /x", "no"},
      {"User-agent: *\r\nDisallow: /x\r\n", "no"},
      {"User-agent: *\rDisallow: /x\r", "no"},
      {"# all\nUser-agent: * # all\nDisallow: /x # here\n", "no"},
      {"User-agent: *\nDisallow: /x#y\n", "no"},
      {"User-agent: *\n \t Disallow \t:\t /x \t\n", "no"},
      {"User-agent *\nDisallow /x", "yes"},
      {"<html><body>Not Found</body></html>", "yes"},
      {"", "yes"},
  };
  for (const Case& c : kCases) EXPECT_EQ(answer(c.file, "/x"), c.answer) << c.file;
}

TEST(Robots, GivesTheAnswersOfTheRfcsSimpleExample) {
  // RFC 9309, section 5.1, with the product tokens of its three robots.
  constexpr std::string_view kFile =
      "User-Agent: *\nDisallow: *.gif$\nDisallow: /example/\nAllow: /publications/\n\n"
      "User-Agent: foobot\nDisallow:/\nAllow:/example/page.html\nAllow:/example/allowed.gif\n\n"
      "User-Agent: barbot\nUser-Agent: bazbot\nDisallow: /example/page.html\n\n"
      "User-Agent: quxbot\n";
  const auto may = [&](std::string_view robot, std::string_view target) {
    return is_allowed(parse_robots(kFile, robot), target);
  };
  EXPECT_FALSE(may("anybot", "/example/page.html"));
  EXPECT_FALSE(may("anybot", "/a.gif"));
  EXPECT_TRUE(may("anybot", "/publications/a"));
  EXPECT_FALSE(may("foobot", "/other"));
  EXPECT_TRUE(may("foobot", "/example/page.html"));
  EXPECT_TRUE(may("foobot", "/example/allowed.gif"));
  EXPECT_FALSE(may("barbot", "/example/page.html"));
  EXPECT_FALSE(may("bazbot", "/example/page.html"));
  EXPECT_TRUE(may("bazbot", "/example/other.html"));
  EXPECT_TRUE(may("quxbot", "/example/page.html"));
}

TEST(Robots, ReadsTheCrawlDelayOfItsGroup) {
  struct Case {
    const char* value;
    double seconds;  // -1: none
  };
  constexpr Case kCases[] = {{"10", 10}, {"0.5", 0.5}, {"0", 0},    {"-1", -1},    {"soon", -1},
                             {"", -1},   {"nan", -1},  {"inf", -1}, {"1e999", -1}, {"5 s", -1}};
  for (const Case& c : kCases) {
    const RobotsRules rules =
        parse_robots("User-agent: *\nCrawl-delay: " + std::string(c.value), kProductToken);
    EXPECT_EQ(rules.crawl_delay.value_or(-1), c.seconds) << c.value;
  }
  EXPECT_FALSE(parse_robots("User-agent: *\nCrawl-delay: 9\nUser-agent: mi-search\nDisallow: /x",
                            kProductToken)
                   .crawl_delay);
}

TEST(Robots, ReadsWholeLinesUpToItsLimit) {
  const std::string start = "User-agent: *\n#";
  const std::string rule = "\nDisallow: /x\n";
  const auto file_of = [&](std::size_t size) {
    return start + std::string(size - start.size() - rule.size(), 'c') + rule;
  };
  EXPECT_EQ(answer(file_of(kMaxRobotsBytes), "/x"), "no");
  EXPECT_EQ(answer(file_of(kMaxRobotsBytes) + "Disallow: /y\n", "/x"), "no");
  EXPECT_EQ(answer(file_of(kMaxRobotsBytes) + "Disallow: /y\n", "/y"), "yes");
  EXPECT_EQ(answer(file_of(kMaxRobotsBytes + 1), "/x"), "yes") << "a line that is cut";
  EXPECT_EQ(answer(std::string(kMaxRobotsBytes + 1, 'x'), "/x"), "yes");
}

TEST(Robots, IsTotalAndQuickWithHostileFiles) {
  std::string every_byte = "User-agent: *\nDisallow: /";
  for (int byte = 0; byte < 256; ++byte) every_byte += static_cast<char>(byte);
  const std::string stars = [] {
    std::string file = "User-agent: *\n";
    while (file.size() < kMaxRobotsBytes) file += "Disallow: /*a*a*a*a*a*a*a*a*a*a*a*a*a*a*b$\n";
    return file;
  }();
  std::string long_lines = "User-agent: *\n";
  while (long_lines.size() < kMaxRobotsBytes) {
    long_lines += "Disallow: *" + std::string(kMaxRobotsPatternBytes - 2, 'a') + "\n";
  }
  const std::string target = "/" + std::string(2000, 'a');
  const std::clock_t begin = std::clock();  // of this process: other load does not count
  for (const std::string& file : {every_byte, stars, long_lines, std::string("%"),
                                  std::string("User-agent: *\nDisallow: /%\nDisallow: /%4"),
                                  std::string(1U << 20U, '\n'), std::string(1U << 20U, ':')}) {
    for (std::size_t cut = 0; cut < std::min<std::size_t>(file.size(), 300); ++cut) {
      parse_robots(std::string_view(file).substr(0, cut), kProductToken);
    }
    is_allowed(parse_robots(file, kProductToken), target);
  }
  EXPECT_LT(std::clock() - begin, 10 * CLOCKS_PER_SEC);
}

}  // namespace
}  // namespace mi
