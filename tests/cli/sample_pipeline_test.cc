// The main job on the sample data that ships with the project: the same that `make demo` does.

#include <gtest/gtest.h>

#include <csignal>
#include <sstream>

#include "core/json.h"
#include "tests/cli/programs.h"
#include "tests/searchd/raw_client.h"
#include "tests/support/site_server.h"

namespace mi {
namespace {

const std::filesystem::path kSamples = std::filesystem::path(MI_SOURCE_DIR) / "index-data";

class SamplePipelineTest : public testing::Test {
 protected:
  SamplePipelineTest() { configure(server_.endpoint()); }

  void configure(const std::string& endpoint, const std::string& more = "") {
    machine_.home().write("mi-search.toml",
                          "notes = [\"" + (kSamples / "notes").string() +
                              "\"]\ndata = \"data\"\nsites = [\"circuits.example\"]\n[fetch]\n" +
                              "delay = 0\nca_file = \"ca.pem\"\nallow_private = [\"127.0.0.1\"]\n" +
                              more + "[fetch.pin]\n\"circuits.example\" = \"" + endpoint + "\"\n");
    machine_.home().write("ca.pem", ca_.certificate_pem());
  }

  ProgramResult update() { return machine_.run("mi-update", {}); }

  // "kind doc" of each hit, in rank order.
  std::vector<std::string> found(const std::string& query) {
    const ProgramResult result =
        machine_.run("mi-search", {"--format", "jsonl", "-n", "30", query});
    EXPECT_NE(result.exit_code, 2) << result.err;
    std::vector<std::string> hits;
    std::istringstream lines(result.out);
    for (std::string line; std::getline(lines, line);) {
      const Expected<Json> hit = parse_json(line);
      EXPECT_TRUE(hit) << line;
      if (hit)
        hits.push_back(std::string((*hit)["kind"].as_string()) + " " +
                       std::string((*hit)["doc"].as_string()));
    }
    return hits;
  }

