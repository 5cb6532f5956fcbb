// mi-fetch as its user runs it: against a real HTTPS server on loopback, and without any.

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "core/file.h"
#include "core/json.h"
#include "tests/cli/programs.h"
#include "tests/fetch/sample_warc.h"
#include "tests/support/site_server.h"

namespace mi {
namespace {

namespace fs = std::filesystem;

const std::vector<std::string> kHosts = {"paper.org", "other.net"};

SiteHandler page_of(std::string html) {
  return [html = std::move(html)](const SiteRequest&) {
    return SiteReply{200, {{"Content-Type", "text/html"}}, html};
  };
}

// A page with text enough to be an article.
std::string article_of(std::string_view sentence) {
  std::string html = "<!DOCTYPE html><html><head><title>x</title></head><body><article>";
  for (int i = 0; i < 40; ++i) html.append("<p>").append(sentence).append("</p>");
  return html + "</article></body></html>";
}

class FetchTest : public testing::Test {
 protected:
  FetchTest() {
    std::string config =
        "notes = [\"notes\"]\ndata = \"data\"\nsites = [\"paper.org\", \"other.net\"]\n[fetch]\n"
        "delay = 0\nallow_private = [\"127.0.0.1\"]\nca_file = \"" +
        ca_.write_to(machine_.home().path()).string() + "\"\n[fetch.pin]\n";
    for (const std::string& host : kHosts)
      config += "\"" + host + "\" = \"" + server_.endpoint() + "\"\n";
    machine_.home().write("mi-search.toml", config);
    machine_.home().write("notes/a.md",
                          "# Reading\n\n[one](https://paper.org/one)\n\n"
                          "https://paper.org/two and [dead](https://other.net/dead)\n\n"
                          "[elsewhere](https://elsewhere.com/x)\n");
    machine_.home().write("notes/b.md", "[again](https://paper.org/one#part)\n");
    server_.answer("/one", page_of("<p>one, of superposition"));
    server_.answer("/two", page_of("<p>two"));
  }

  ProgramResult fetch(const std::vector<std::string>& arguments = {}) {
    return machine_.run("mi-fetch", arguments);
  }

  // The links of `mi-fetch --list --format json`, by their URL.
  std::map<std::string, Json> listed(std::vector<std::string> arguments = {}) {
    arguments.insert(arguments.begin(), {"--list", "--format", "json"});
    const ProgramResult result = fetch(arguments);
    EXPECT_EQ(result.exit_code, 0) << result.err;
    const Expected<Json> json = parse_json(result.out);
    EXPECT_TRUE(json) << result.out;
    std::map<std::string, Json> links;
    if (!json) return links;
    for (const Json& link : (*json)["links"].as_array()) {
      links[std::string(link["url"].as_string())] = link;
    }
    return links;
  }

  std::map<std::string, std::string> states(const std::vector<std::string>& arguments = {}) {
    std::map<std::string, std::string> states;
    for (const auto& [url, link] : listed(arguments)) states[url] = link["state"].as_string();
    return states;
  }

  std::size_t requests() const { return server_.requests().size(); }

