// The units for systemd, as `make install` writes them.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

#include "tests/cli/programs.h"

namespace mi {
namespace {

namespace fs = std::filesystem;

const std::vector<std::string> kServices = {"mi-searchd.service", "mi-update.service"};

std::string read_whole(const fs::path& file) {
  std::ifstream stream(file);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

class UnitsTest : public testing::Test {
 protected:
  // Below a prefix of the test's own, beside links to the programs.
  UnitsTest() : prefix_(machine_.home() / "prefix") {
    const ProgramResult installed = run_program(
        MI_CMAKE,
        {"--install", MI_BUILD_DIR, "--prefix", prefix_.string(), "--component", "units"});
    EXPECT_EQ(installed.exit_code, 0) << installed.err;
    fs::create_directories(prefix_ / "bin");
    for (const char* name : {"mi-searchd", "mi-update"})
      fs::create_symlink(program_path(name), prefix_ / "bin" / name);
  }

  fs::path unit(const std::string& name) const { return prefix_ / "share/systemd/user" / name; }

  // The words of its one ExecStart.
  std::vector<std::string> command_of(const std::string& service) const {
    constexpr std::string_view kKey = "\nExecStart=";
    const std::string text = read_whole(unit(service));
    const std::size_t at = text.find(kKey);
    if (at == std::string::npos || text.find(kKey, at + 1) != std::string::npos) return {};
    const std::size_t begin = at + kKey.size();
    std::istringstream words(text.substr(begin, text.find('\n', begin) - begin));
    return {std::istream_iterator<std::string>(words), std::istream_iterator<std::string>()};
  }

  UserMachine machine_;
  fs::path prefix_;
};

TEST_F(UnitsTest, StartTheProgramsThatAreInstalledWithOptionsThatTheyKnow) {
  for (const std::string& service : kServices) {
    std::vector<std::string> words = command_of(service);
    ASSERT_FALSE(words.empty()) << service;
    const fs::path program = words.front();
    EXPECT_EQ(program.parent_path(), prefix_ / "bin") << service;
    words.erase(words.begin());
    words.emplace_back("--print-config");
    const ProgramResult result = run_program(program, words, machine_.options());
    EXPECT_EQ(result.exit_code, 0) << service << result.err;
  }
}

TEST_F(UnitsTest, SatisfySystemd) {
  const fs::path verifier = "/usr/bin/systemd-analyze";
  if (!fs::exists(verifier)) GTEST_SKIP() << "systemd-analyze is not there";
  ProgramOptions options = machine_.options();
  options.environment["XDG_RUNTIME_DIR"] = machine_.home().path().string();
  for (const char* name :
       {"mi-searchd.service", "mi-searchd.socket", "mi-update.service", "mi-update.timer"}) {
    const ProgramResult result =
        run_program(verifier, {"verify", "--user", "--man=no", unit(name).string()}, options);
    EXPECT_EQ(result.exit_code, 0) << name;
    EXPECT_EQ(result.out + result.err, "") << name;
  }
}

TEST_F(UnitsTest, GiveNobodyMoreThanIsNeeded) {
  for (const std::string& service : kServices) {
    const std::string text = read_whole(unit(service));
    for (const char* line : {"\nNoNewPrivileges=yes\n", "\nProtectSystem=strict\n",
                             "\nPrivateTmp=yes\n", "\nMemoryDenyWriteExecute=yes\n",
                             "\nSystemCallFilter=@system-service\n", "\nUMask=0077\n"}) {
      EXPECT_NE(text.find(line), std::string::npos) << service << line;
    }
  }
}

TEST_F(UnitsTest, ListenOnTheLoopbackOnly) {
  EXPECT_NE(read_whole(unit("mi-searchd.socket")).find("\nListenStream=127.0.0.1:8765\n"),
            std::string::npos);
}

}  // namespace
}  // namespace mi
