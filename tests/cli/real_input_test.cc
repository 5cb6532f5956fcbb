// The whole pipeline on real input: the pages of ../shared/web are served over HTTPS on loopback
// under their real host names, the notes of ../shared/notes are the reader's, and the programs run
// as a user would run them. No request leaves the machine: every host is pinned.
//
// The data is no part of the project; where it is not there, the test says so and skips.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>

#include "core/json.h"
#include "tests/cli/programs.h"
#include "tests/support/site_server.h"

namespace mi {
namespace {

namespace fs = std::filesystem;

fs::path shared_folder() {
  const char* variable = std::getenv("MI_TEST_SHARED");
  return variable == nullptr ? fs::path(MI_SHARED_DIR) : fs::path(variable);
}

const std::vector<std::string> kHosts = {"distill.pub", "transformer-circuits.pub",
                                         "physics.allen-zhu.com"};

// One machine for all tests of the suite: the pipeline runs once.
class RealInputTest : public testing::Test {
 protected:
  struct World {
    TestCa ca;
    SiteServer server{ca.issue(kHosts), {shared_folder() / "web", 0}};
    UserMachine machine;
    ProgramResult first;
    ProgramResult second;
    std::size_t requests_of_first = 0;
    std::size_t requests_of_second = 0;

    World() {
      std::string config =
          "notes = [\"" + (shared_folder() / "notes").string() + "\"]\n" +
          "data = \"data\"\nsites = [\"distill.pub\", \"transformer-circuits.pub\", "
          "\"physics.allen-zhu.com\"]\n[fetch]\ndelay = 0\nallow_private = [\"127.0.0.1\"]\n" +
          "ca_file = \"" + ca.write_to(machine.home().path()).string() + "\"\n[fetch.pin]\n";
      for (const std::string& host : kHosts)
        config += "\"" + host + "\" = \"" + server.endpoint() + "\"\n";
      machine.home().write("mi-search.toml", config);
      first = machine.run("mi-update", {});
      requests_of_first = server.requests().size();
      second = machine.run("mi-update", {});
      requests_of_second = server.requests().size() - requests_of_first;
    }
  };

  static void SetUpTestSuite() {
    if (fs::exists(shared_folder() / "web") && fs::exists(shared_folder() / "notes")) {
      world_ = std::make_unique<World>();
    }
  }
  static void TearDownTestSuite() { world_.reset(); }

  void SetUp() override {
    if (world_ == nullptr)
      GTEST_SKIP() << "there are no real pages at " << shared_folder().string();
    ASSERT_EQ(world_->first.exit_code, 0) << world_->first.err;
  }

  static std::vector<Json> search(const std::string& query, int count = 10) {
    const ProgramResult result = world_->machine.run(
        "mi-search", {"--format", "jsonl", "--as-typed", "-n", std::to_string(count), query});
    EXPECT_NE(result.exit_code, 2) << query << ": " << result.err;
    std::vector<Json> hits;
    std::istringstream lines(result.out);
    for (std::string line; std::getline(lines, line);) {
      const Expected<Json> hit = parse_json(line);
      EXPECT_TRUE(hit) << line;
      if (hit) hits.push_back(*hit);
    }
    return hits;
  }

