#include "tests/cli/programs.h"

#include <gtest/gtest.h>

#include <fstream>

#include "core/file.h"
#include "core/json.h"
#include "tests/support/pdf_writer.h"

namespace mi {
namespace {

const std::vector<std::string> kPrograms = {"mi-fetch", "mi-index", "mi-update", "mi-search",
                                            "mi-searchd"};

class ProgramsTest : public testing::Test {
 protected:
  // Two notes in ~/notes, indexed into the default place.
  void index_notes() {
    machine_.home().write(
        "notes/one.md",
        "# Superposition\n\nA model may represent more features than dimensions.\n");
    machine_.home().write("notes/ko/둘.md",
                          "---\ntitle: 중첩 노트\ndraft: true\n---\n\n## 왜\n\n중첩을 공부한다.\n");
    const ProgramResult result = machine_.run("mi-index", {"--notes", "notes"});
    ASSERT_EQ(result.exit_code, 0) << result.err;
  }

  UserMachine machine_;
};

TEST_F(ProgramsTest, TellWhatTheyAreAndCanDo) {
  for (const std::string& program : kPrograms) {
    const ProgramResult version = machine_.run(program, {"--version"});
    EXPECT_EQ(version.exit_code, 0) << program;
    EXPECT_EQ(version.out, program + " " + MI_VERSION + "\n");
    const ProgramResult help = machine_.run(program, {"--help"});
    EXPECT_EQ(help.exit_code, 0) << program;
    for (const char* word : {"Usage: ", "--config", "--data", "--notes", "Exit codes: 0"}) {
      EXPECT_NE(help.out.find(word), std::string::npos) << program << ": " << word;
    }
  }
}

TEST_F(ProgramsTest, RefuseWhatTheyDoNotKnowAndSayWhereHelpIs) {
  for (const std::string& program : kPrograms) {
    const ProgramResult result = machine_.run(program, {"--bogus"});
    EXPECT_EQ(result.exit_code, 2) << program;
    EXPECT_EQ(result.out, "") << program;
    EXPECT_NE(result.err.find(program + " --help"), std::string::npos) << result.err;
  }
}

TEST_F(ProgramsTest, PrintTheSettingsInForce) {
  for (const std::string& program : kPrograms) {
    const ProgramResult result = machine_.run(program, {"--print-config", "--data", "here"});
    EXPECT_EQ(result.exit_code, 0) << program << result.err;
    EXPECT_NE(result.out.find("data = \"" + (machine_.home() / "here").string() + "\""),
              std::string::npos)
        << result.out;
  }
}

TEST_F(ProgramsTest, TakeTheOptionOverTheEnvironmentOverTheFile) {
  machine_.home().write("mi-search.toml", "data = \"of-the-file\"\nlisten = \"127.0.0.1:9999\"\n");
  ProgramOptions options = machine_.options();
  const auto data = [&](const std::vector<std::string>& arguments) {
    const ProgramResult result = run_program(program_path("mi-index"), arguments, options);
    const std::size_t begin = result.out.find("\ndata = ") + 1;
    return result.out.substr(begin, result.out.find('\n', begin) - begin);
  };
  const auto expected = [&](const char* name) {
    return "data = \"" + (machine_.home() / name).string() + "\"";
  };
  EXPECT_EQ(data({"--print-config"}), expected("of-the-file"));
  options.environment["MI_SEARCH_DATA"] = (machine_.home() / "of-the-environment").string();
  EXPECT_EQ(data({"--print-config"}), expected("of-the-environment"));
  EXPECT_EQ(data({"--print-config", "--data", "of-the-option"}), expected("of-the-option"));
}

TEST_F(ProgramsTest, TakeSeveralFoldersFromTheEnvironment) {
  ProgramOptions options = machine_.options();
  const auto notes = [&](const std::vector<std::string>& arguments) {
    const ProgramResult result = run_program(program_path("mi-index"), arguments, options);
    const std::size_t begin = result.out.find("\nnotes = ") + 1;
    return result.out.substr(begin, result.out.find('\n', begin) - begin);
  };
  const auto folder = [&](const char* name) {
    return "\"" + (machine_.home() / name).string() + "\"";
  };
  options.environment["MI_SEARCH_NOTES"] = "one:" + (machine_.home() / "two").string() + "::";
  EXPECT_EQ(notes({"--print-config"}), "notes = [" + folder("one") + ", " + folder("two") + "]");
  EXPECT_EQ(notes({"--print-config", "--notes", "a:b"}), "notes = [" + folder("a:b") + "]");
  options.environment["MI_SEARCH_NOTES"] = "";
  EXPECT_EQ(notes({"--print-config"}), "notes = []");
}

TEST_F(ProgramsTest, ReadANoteUpToTheLimitAndReportALongerOne) {
  machine_.home().write("mi-search.toml", "notes = [\"notes\"]\n[index]\nmax_note_bytes = 1000\n");
  const std::string longest = "superposition " + std::string(985, 'x') + "\n";
  ASSERT_EQ(longest.size(), 1000U);
  machine_.home().write("notes/at.md", longest);
  machine_.home().write("notes/past.md", "x" + longest);
  const ProgramResult result = machine_.run("mi-index", {});
  EXPECT_NE(result.out.find("1 note in 1 passage"), std::string::npos) << result.out;
  EXPECT_NE(result.out.find("past.md: longer than 1000 bytes"), std::string::npos) << result.out;
  EXPECT_EQ(result.out.find("at.md"), std::string::npos) << result.out;
  EXPECT_EQ(machine_.run("mi-search", {"superposition"}).exit_code, 0);
}

TEST_F(ProgramsTest, NameTheLineOfABadSetting) {
  machine_.home().write("bad.toml", "listen = \"127.0.0.1:1\"\nlisen = \"typo\"\n");
  for (const std::string& program : kPrograms) {
    const ProgramResult result = machine_.run(program, {"--config", "bad.toml", "x"});
    EXPECT_EQ(result.exit_code, 2) << program;
    if (program == "mi-search") {
      EXPECT_NE(result.err.find("bad.toml:2: lisen"), std::string::npos) << result.err;
    }
  }
}

TEST_F(ProgramsTest, AskForNotesWhereNoneAreSet) {
  for (const char* program : {"mi-fetch", "mi-index", "mi-update"}) {
    const ProgramResult result = machine_.run(program, {});
    EXPECT_EQ(result.exit_code, 2) << program;
    EXPECT_NE(result.err.find("--notes FOLDER"), std::string::npos) << result.err;
    const ProgramResult missing = machine_.run(program, {"--notes", "nowhere"});
    EXPECT_EQ(missing.exit_code, 2) << program;
    EXPECT_NE(missing.err.find("nowhere"), std::string::npos) << missing.err;
  }
}

TEST_F(ProgramsTest, KeepTheIndexWhenTheNotesFolderIsNotThere) {
  index_notes();
  std::filesystem::rename(machine_.home() / "notes", machine_.home() / "unmounted");
  EXPECT_EQ(machine_.run("mi-index", {"--notes", "notes"}).exit_code, 2);
  EXPECT_EQ(machine_.run("mi-search", {"superposition"}).exit_code, 0);
}

TEST_F(ProgramsTest, EndWith75WhenAnotherProgramIsWriting) {
  index_notes();
  const Expected<FileLock> lock =
      FileLock::acquire(machine_.home() / ".local/share/mi-search/index/lock");
  ASSERT_TRUE(lock);
  for (const char* program : {"mi-fetch", "mi-index", "mi-update"}) {
    const ProgramResult result = machine_.run(program, {"--notes", "notes"});
    EXPECT_EQ(result.exit_code, 75) << program << result.err;
    EXPECT_NE(result.err.find("another mi-search program"), std::string::npos) << result.err;
  }
  EXPECT_EQ(machine_.run("mi-search", {"superposition"}).exit_code, 0) << "reading needs no lock";
}

TEST_F(ProgramsTest, SearchSaysByItsExitCodeWhetherAnythingWasFound) {
  index_notes();
  EXPECT_EQ(machine_.run("mi-search", {"superposition"}).exit_code, 0);
  const ProgramResult nothing = machine_.run("mi-search", {"zorbulate"});
  EXPECT_EQ(nothing.exit_code, 1);
  EXPECT_EQ(nothing.out, "");
  EXPECT_NE(nothing.err.find("Nothing found for: zorbulate"), std::string::npos);
  EXPECT_EQ(machine_.run("mi-search", {}).exit_code, 2);
  EXPECT_EQ(machine_.run("mi-search", {std::string(2000, 'x')}).exit_code, 2);
}

TEST_F(ProgramsTest, SearchSaysHowToMakeAnIndex) {
  const ProgramResult result = machine_.run("mi-search", {"superposition"});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_NE(result.err.find("mi-update --notes"), std::string::npos) << result.err;
}

TEST_F(ProgramsTest, SearchPrintsOnePassageALineAsJson) {
  index_notes();
  const ProgramResult result =
      machine_.run("mi-search", {"--format", "jsonl", "--no-expand", "중첩을"});
  ASSERT_EQ(result.exit_code, 0) << result.err;
  const Expected<Json> line = parse_json(result.out);
  ASSERT_TRUE(line) << result.out;
  EXPECT_EQ((*line)["rank"].as_int(), 1);
  EXPECT_EQ((*line)["doc"].as_string(), "ko/둘.md");
  EXPECT_EQ((*line)["title"].as_string(), "중첩 노트");
  EXPECT_EQ((*line)["kind"].as_string(), "note");
  EXPECT_EQ((*line)["heading"].as_array().front().as_string(), "왜");
  EXPECT_EQ((*line)["text"].as_string(), "중첩을 공부한다.");
  EXPECT_TRUE((*line)["anchor"].is_string());
  EXPECT_TRUE((*line)["url"].is_string());
  EXPECT_GT((*line)["score"].as_double(), 0);
}

TEST_F(ProgramsTest, SearchPrintsTheWholeAnswerAsJson) {
  index_notes();
  const ProgramResult result = machine_.run("mi-search", {"--format", "json", "superposition"});
  ASSERT_EQ(result.exit_code, 0) << result.err;
  const Expected<Json> answer = parse_json(result.out);
  ASSERT_TRUE(answer) << result.out;
  EXPECT_EQ((*answer)["schema"].as_int(), 1);
  EXPECT_EQ((*answer)["documents"].as_array().size(), 1U);
  const ProgramResult none = machine_.run("mi-search", {"--format", "json", "zorbulate"});
  EXPECT_EQ(none.exit_code, 1);
  EXPECT_TRUE(parse_json(none.out)) << "an answer with no hits is still an answer";
}

TEST_F(ProgramsTest, SearchSaysSoWhenItsAnswerCannotBeWritten) {
  index_notes();
  const ProgramResult result = run_program(
      "/bin/sh", {"-c", program_path("mi-search").string() + " superposition >/dev/full"},
      machine_.options());
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_NE(result.err.find("cannot write the answer"), std::string::npos) << result.err;
}

TEST_F(ProgramsTest, IndexFollowsTheNotesAndDoesNothingTwice) {
  index_notes();
  const ProgramResult again = machine_.run("mi-index", {"--notes", "notes"});
  EXPECT_EQ(again.out, "Nothing changed: 0 papers and 2 notes in 2 passages.\n");
  std::filesystem::remove(machine_.home() / "notes/one.md");
  machine_.home().write("notes/three.md", "Polysemantic neurons.\n");
  const ProgramResult changed = machine_.run("mi-index", {"--notes", "notes"});
  EXPECT_EQ(changed.out, "Indexed 0 papers and 2 notes in 2 passages: 1 read, 1 removed.\n");
  EXPECT_EQ(machine_.run("mi-search", {"superposition"}).exit_code, 1)
      << "nothing deleted is served";
  EXPECT_EQ(machine_.run("mi-search", {"polysemantic"}).exit_code, 0);
}

TEST_F(ProgramsTest, SayHowToLeaveAWordOut) {
  index_notes();
  const ProgramResult option = machine_.run("mi-search", {"superposition", "-vision"});
  EXPECT_EQ(option.exit_code, 2);
  EXPECT_NE(option.err.find("mi-search -- superposition -vision"), std::string::npos) << option.err;
  EXPECT_EQ(machine_.run("mi-search", {"--", "superposition", "-vision"}).exit_code, 0);
  EXPECT_EQ(machine_.run("mi-search", {"--", "superposition", "-features"}).exit_code, 1);
  const ProgramResult alone = machine_.run("mi-search", {"--", "-superposition"});
  EXPECT_NE(alone.err.find("-words only leave out"), std::string::npos) << alone.err;
}

TEST_F(ProgramsTest, SearchGivesTheHintOfLeftOutWordsToThoseAlone) {
  const auto hinted = [&](const std::vector<std::string>& arguments) {
    const ProgramResult result = machine_.run("mi-search", arguments);
    EXPECT_EQ(result.exit_code, 2) << result.out;
    return result.err.find("To leave a word out") != std::string::npos;
  };
  EXPECT_TRUE(hinted({"superposition", "-vision"}));
  EXPECT_TRUE(hinted({"superposition", "-neuron"})) << "begins like -n";
  EXPECT_TRUE(hinted({"superposition", "-시각"}));
  EXPECT_FALSE(hinted({"superposition", "--bogus"}));
  EXPECT_FALSE(hinted({"-n", "0", "superposition"}));
  EXPECT_FALSE(hinted({"-n0", "superposition"}));
  EXPECT_FALSE(hinted({"--format", "xml", "--", "superposition", "-vision"}));
}

TEST_F(ProgramsTest, SearchTakesOneExpansionWithEachDrop) {
  index_notes();
  EXPECT_NE(machine_.run("mi-search", {"중첩"}).out.find("one.md"), std::string::npos);
  const ProgramResult one = machine_.run("mi-search", {"--drop", "Superposition", "중첩"});
  EXPECT_EQ(one.exit_code, 0) << one.err;
  EXPECT_EQ(one.out.find("one.md"), std::string::npos) << one.out;
  EXPECT_EQ(one.err, "");
  const ProgramResult two =
      machine_.run("mi-search", {"--drop", "super position", "--drop", "zorbulate", "중첩"});
  EXPECT_EQ(two.exit_code, 0) << two.err;
  EXPECT_EQ(two.out.find("one.md"), std::string::npos) << two.out;
  EXPECT_EQ(two.err, "--drop zorbulate: nothing of that name was searched besides\n");
}

TEST_F(ProgramsTest, SearchTellsTheEndOfTheResultsFromNoResult) {
  index_notes();
  const ProgramResult past = machine_.run("mi-search", {"--offset", "5", "superposition"});
  EXPECT_EQ(past.exit_code, 1);
  EXPECT_EQ(past.err, "No further results for: superposition\n  1 passage matches.\n");
}

TEST_F(ProgramsTest, SearchPrintsACommandThatReproducesItsAnswer) {
  machine_.home().write("my notes/a.md",
                        "# Superposition\n\nSuperposition one.\n\n## B\n\nSuperposition two.\n\n"
                        "## C\n\nSuperposition three.\n");
  ASSERT_EQ(machine_.run("mi-index", {"--notes", "my notes", "--data", "my data"}).exit_code, 0);
  const ProgramResult result =
      machine_.run("mi-search", {"--data", "my data", "--no-expand", "--as-typed", "--drop", "a b",
                                 "-n", "1", "superposition"});
  ASSERT_EQ(result.exit_code, 0) << result.err;
  const std::string begin =
      "mi-search --data 'my data' --no-expand --as-typed --drop 'a b' -- 'superposition in:";
  EXPECT_NE(result.out.find(begin), std::string::npos) << result.out;
  const std::size_t at = result.out.find(begin) + std::string("mi-search").size();
  const ProgramResult again =
      run_program("/bin/sh",
                  {"-c", program_path("mi-search").string() +
                             result.out.substr(at, result.out.find('\n', at) - at)},
                  machine_.options());
  EXPECT_EQ(again.exit_code, 0) << again.err;
  EXPECT_NE(again.out.find("3 passages in 1 document"), std::string::npos) << again.out;
}

TEST_F(ProgramsTest, LetNoFileNameDriveTheTerminal) {
  machine_.home().write("notes/huge\x1b]0;owned\x07\nname.md", std::string(9U << 20U, 'x'));
  const ProgramResult result = machine_.run("mi-index", {"--notes", "notes"});
  EXPECT_EQ(result.out.find('\x1b'), std::string::npos) << result.out;
  EXPECT_EQ(result.out.find("\nname"), std::string::npos) << result.out;
  EXPECT_NE(result.out.find("longer than"), std::string::npos) << result.out;
}

TEST_F(ProgramsTest, KeepAPaperWhoseRecordIsDamaged) {
  machine_.home().write(
      "mirror/circuits.example/a/index.html",
      "<html><body><article><h1>Okapi</h1><p>" + std::string(200, ' ') +
          "The okapi is a word that no other page has, and this page says a good many "
          "words more so that nobody takes it for an empty shell.</p></article></body></html>");
  machine_.home().write("notes/a.md", "A note.\n");
  ASSERT_EQ(machine_.run("mi-fetch", {"--import-mirror", "mirror"}).exit_code, 0);
  ASSERT_EQ(machine_.run("mi-index", {"--notes", "notes"}).exit_code, 0);
  ASSERT_EQ(machine_.run("mi-search", {"okapi"}).exit_code, 0);
  const std::filesystem::path pages =
      machine_.home() / ".local/share/mi-search/pages/circuits.example";
  for (const auto& entry : std::filesystem::directory_iterator(pages)) {
    if (entry.path().extension() == ".json") std::ofstream(entry.path()) << "{}";
  }
  const ProgramResult result = machine_.run("mi-index", {"--notes", "notes"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_NE(result.out.find(".json"), std::string::npos) << result.out;
  EXPECT_EQ(machine_.run("mi-search", {"okapi"}).exit_code, 0) << "its text is as good as before";
}

TEST_F(ProgramsTest, FindWhatAPdfSaysOnItsPage) {
  PdfWriter writer;
  writer.begin_page();
  writer.write(72, 100, 10, "The first page is about nothing.");
  writer.begin_page();
  writer.write(72, 80, 14, "2 Animals", PdfWriter::Font::bold);
  writer.write(72, 100, 10, "The okapi stands on the second.");
  machine_.home().write("okapi.pdf", writer.finish());
  machine_.home().write("scan.pdf", PdfWriter().finish());
  machine_.home().write("notes/a.md", "A note.\n");
  for (const std::string name : {"okapi", "scan"}) {
    ASSERT_EQ(machine_
                  .run("mi-fetch", {"--import", name + ".pdf", "--url",
                                    "https://circuits.example/" + name + ".pdf"})
                  .exit_code,
              0);
  }
  const ProgramResult indexed = machine_.run("mi-index", {"--notes", "notes"});
  EXPECT_EQ(indexed.exit_code, 0);
  EXPECT_NE(indexed.out.find("circuits.example/scan.pdf: it is a PDF without pages"),
            std::string::npos)
      << indexed.out;
  const ProgramResult found = machine_.run("mi-search", {"--format", "jsonl", "okapi"});
  EXPECT_EQ(found.exit_code, 0);
  EXPECT_NE(found.out.find("https://circuits.example/okapi.pdf#page=2"), std::string::npos)
      << found.out;
}

TEST_F(ProgramsTest, OverlappingNotesFoldersListAFileOnce) {
  machine_.home().write("a/sub/one.md", "okapi\n");
  const ProgramResult result =
      machine_.run("mi-index", {"--notes", "a", "--notes", "a/sub", "--notes", "a"});
  EXPECT_NE(result.out.find("0 papers and 1 note "), std::string::npos) << result.out;
}

TEST_F(ProgramsTest, SeveralNotesFoldersAreOneSet) {
  machine_.home().write("a/same.md", "alpha\n");
  machine_.home().write("b/same.md", "beta\n");
  ASSERT_EQ(machine_.run("mi-index", {"--notes", "a", "--notes", "b"}).exit_code, 0);
  EXPECT_NE(
      machine_.run("mi-search", {"--format", "jsonl", "alpha"}).out.find("\"doc\":\"same.md\""),
      std::string::npos);
  EXPECT_NE(
      machine_.run("mi-search", {"--format", "jsonl", "beta"}).out.find("\"doc\":\"b/same.md\""),
      std::string::npos);
}

}  // namespace
}  // namespace mi
