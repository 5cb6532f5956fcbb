// mi-index as its user runs it: --status, --check, --watch.
#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <fstream>
#include <thread>

#include "core/file.h"
#include "core/json.h"
#include "tests/cli/programs.h"

namespace mi {
namespace {

namespace fs = std::filesystem;

class IndexTest : public testing::Test {
 protected:
  IndexTest() {
    machine_.home().write("notes/one.md", "# Superposition\n\nMore features than dimensions.\n");
    machine_.home().write("notes/two.md", "# Circuits\n\nFeatures that are wired together.\n");
  }

  ProgramResult index(const std::vector<std::string>& arguments) const {
    std::vector<std::string> all = {"--notes", "notes", "--data", "data"};
    all.insert(all.end(), arguments.begin(), arguments.end());
    return machine_.run("mi-index", all);
  }

  // The one folder of the notes' part that is published last.
  fs::path part() const {
    const std::string current = *read_file(machine_.home() / "data" / "index" / "CURRENT", 1000);
    const std::size_t begin = current.find("notes notes-") + 6;
    return machine_.home() / "data" / "index" /
           current.substr(begin, current.find('\n', begin) - begin);
  }

  UserMachine machine_;
};

TEST_F(IndexTest, SaysThatThereIsNoIndexYet) {
  const ProgramResult status = index({"--status"});
  EXPECT_EQ(status.exit_code, 1);
  EXPECT_NE(status.out.find("There is no index yet"), std::string::npos) << status.out;
  EXPECT_EQ(index({"--check"}).exit_code, 2);
}

TEST_F(IndexTest, SaysWhatIsIndexedAndWhatFailed) {
  machine_.home().write("notes/empty.md", "");
  ASSERT_EQ(index({}).exit_code, 0);
  const ProgramResult status = index({"--status"});
  EXPECT_EQ(status.exit_code, 0);
  for (const char* words :
       {"2 notes, 0 papers", "2 passages", "just now", "notes-000001", "empty.md: no body"}) {
    EXPECT_NE(status.out.find(words), std::string::npos) << words << " in\n" << status.out;
  }
  const ProgramResult as_json = index({"--status", "--json"});
  const Expected<Json> json = parse_json(as_json.out);
  ASSERT_TRUE(json) << as_json.out;
  EXPECT_EQ((*json)["documents"].as_int(), 2);
  EXPECT_EQ((*json)["passages"].as_int(), 2);
  EXPECT_GT((*json)["terms"].as_int(), 5);
  EXPECT_GT((*json)["bytes"].as_int(), 1000);
  EXPECT_EQ((*json)["generation"].as_string(), "notes-000001 papers-000001");
}

TEST_F(IndexTest, FindsDamageAndMendsItByRebuilding) {
  ASSERT_EQ(index({}).exit_code, 0);
  EXPECT_EQ(index({"--check"}).exit_code, 0);
  std::fstream(part() / "text", std::ios::in | std::ios::out | std::ios::binary)
      .seekp(60)
      .write("####", 4);
  const ProgramResult check = index({"--check"});
  EXPECT_EQ(check.exit_code, 2);
  EXPECT_NE(check.out.find("text is damaged at byte"), std::string::npos) << check.out;
  EXPECT_NE(check.out.find("mi-index --rebuild"), std::string::npos);
  EXPECT_EQ(index({"--rebuild"}).exit_code, 0);
  EXPECT_EQ(index({"--check"}).exit_code, 0);
}

TEST_F(IndexTest, NamesANoteWithoutTextOnceAndThenCountsIt) {
  machine_.home().write("notes/empty.md", "");
  EXPECT_NE(index({}).out.find("empty.md: no body"), std::string::npos);
  const ProgramResult again = index({});
  EXPECT_EQ(again.out.find("empty.md"), std::string::npos) << again.out;
  EXPECT_NE(again.out.find("1 note has no text; `mi-index --status` names it"), std::string::npos)
      << again.out;
  machine_.home().write("notes/blank.md", "\n");
  const ProgramResult more = index({});
  EXPECT_NE(more.out.find("blank.md: no body"), std::string::npos) << more.out;
  EXPECT_NE(more.out.find("1 note has no text"), std::string::npos) << more.out;
}

TEST_F(IndexTest, NamesTheLineOfTheGlossaryThatCannotBeRead) {
  machine_.home().write("data/glossary.tsv", "\xEC\x8B\xA0\xEA\xB2\xBD\tneuron\nno tab here\n");
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{}, {}, {"--status"}, {"--status", "--json"}}) {
    const ProgramResult result = index(arguments);
    EXPECT_EQ(result.exit_code, 0);
    EXPECT_NE(result.out.find("glossary.tsv, line 2: "), std::string::npos) << result.out;
  }
  RunningProgram server(program_path("mi-searchd"), {"--data", "data", "--listen", "127.0.0.1:0"},
                        machine_.options());
  EXPECT_EQ(server.read_line().substr(0, 12), "Listening on");
  server.send(SIGTERM);
  const ProgramResult ended = server.wait();
  EXPECT_NE(ended.err.find("glossary.tsv, line 2: "), std::string::npos) << ended.err;
}