  TestCa ca_;
  SiteServer server_{ca_.issue({"circuits.example"}), {kSamples / "site", 0}};
  UserMachine machine_;
};

bool contains(const std::vector<std::string>& hits, const std::string& hit) {
  return std::find(hits.begin(), hits.end(), hit) != hits.end();
}

TEST_F(SamplePipelineTest, FetchesIndexesAndFinds) {
  const ProgramResult result = update();
  ASSERT_EQ(result.exit_code, 0) << result.err;
  EXPECT_NE(result.out.find("Fetched 5 pages"), std::string::npos) << result.out;
  EXPECT_NE(result.out.find("Indexed 5 papers and 12 notes"), std::string::npos) << result.out;

  const std::vector<std::string> superposition = found("superposition");
  EXPECT_TRUE(
      contains(superposition, "paper https://circuits.example/2026/superposition-by-hand/"));
  EXPECT_TRUE(contains(superposition, "note 2026-01-20-superposition.md"));
  EXPECT_TRUE(contains(found("반복되는 단어를 찾는 인덕션 헤드는"),
                       "note 2026-02-09-in-context-learning.md"));
  EXPECT_TRUE(
      contains(found("희소 오토인코더"), "paper https://circuits.example/ko/sparse-autoencoders/"));
  EXPECT_TRUE(contains(found("probe"), "paper https://circuits.example/notes-on-probing/"));
  EXPECT_TRUE(found("zorbulate").empty())
      << "a word of scripts, comments, styles and drawings only";
}

TEST_F(SamplePipelineTest, DoesNoWorkTheSecondTime) {
  ASSERT_EQ(update().exit_code, 0);
  const std::size_t requests = server_.requests().size();
  const ProgramResult again = update();
  EXPECT_EQ(again.exit_code, 0) << again.err;
  EXPECT_EQ(again.out, "");
  EXPECT_EQ(server_.requests().size(), requests);
  EXPECT_EQ(machine_.run("mi-fetch", {}).out,
            "Fetched 0 pages (0 bytes), 0 unchanged, 5 fresh, 0 failed; 9 links to other sites not "
            "fetched.\n");
  EXPECT_EQ(machine_.run("mi-index", {}).out.substr(0, 15), "Nothing changed");
}

TEST_F(SamplePipelineTest, AsksWhetherAnOldCopyIsStillGoodAndCostsNothingMore) {
  configure(server_.endpoint(), "refresh_after = 0\n");
  ASSERT_EQ(update().exit_code, 0);
  const ProgramResult again = machine_.run("mi-fetch", {});
  EXPECT_NE(again.out.find("Fetched 0 pages (0 bytes), 5 unchanged"), std::string::npos)
      << again.out;
  EXPECT_NE(machine_.run("mi-index", {}).out.find("Nothing changed"), std::string::npos);
}

TEST_F(SamplePipelineTest, ReportsAPageThatFailsAndKeepsTheRestSearchable) {
  configure(server_.endpoint(), "refresh_after = 0\n");
  ASSERT_EQ(update().exit_code, 0);
  server_.answer("/notes-on-probing/", [](const SiteRequest&) {
    return SiteReply{503, {}, "busy"};
  });
  const ProgramResult result = machine_.run("mi-fetch", {});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_NE(result.out.find("4 unchanged, 0 fresh, 1 failed"), std::string::npos) << result.out;
  EXPECT_NE(result.out.find("  https://circuits.example/notes-on-probing/\n    503"),
            std::string::npos)
      << result.out;
  EXPECT_NE(result.out.find("(the copy fetched before is kept)\n    linked from 2026-"),
            std::string::npos)
      << result.out;
  EXPECT_TRUE(contains(found("probe"), "paper https://circuits.example/notes-on-probing/"));
}

TEST_F(SamplePipelineTest, NamesEveryPageAndNoteWhenTheSiteIsDown) {
  ASSERT_EQ(update().exit_code, 0);
  configure("127.0.0.1:9", "refresh_after = 0\n");  // the discard port: nobody listens
  const ProgramResult result = machine_.run("mi-fetch", {});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_NE(result.out.find("2 failed, 3 postponed"), std::string::npos) << result.out;
  for (const char* page :
       {"2025/reading-weights/", "2026/induction-by-counting/", "ko/sparse-autoencoders/"}) {
    EXPECT_NE(result.out.find(page), std::string::npos) << result.out;
  }
  EXPECT_NE(result.out.find("connection refused"), std::string::npos) << result.out;
  EXPECT_FALSE(found("superposition").empty());
}

TEST_F(SamplePipelineTest, ImportsTheSiteAsAMirrorWithoutNetwork) {
  const ProgramResult result =
      machine_.run("mi-fetch", {"--import-mirror", (kSamples / "site").string()});
  EXPECT_EQ(result.out, "Imported 5 pages, 0 unchanged, 0 other files skipped.\n") << result.err;
  EXPECT_TRUE(server_.requests().empty());
  ASSERT_EQ(machine_.run("mi-index", {}).exit_code, 0);
  EXPECT_TRUE(contains(found("superposition"),
                       "paper https://circuits.example/2026/superposition-by-hand/"));
}

TEST_F(SamplePipelineTest, ServesThePageAndTheAnswerAndPicksUpANewIndex) {
  RunningProgram daemon(program_path("mi-searchd"), {"--listen", "127.0.0.1:0"},
                        machine_.options());
  const std::string line = daemon.read_line();
  ASSERT_EQ(line.substr(0, 30), "Listening on http://127.0.0.1:") << line;
  const int port = std::stoi(line.substr(30));
  const auto get = [port](const std::string& target) {
    RawClient client(port);
    client.ask(target);
    return client.receive();
  };
  EXPECT_EQ(get("/api/v1/search?q=superposition").status, 503) << "there is no index yet";
  ASSERT_EQ(update().exit_code, 0);
  const RawReply answer = get("/api/v1/search?q=superposition");
  EXPECT_EQ(answer.status, 200);
  const Expected<Json> json = parse_json(answer.body);
  ASSERT_TRUE(json);
  EXPECT_FALSE((*json)["documents"].as_array().empty());
  const RawReply page = get("/?q=superposition");
  EXPECT_EQ(page.status, 200);
  EXPECT_NE(page.body.find("Superposition by Hand"), std::string::npos);
  EXPECT_NE(page.body.find("<mark>"), std::string::npos);
  EXPECT_EQ(get("/healthz").status, 200);
  daemon.send(SIGTERM);
  EXPECT_EQ(daemon.wait().exit_code, 0);
}

}  // namespace
}  // namespace mi