  UserMachine machine_;
  const TestCa ca_;
  SiteServer server_{ca_.issue(kHosts)};
};

using States = std::map<std::string, std::string>;

TEST_F(FetchTest, SaysALineForEachPageThatIsDoneWhereThereIsNoTerminal) {
  const ProgramResult result = fetch();
  EXPECT_EQ(result.exit_code, 0);
  for (const char* line :
       {"fetched https://paper.org/one (24 bytes)\n", "fetched https://paper.org/two (6 bytes)\n",
        "failed https://other.net/dead: 404 Not Found\n", "[3/3] "}) {
    EXPECT_NE(result.err.find(line), std::string::npos) << line << "in:\n" << result.err;
  }
  EXPECT_EQ(result.err.find('\x1b'), std::string::npos) << "no terminal, no bar";
  EXPECT_NE(result.out.find("Fetched 2 pages"), std::string::npos) << result.out;
  EXPECT_NE(result.out.find("linked from a.md:5"), std::string::npos) << result.out;
}

TEST_F(FetchTest, DrawsABarOnATerminal) {
  const std::string command = program_path("mi-fetch").string();
  const ProgramResult result =
      run_program("/usr/bin/script", {"-qec", command, "/dev/null"}, machine_.options());
  EXPECT_EQ(result.exit_code, 0) << result.out << result.err;
  EXPECT_NE(result.out.find("[0/3] ...................."), std::string::npos) << result.out;
  EXPECT_NE(result.out.find("/s  "), std::string::npos) << "a rate: " << result.out;
  EXPECT_EQ(result.out.find("fetched https://"), std::string::npos) << "a bar, no lines";
}

TEST_F(FetchTest, UpdateSaysNothingWhileItWorksAndNothingWhenNothingChanged) {
  server_.answer("/dead", page_of("<p>alive"));
  const ProgramResult first = machine_.run("mi-update", {});
  EXPECT_EQ(first.exit_code, 0) << first.err;
  EXPECT_EQ(first.err, "");
  const ProgramResult second = machine_.run("mi-update", {});
  EXPECT_EQ(second.out + second.err, "");
}

TEST_F(FetchTest, ListsEveryLinkWithItsState) {
  EXPECT_EQ(states(), (States{{"https://paper.org/one", "never_fetched"},
                              {"https://paper.org/two", "never_fetched"},
                              {"https://other.net/dead", "never_fetched"},
                              {"https://elsewhere.com/x", "other_site"}}));
  fetch();
  machine_.home().write("notes/a.md",
                        "[one](https://paper.org/one) [dead](https://other.net/dead)\n");
  const std::map<std::string, Json> links = listed();
  EXPECT_EQ(links.size(), 3U);
  const Json& one = links.at("https://paper.org/one");
  EXPECT_EQ(one["state"].as_string(), "fresh");
  EXPECT_EQ(one["bytes"].as_int(), 24);
  EXPECT_TRUE(one["age_seconds"].is_int());
  EXPECT_LT(one["age_seconds"].as_int(), 600);
  EXPECT_EQ(one["linked_from"].as_array().size(), 2U);
  EXPECT_EQ(one["linked_from"].as_array()[1]["note"].as_string(), "b.md");
  EXPECT_EQ(one["linked_from"].as_array()[1]["line"].as_int(), 1);
  const Json& dead = links.at("https://other.net/dead");
  EXPECT_EQ(dead["state"].as_string(), "failed");
  EXPECT_EQ(dead["reason"].as_string(), "404 Not Found");
  EXPECT_FALSE(dead["due"].as_bool()) << "a page that failed rests a while";
  EXPECT_TRUE(dead["age_seconds"].is_null());
  EXPECT_EQ(links.at("https://paper.org/two")["state"].as_string(), "not_linked");
  EXPECT_TRUE(links.at("https://paper.org/two")["linked_from"].as_array().empty());
}

TEST_F(FetchTest, ListsForPeopleTheSame) {
  fetch();
  const ProgramResult result = fetch({"--list"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  for (const char* text :
       {"fresh         just now        24 bytes  https://paper.org/one\n    linked from a.md:3\n"
        "    linked from b.md:1\n",
        "failed                                  https://other.net/dead\n    404 Not Found\n",
        "other site                              https://elsewhere.com/x\n",
        "4 links: 2 fresh, 1 failed, 1 other site.\n"}) {
    EXPECT_NE(result.out.find(text), std::string::npos) << text << "in:\n" << result.out;
  }
}

TEST_F(FetchTest, ListsWhatIsGoneAndWhereElseAPageIs) {
  server_.answer("/dead", [](const SiteRequest&) { return SiteReply{410, {}, ""}; });
  server_.answer("/old", [](const SiteRequest&) {
    return SiteReply{301, {{"Location", "https://paper.org/two"}}, ""};
  });
  machine_.home().write("notes/b.md", "<https://paper.org/old>\n");
  fetch();
  const std::map<std::string, Json> links = listed();
  EXPECT_EQ(links.size(), 4U) << "an alias is no link of its own";
  EXPECT_EQ(links.at("https://other.net/dead")["state"].as_string(), "gone");
  EXPECT_NE(links.at("https://other.net/dead")["rests_until"].as_string(), "");
  const Json& two = links.at("https://paper.org/two");
  ASSERT_EQ(two["aliases"].as_array().size(), 1U);
  EXPECT_EQ(two["aliases"].as_array()[0].as_string(), "https://paper.org/old");
  EXPECT_EQ(two["linked_from"].as_array().size(), 2U);
  EXPECT_EQ(two["rests_until"].as_string(), "");
  const ProgramResult text = fetch({"--list"});
  for (const char* line :
       {"    also https://paper.org/old\n", "    1 failure so far; next try after ",
        "4 links: 2 fresh, 1 gone, 1 other site.\n"}) {
    EXPECT_NE(text.out.find(line), std::string::npos) << line << "in:\n" << text.out;
  }
}

TEST_F(FetchTest, LetsNoServerWriteToTheTerminal) {
  for (const char* path : {"/one", "/two"}) {
    server_.answer(path, [](const SiteRequest&) {
      return SiteReply{200, {{"Content-Type", "image/\x1b]0;mine\x07"}}, "\x89PNG\x01"};
    });
  }
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>(), {"--list"}, {"--offline", "--refresh"}, {"--refresh"}}) {
    const ProgramResult result = fetch(arguments);
    EXPECT_NE((result.out + result.err).find("image/"), std::string::npos) << result.out;
    EXPECT_EQ((result.out + result.err).find('\x1b'), std::string::npos);
    EXPECT_EQ((result.out + result.err).find('\x07'), std::string::npos);
  }
}

TEST_F(FetchTest, TellsOfTheDeadPagesOfOneHostTogether) {
  machine_.home().write("notes/b.md", "<https://other.net/dead> <https://other.net/dead/2>\n");
  const ProgramResult result = fetch();
  EXPECT_NE(result.out.find("  other.net, 2 pages: 404 Not Found\n"
                            "    https://other.net/dead, linked from a.md:5, b.md:1\n"
                            "    https://other.net/dead/2, linked from b.md:1\n"),
            std::string::npos)
      << result.out;
  std::string many;
  for (int i = 0; i < 25; ++i) many += "<https://other.net/many/" + std::to_string(i) + ">\n";
  machine_.home().write("notes/b.md", many);
  const ProgramResult more = fetch();
  EXPECT_NE(more.out.find("  other.net, 25 pages: 404 Not Found\n"), std::string::npos) << more.out;
  EXPECT_NE(more.out.find("    and 15 more: mi-fetch --list --only other.net\n"), std::string::npos)
      << more.out;
}

TEST_F(FetchTest, SaysInADryRunWhatCannotBeRead) {
  fetch();
  for (const auto& entry : fs::directory_iterator(machine_.home() / "data/pages/other.net")) {
    if (entry.path().filename() != "site.json") machine_.home().write(entry.path(), "damaged");
  }
  const ProgramResult result = fetch({"--dry-run"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_NE(result.out.find("fetch  https://other.net/dead\n"), std::string::npos) << result.out;
  EXPECT_NE(result.out.find("Delete the file; the page is fetched again"), std::string::npos)
      << result.out;
}

TEST_F(FetchTest, ListsOneSiteAlone) {
  EXPECT_EQ(states({"--only", "other.net"}), (States{{"https://other.net/dead", "never_fetched"}}));
  fetch();
  EXPECT_EQ(states({"--only", "paper.org"}),
            (States{{"https://paper.org/one", "fresh"}, {"https://paper.org/two", "fresh"}}));
}

TEST_F(FetchTest, UsesNoNetworkWhenOffline) {
  const ProgramResult before = fetch({"--offline"});
  EXPECT_NE(before.out.find("Offline: 3 pages would be asked for.\n"), std::string::npos)
      << before.out;
  EXPECT_NE(before.out.find("https://paper.org/one\n"), std::string::npos) << before.out;
  EXPECT_EQ(before.out.find("elsewhere.com"), std::string::npos) << before.out;
  EXPECT_EQ(requests(), 0U);
}

TEST_F(FetchTest, AsksForFreshPagesOnlyWhenToldTo) {
  fetch();
  const auto asked = [&](const std::vector<std::string>& arguments) {
    const std::size_t before = requests();
    const ProgramResult result = fetch(arguments);
    EXPECT_EQ(result.exit_code, 0) << result.err;
    std::vector<std::string> paths;
    for (const SiteRequest& request : server_.requests()) paths.push_back(request.path);
    paths.erase(paths.begin(), paths.begin() + static_cast<std::ptrdiff_t>(before));
    std::erase(paths, "/robots.txt");
    std::sort(paths.begin(), paths.end());
    return paths;
  };
  using Paths = std::vector<std::string>;
  EXPECT_EQ(asked({"--only", "paper.org"}), Paths{});
  EXPECT_EQ(asked({"--only", "paper.org", "--refresh"}), (Paths{"/one", "/two"}));
  EXPECT_EQ(asked({"--refresh", "https://paper.org/two#part"}), Paths{"/two"});
  EXPECT_EQ(asked({"--refresh", "https://paper.org/one", "https://paper.org/two"}),
            (Paths{"/one", "/two"}));
}

TEST_F(FetchTest, RefusesWhatMakesNoSense) {
  const struct {
    std::vector<std::string> arguments;
    const char* expected;
  } kCases[] = {
      {{"--refresh", "https://paper.org/unknown"}, "no note links to https://paper.org/unknown"},
      {{"--refresh", "https://elsewhere.com/x"}, "elsewhere.com is not one of the sites"},
      {{"--refresh", "ftp://paper.org/"}, "ftp://paper.org/"},
      {{"--only", "elsewhere.com"}, "elsewhere.com is not one of the sites"},
      {{"--format", "json"}, "--list"},
      {{"--list", "--format", "xml"}, "xml"},
      {{"--url", "https://a.org/"}, "--import"},
      {{"--list", "--offline"}, "--offline"},
      {{"--import", "a", "b", "--url", "https://a.org/"}, "one by one"},
      {{"--import", "missing.warc.gz"}, "missing.warc.gz: No such file or directory"},
      {{"--export-warc", "no/folder/x.warc.gz"}, "no/folder/x.warc.gz"},
  };
  for (const auto& c : kCases) {
    const ProgramResult result = fetch(c.arguments);
    EXPECT_EQ(result.exit_code, 2) << c.expected << result.out;
    EXPECT_NE(result.err.find(c.expected), std::string::npos) << result.err;
  }
  EXPECT_EQ(requests(), 0U);
}

TEST_F(FetchTest, ImportsAnArchiveThatCanThenBeSearched) {
  machine_.home().write(
      "saved.warc",
      warc_response("https://elsewhere.com/x", http_page(article_of("The zymurgy of features."))) +
          warc_response("https://elsewhere.com/y", "no response"));
  const ProgramResult result = fetch({"--import", "saved.warc"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_NE(result.out.find("saved.warc: imported 1 page"), std::string::npos) << result.out;
  EXPECT_NE(result.out.find("record at byte "), std::string::npos) << result.out;
  EXPECT_EQ(states()["https://elsewhere.com/x"], "stored");
  ASSERT_EQ(machine_.run("mi-index", {}).exit_code, 0);
  EXPECT_EQ(machine_.run("mi-search", {"zymurgy"}).exit_code, 0);
  machine_.home().write("noise.warc", "WARC/1.0\r\nnoise");
  EXPECT_EQ(fetch({"--import", "noise.warc"}).exit_code, 2);
  EXPECT_EQ(requests(), 0U);
}

TEST_F(FetchTest, EndsWith2WhereAPageOfAnImportCannotBeStored) {
  machine_.home().write("mirror/elsewhere.com/x.html", article_of("One."));
  machine_.home().write("mirror/elsewhere.com/y.html", article_of("Two."));
  machine_.home().write("full/pages", "a file where the pages' folder should be");
  const ProgramResult mirror = fetch({"--data", "full", "--import-mirror", "mirror"});
  EXPECT_EQ(mirror.exit_code, 2) << mirror.out << mirror.err;
  EXPECT_NE(mirror.out.find("Imported 0 pages"), std::string::npos) << mirror.out;
  EXPECT_NE(mirror.out.find("; 2 failed."), std::string::npos) << mirror.out;
  machine_.home().write("saved.warc",
                        warc_response("https://elsewhere.com/x", http_page(article_of("One."))) +
                            warc_response("https://elsewhere.com/i", "HTTP/1.1 404 No\r\n\r\n"));
  const ProgramResult archive = fetch({"--data", "full", "--import", "saved.warc"});
  EXPECT_EQ(archive.exit_code, 2) << archive.out << archive.err;
}

TEST_F(FetchTest, FetchesAPageOfPlainTextThatCanThenBeSearched) {
  server_.answer("/one", [](const SiteRequest&) {
    return SiteReply{200, {{"Content-Type", "text/plain"}}, "On okapis\n\nThe okapi is a word.\n"};
  });
  EXPECT_NE(machine_.run("mi-update", {}).exit_code, 75);
  const ProgramResult found = machine_.run("mi-search", {"okapi"});
  EXPECT_EQ(found.exit_code, 0) << found.err;
  EXPECT_NE(found.out.find("On okapis"), std::string::npos) << found.out;
}

TEST_F(FetchTest, ImportsAPageOfAnotherCharsetThatCanThenBeSearched) {
  machine_.home().write(
      "old.html", "<meta charset=euc-kr>" +
                      article_of("\xC1\xDF\xC3\xB8\xC0\xBB \xB0\xF8\xBA\xCE\xC7\xD1\xB4\xD9."));
  ASSERT_EQ(fetch({"--import", "old.html", "--url", "https://paper.org/old"}).exit_code, 0);
  ASSERT_EQ(machine_.run("mi-index", {}).exit_code, 0);
  const ProgramResult found = machine_.run("mi-search", {"--format", "jsonl", "중첩"});
  EXPECT_EQ(found.exit_code, 0) << found.err;
  EXPECT_NE(found.out.find("중첩을 공부한다"), std::string::npos) << found.out;
}

TEST_F(FetchTest, MovesAStoreToAnotherMachineInOneFile) {
  fetch();
  const ProgramResult exported = fetch({"--export-warc", "all.warc.gz"});
  EXPECT_EQ(exported.exit_code, 0) << exported.err;
  EXPECT_NE(exported.out.find("Exported 2 pages to all.warc.gz"), std::string::npos)
      << exported.out;
  ASSERT_EQ(fetch({"--import", "all.warc.gz", "--data", "copy"}).exit_code, 0);
  std::vector<std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(machine_.home() / "data/pages")) {
    if (!entry.is_regular_file() || entry.path().filename() == "site.json") continue;
    const fs::path name = entry.path().lexically_relative(machine_.home() / "data");
    const Expected<std::string> copy = read_file(machine_.home() / "copy" / name, 1U << 20U);
    ASSERT_TRUE(copy) << name;
    EXPECT_EQ(*copy, *read_file(entry.path(), 1U << 20U)) << name;
    files.push_back(name);
  }
  EXPECT_EQ(files.size(), 5U) << "two pages, and one that could not be had";
}

TEST_F(FetchTest, ReadsWhileAnotherProgramIsWriting) {
  fetch();
  const Expected<FileLock> lock = FileLock::acquire(machine_.home() / "data/index/lock");
  ASSERT_TRUE(lock);
  EXPECT_EQ(fetch({"--list"}).exit_code, 0);
  EXPECT_EQ(fetch({"--offline"}).exit_code, 0);
  EXPECT_EQ(fetch({"--export-warc", "all.warc.gz"}).exit_code, 0);
  EXPECT_EQ(fetch({"--import", "all.warc.gz"}).exit_code, 75);
}

}  // namespace
}  // namespace mi
