// mi-fetch and the pages below a hub: [fetch.follow].
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/cli/programs.h"
#include "tests/support/site_server.h"

namespace mi {
namespace {

class FollowTest : public testing::Test {
 protected:
  FollowTest() {
    // An article of a few words is an empty shell to the paper reader.
    std::string words = "<p>";
    for (int i = 0; i < 100; ++i) words += "circuit ";
    serve("/thread/",
          "<article><h1>A thread</h1><p>It has <a href='one/'>one</a>, <a "
          "href='/thread/two.html'>two</a>, <a href='/elsewhere/'>another</a> and <a "
          "href='https://other.org/thread/three/'>a third</a>.</p>" +
              words + "</article>");
    serve(
        "/thread/one/",
        "<article><h1>One</h1><p>It goes on at <a href='deeper/'>a deeper page</a>.</p></article>");
    serve("/thread/two.html", "<article><h1>Two</h1><p>Words.</p></article>");
    serve("/thread/one/deeper/", "<article><p>Too deep.</p></article>");
    serve("/elsewhere/", "<article><p>Not below.</p></article>");
    machine_.home().write("notes/n.md", "[A thread](https://paper.org/thread/)\n");
  }

  void serve(const std::string& path, const std::string& body) {
    server_.answer(path, [body](const SiteRequest&) {
      return SiteReply{200, {{"Content-Type", "text/html"}}, body};
    });
  }

  ProgramResult fetch(const std::string& follow, const std::vector<std::string>& arguments = {}) {
    machine_.home().write(
        "mi-search.toml",
        "notes = [\"notes\"]\nsites = [\"paper.org\"]\n[fetch]\ndelay = 0\nallow_private = "
        "[\"127.0.0.1\"]\nca_file = \"" +
            ca_.write_to(machine_.home().path()).string() + "\"\n[fetch.pin]\n\"paper.org\" = \"" +
            server_.endpoint() + "\"\n" + follow);
    return machine_.run("mi-fetch", arguments);
  }

  // Sorted, without robots.txt.
  std::vector<std::string> asked() const {
    std::vector<std::string> paths;
    for (const SiteRequest& request : server_.requests()) {
      if (request.path != "/robots.txt") paths.push_back(request.path);
    }
    std::sort(paths.begin(), paths.end());
    return paths;
  }

  const UserMachine machine_;
  const TestCa ca_;
  SiteServer server_{ca_.issue({"paper.org"})};
};

using Paths = std::vector<std::string>;

TEST_F(FollowTest, FetchesOneLevelBelowAHub) {
  const ProgramResult first = fetch("[fetch.follow]\n\"paper.org\" = 1\n");
  EXPECT_EQ(first.exit_code, 0) << first.err;
  EXPECT_TRUE(first.out.starts_with("Fetched 3 pages")) << first.out;
  EXPECT_EQ(asked(), (Paths{"/thread/", "/thread/one/", "/thread/two.html"}));
  const ProgramResult second = fetch("[fetch.follow]\n\"paper.org\" = 1\n");
  EXPECT_TRUE(second.out.starts_with("Fetched 0 pages (0 bytes), 0 unchanged, 3 fresh"))
      << second.out;
  EXPECT_EQ(asked().size(), 3U);
}

TEST_F(FollowTest, FollowsAHubThatIsNothingButNavigation) {
  serve("/thread/", "<nav><a href=one/>One</a></nav><p><a href='two.html'>Two</a>");
  EXPECT_EQ(fetch("[fetch.follow]\n\"paper.org\" = 1\n").exit_code, 0);
  EXPECT_EQ(asked(), (Paths{"/thread/", "/thread/one/", "/thread/two.html"}));
}

TEST_F(FollowTest, FollowsNothingUnlessItIsTold) {
  for (const char* follow : {"", "[fetch.follow]\n\"paper.org\" = 0\n\"other.org\" = 1\n"}) {
    EXPECT_EQ(fetch(follow).exit_code, 0);
  }
  EXPECT_EQ(asked(), Paths{"/thread/"});
}

TEST_F(FollowTest, NamesTheHubOfAPageThatFails) {
  server_.answer("/thread/one/", [](const SiteRequest&) { return SiteReply{410, {}, ""}; });
  const ProgramResult result = fetch("[fetch.follow]\n\"paper.org\" = 1\n");
  EXPECT_NE(result.out.find("  https://paper.org/thread/one/\n    410 Gone (gone: asked for once a "
                            "month from now on)\n    linked from https://paper.org/thread/\n"),
            std::string::npos)
      << result.out;
  const ProgramResult plan = fetch("[fetch.follow]\n\"paper.org\" = 1\n", {"--dry-run"});
  EXPECT_NE(plan.out.find("gone   https://paper.org/thread/one/\n"), std::string::npos) << plan.out;
}

}  // namespace
}  // namespace mi