TEST_F(IndexTest, FindsANoteInUtf16) {
  std::string bytes = "\xFF\xFE";
  for (const char c : std::string("# Marsupials\n\nThe wombat digs.\n")) bytes += {c, '\0'};
  machine_.home().write("notes/windows.md", bytes);
  ASSERT_EQ(index({}).exit_code, 0);
  const ProgramResult found = machine_.run("mi-search", {"--data", "data", "wombat"});
  EXPECT_EQ(found.exit_code, 0) << found.out;
  EXPECT_NE(found.out.find("Marsupials"), std::string::npos) << found.out;
}

TEST_F(IndexTest, RefusesTwoThingsAtOnce) {
  for (const char* other : {"--check", "--status", "--rebuild"})
    EXPECT_EQ(index({"--watch", other}).exit_code, 2) << other;
}

TEST_F(IndexTest, ReadsNothingAgainThatWasTouchedOrMoved) {
  ASSERT_EQ(index({}).exit_code, 0);
  const fs::path one = machine_.home() / "notes" / "one.md";
  fs::last_write_time(one, fs::last_write_time(one) + std::chrono::seconds(7));
  EXPECT_NE(index({}).out.find("Nothing changed"), std::string::npos);
  fs::create_directory(machine_.home() / "notes" / "folder");
  fs::rename(one, machine_.home() / "notes" / "folder" / "one.md");
  const ProgramResult moved = index({});
  EXPECT_NE(moved.out.find("0 read, 1 kept under a new name or date, 0 removed"), std::string::npos)
      << moved.out;
  const ProgramResult found = machine_.run("mi-search", {"--data", "data", "superposition"});
  EXPECT_NE(found.out.find("folder/one.md"), std::string::npos) << found.out;
}

TEST_F(IndexTest, ReadsARenamedNoteOnlyWhereItsNameMatters) {
  machine_.home().write("notes/first idea.md", "A note without a title of its own.\n");
  ASSERT_EQ(index({}).exit_code, 0);
  const fs::path notes = machine_.home() / "notes";
  fs::rename(notes / "one.md", notes / "2024-05-06-renamed.md");
  EXPECT_NE(index({}).out.find("1 read, 1 removed"), std::string::npos) << "its name has a date";
  fs::rename(notes / "two.md", notes / "renamed.md");
  EXPECT_NE(index({}).out.find("0 read, 1 kept under a new name or date"), std::string::npos);
  fs::rename(notes / "first idea.md", notes / "second idea.md");
  EXPECT_NE(index({}).out.find("1 read, 1 removed"), std::string::npos) << "its name is its title";
  const ProgramResult found = machine_.run("mi-search", {"--data", "data", "second idea"});
  EXPECT_NE(found.out.find("second idea"), std::string::npos) << found.out;
}

TEST_F(IndexTest, WatchesUntilItIsToldToEnd) {
  RunningProgram watch(program_path("mi-index"), {"--notes", "notes", "--data", "data", "--watch"},
                       machine_.options());
  EXPECT_EQ(watch.read_line(), "Indexed 0 papers and 2 notes in 2 passages: 2 read, 0 removed.");
  EXPECT_EQ(watch.read_line().substr(0, 10), "Watching 1");

  const ProgramResult second = index({"--watch"});
  EXPECT_EQ(second.exit_code, 75);
  EXPECT_NE(second.err.find("another mi-index --watch is watching"), std::string::npos);
  EXPECT_EQ(index({}).exit_code, 0) << "the lock is held only while it publishes";

  const auto saved = std::chrono::steady_clock::now();
  machine_.home().write("notes/new/deep/three.md", "# Three\n\nAnother sentence.\n");
  EXPECT_EQ(watch.read_line(), "Indexed 0 papers and 3 notes in 3 passages: 1 read, 0 removed.");
  // A second on a quiet machine; this one may be busy.
  EXPECT_LT(std::chrono::steady_clock::now() - saved, std::chrono::seconds(10));

  // As editors save: beside it, then renamed over it.
  machine_.home().write("notes/new/deep/.three.md.swp", "# Three\n\nA better sentence.\n");
  fs::rename(machine_.home() / "notes/new/deep/.three.md.swp",
             machine_.home() / "notes/new/deep/three.md");
  EXPECT_EQ(watch.read_line(), "Indexed 0 papers and 3 notes in 3 passages: 1 read, 0 removed.");

  fs::remove_all(machine_.home() / "notes" / "new");
  EXPECT_EQ(watch.read_line(), "Indexed 0 papers and 2 notes in 2 passages: 0 read, 1 removed.");

  watch.send(SIGTERM);
  EXPECT_EQ(watch.wait().exit_code, 0);
  EXPECT_EQ(index({"--check"}).exit_code, 0);
}

TEST_F(IndexTest, WaitsForAnotherWriterWhileItWatches) {
  RunningProgram watch(program_path("mi-index"), {"--notes", "notes", "--data", "data", "--watch"},
                       machine_.options());
  watch.read_line();
  watch.read_line();
  {
    const Expected<FileLock> lock = FileLock::acquire(machine_.home() / "data" / "index" / "lock");
    ASSERT_TRUE(lock);
    machine_.home().write("notes/three.md", "# Three\n\nAnother sentence.\n");
    std::this_thread::sleep_for(std::chrono::milliseconds(700));  // it tries meanwhile
    EXPECT_NE(index({"--status"}).out.find("2 notes"), std::string::npos);
  }
  EXPECT_EQ(watch.read_line(), "Indexed 0 papers and 3 notes in 3 passages: 1 read, 0 removed.");
  watch.send(SIGINT);
  EXPECT_EQ(watch.wait().exit_code, 0);
}

}  // namespace
}  // namespace mi
