// Whole answers to a search, over a small collection of our own writing, from the files of notes
// and pages to what a reader gets: compared with the files in tests/cli/golden. Where an answer is
// meant to change:
//
//   MI_WRITE_GOLDEN=1 build/tests/cli/cli_test --gtest_filter='Golden*'
//
// writes them anew, and `git diff` shows what changed.

#include <gtest/gtest.h>

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <memory>
#include <regex>
#include <string>
#include <utility>
#include <vector>

#include "tests/cli/programs.h"
#include "tests/searchd/raw_client.h"

namespace mi {
namespace {

namespace fs = std::filesystem;

const fs::path kGolden = fs::path(MI_SOURCE_DIR) / "tests/cli/golden";

std::string read_whole(const fs::path& file) {
  std::ifstream stream(file);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

class GoldenTest : public testing::Test {
 protected:
  GoldenTest() {
    fs::copy(kGolden / "notes", machine_.home() / "notes");
    run("mi-fetch", {"--import-mirror", (kGolden / "mirror").string()});
    run("mi-index", {"--notes", "notes"});
  }

  std::string run(const std::string& program, const std::vector<std::string>& arguments) {
    const ProgramResult result = machine_.run(program, arguments);
    EXPECT_EQ(result.exit_code, 0) << program << result.err;
    return result.out;
  }

  // What mi-searchd answers.
  std::string get(const std::string& target) {
    if (!daemon_) {
      daemon_ = std::make_unique<RunningProgram>(
          program_path("mi-searchd"), std::vector<std::string>{"--listen", "127.0.0.1:0"},
          machine_.options());
      const std::string line = daemon_->read_line();
      port_ = std::atoi(line.c_str() + line.rfind(':') + 1);
    }
    RawClient client(port_);
    EXPECT_TRUE(client.ask(target));
    const RawReply reply = client.receive();
    EXPECT_EQ(reply.status, 200) << target;
    return reply.body;
  }

  // What differs from run to run, taken out: times, places, and digests of the page's files.
  std::string without_chance(std::string text) const {
    const std::vector<std::pair<std::string, std::string>> changes = {
        {machine_.home().path().string(), "/home/me"},
        {R"("took_ms":[0-9.e-]+)", R"("took_ms":0)"},
        {R"("generation":"[^"]*")", R"("generation":"...")"},
        {R"("fetched":"[^"]*")", R"("fetched":"...")"},
        {R"([0-9]+\.[0-9]+ ms)", "0.0 ms"},
        {R"(/assets/([a-z]+)\.[0-9a-f]+\.)", "/assets/$1.0."},
        {R"(<time datetime="[^"]*">[^<]*</time>)", "<time>...</time>"},
    };
    for (const auto& [pattern, replacement] : changes)
      text = std::regex_replace(text, std::regex(pattern), replacement);
    return text;
  }

  // `between` is where lines are broken, so that a difference can be read.
  void expect_golden(const std::string& name, const std::string& answer,
                     const std::pair<std::string, std::string>& between = {}) const {
    std::string text = without_chance(answer);
    if (!between.first.empty())
      text = std::regex_replace(text, std::regex(between.first), between.second);
    if (!text.ends_with('\n')) text += '\n';
    if (std::getenv("MI_WRITE_GOLDEN") != nullptr) std::ofstream(kGolden / name) << text;
    EXPECT_EQ(text, read_whole(kGolden / name)) << name;
  }

  void expect_golden_json(const std::string& name, const std::string& answer) const {
    expect_golden(name, answer, {",\"", ",\n\""});
  }

  void expect_golden_html(const std::string& name, const std::string& answer) const {
    expect_golden(name, answer, {"><", ">\n<"});
  }

  UserMachine machine_;
  std::unique_ptr<RunningProgram> daemon_;
  int port_ = 0;
};

TEST_F(GoldenTest, AnswersAreWhatTheyWere) {
  expect_golden_json("search.json", get("/api/v1/search?q=superposition"));
  expect_golden_json("search-ko.json", get("/api/v1/search?q=%EC%A4%91%EC%B2%A9%EC%9D%B4&explain=1"
                                           "&facets=1"));
  expect_golden_html("page.html", get("/?q=superposition"));
}

TEST_F(GoldenTest, TheTerminalSaysWhatItSaid) {
  expect_golden("search.txt", run("mi-search", {"superposition"}));
  expect_golden("search-ko.txt", run("mi-search", {"중첩이"}));
}

}  // namespace
}  // namespace mi