  static std::unique_ptr<World> world_;
};

std::unique_ptr<RealInputTest::World> RealInputTest::world_;

std::string heading_path(const Json& hit) {
  std::string path;
  for (const Json& heading : hit["heading"].as_array()) {
    path += (path.empty() ? "" : " > ") + std::string(heading.as_string());
  }
  return path;
}

TEST_F(RealInputTest, BringsEachPaperOfTheMissionThrough) {
  const struct {
    const char *id, *title, *first_author;
    std::size_t authors;
    const char* date;
    const char* query;  // words of one section
    const char* heading;
    const char* anchor;
  } kPapers[] = {
      {"https://distill.pub/2020/circuits/zoom-in/", "Zoom In: An Introduction to Circuits",
       "Chris Olah", 6, "2020-03-10", "circuit 3 cars in superposition",
       "Claim 2: Circuits > Circuit 3: Cars in Superposition", "claim-2-superposition"},
      {"https://transformer-circuits.pub/2021/framework/",
       "A Mathematical Framework for Transformer Circuits", "Nelson Elhage", 25, "2021-12-22",
       "\"virtual weights\" linear residual stream",
       "Transformer Overview > Virtual Weights and the Residual Stream as a Communication Channel "
       "> Virtual Weights",
       "virtual-weights"},
      {"https://transformer-circuits.pub/2022/toy_model/", "Toy Models of Superposition",
       "Nelson Elhage", 16, "2022-09-14", "\"feature dimensionality\" uniform superposition",
       "The Geometry of Superposition > Uniform Superposition > Feature Dimensionality",
       "feature-dimensionality"},
      {"https://transformer-circuits.pub/2022/in-context-learning-and-induction-heads/",
       "In-context Learning and Induction Heads", "Catherine Olsson", 26, "2022-03-08",
       "per-token loss analysis", "Key Concepts > Per-Token Loss Analysis",
       "per-token-loss-analysis"},
      {"https://transformer-circuits.pub/2023/monosemantic-features/",
       "Towards Monosemanticity: Decomposing Language Models With Dictionary Learning",
       "Trenton Bricken", 24, "2023-10-04",
       "decomposing language models dictionary learning \"sparse autoencoder\" one-layer "
       "transformer",
       "", ""},
      {"https://transformer-circuits.pub/2024/scaling-monosemanticity/",
       "Scaling Monosemanticity: Extracting Interpretable Features from Claude 3 Sonnet",
       "Adly Templeton", 26, "2024-05-21", "golden gate bridge feature neighborhoods",
       "Feature Survey > Exploring Feature Neighborhoods > Golden Gate Bridge feature",
       "golden-gate-bridge-feature"},
      {"https://physics.allen-zhu.com/", "Physics of Language Models", "", 0, "",
       "magic of canon layers",
       "Physics of Language Models: abstracts > Part 4.1, Architecture Design and the Magic of "
       "Canon Layers "
       "(arXiv:2512.17351)",
       ""},
  };
  for (const auto& paper : kPapers) {
    const ProgramResult answer =
        world_->machine.run("mi-search", {"--format", "json", "-n", "30", paper.query});
    const Expected<Json> json = parse_json(answer.out);
    ASSERT_TRUE(json) << paper.query;
    const auto& documents = (*json)["documents"].as_array();
    const auto found = std::find_if(documents.begin(), documents.end(), [&](const Json& document) {
      return document["id"].as_string() == paper.id;
    });
    ASSERT_NE(found, documents.end()) << paper.id << " for: " << paper.query;
    const Json& document = *found;
    EXPECT_EQ(document["title"].as_string(), paper.title);
    EXPECT_EQ(document["kind"].as_string(), "paper");
    EXPECT_EQ(document["date"].as_string(), paper.date) << paper.id;
    const auto& authors = document["authors"].as_array();
    if (paper.authors > 0) {
      EXPECT_EQ(authors.size(), paper.authors) << paper.id;
    }
    if (*paper.first_author != 0) {
      ASSERT_FALSE(authors.empty()) << paper.id;
      EXPECT_EQ(authors.front().as_string(), paper.first_author);
    }
    const Json& hit = document["hits"].as_array().front();
    EXPECT_EQ(heading_path(hit), paper.heading) << paper.id;
    EXPECT_EQ(hit["anchor"].as_string(), paper.anchor) << paper.id;
    EXPECT_FALSE(document["fetched"].as_string().empty());
  }
}

TEST_F(RealInputTest, FindsPapersAndNotesForOneQuery) {
  bool paper = false;
  bool note = false;
  for (const Json& hit : search("superposition", 50)) {
    paper = paper || hit["kind"].as_string() == "paper";
    note = note || hit["kind"].as_string() == "note";
  }
  EXPECT_TRUE(paper);
  EXPECT_TRUE(note);
  const std::vector<Json> korean = search("중첩이란 무엇인가");
  ASSERT_FALSE(korean.empty());
  EXPECT_EQ(korean.front()["kind"].as_string(), "note");
}

TEST_F(RealInputTest, FindsNothingForWordsThatLiveInScriptsCommentsDrawingsAndImages) {
  for (const char* word : {"innerHTML", "decoy", "unfinished", "iVBORw0KGgo", "katex", "webpack",
                           "xmlns", "viewBox", "fbcdn", "prerendered"}) {
    const std::vector<Json> hits = search(word);
    EXPECT_TRUE(hits.empty()) << word << ": " << hits.front()["text"].as_string();
  }
}

TEST_F(RealInputTest, ReportsWhatCouldNotBeFetchedWithTheNoteAndTheLine) {
  const std::string& out = world_->first.out;
  const std::size_t at = out.find("https://transformer-circuits.pub/\n");
  ASSERT_NE(at, std::string::npos) << out;
  const std::string report = out.substr(at, 300);
  EXPECT_NE(report.find("404"), std::string::npos) << report;
  EXPECT_NE(report.find("linked from "), std::string::npos) << report;
  EXPECT_NE(report.find(".md:"), std::string::npos) << report;
}

TEST_F(RealInputTest, FetchesAPageOnceHoweverManyNotesLinkToIt) {
  std::vector<std::string> asked;
  for (const SiteRequest& request : world_->server.requests()) {
    asked.push_back(request.host + request.path);
  }
  asked.resize(world_->requests_of_first);
  std::sort(asked.begin(), asked.end());
  const auto twice = std::adjacent_find(asked.begin(), asked.end());
  EXPECT_EQ(twice, asked.end()) << *twice;
}

TEST_F(RealInputTest, DoesNoWorkTheSecondTime) {
  EXPECT_EQ(world_->second.exit_code, 0) << world_->second.err;
  EXPECT_EQ(world_->second.out, "") << "nothing changed: silent, as cron wants it";
  // A page that failed is asked for again; nothing else is.
  EXPECT_LE(world_->requests_of_second, 1U);
}

}  // namespace
}  // namespace mi
