#include "core/glossary_files.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "core/file.h"
#include "core/paths.h"
#include "tests/support/temporary_folder.h"

namespace mi {
namespace {

namespace fs = std::filesystem;

class GlossaryFiles : public testing::Test {
 protected:
  GlossaryFiles() { config_.data = folder_.path(); }

  void write(const fs::path& path, std::string_view text) {
    ASSERT_TRUE(make_folder(path.parent_path()));
    ASSERT_TRUE(write_file_atomically(path, text, Sync::none));
  }

  // The first thing that 중첩 leads to, and who says so.
  static std::string first_of(const Glossary& glossary) {
    const std::vector<GlossaryExpansion> expansions = glossary.expand("중첩");
    if (expansions.empty()) return "";
    return expansions.front().text + " (" + name_of(expansions.front().source) + ")";
  }

  TemporaryFolder folder_;
  Config config_;
};

TEST_F(GlossaryFiles, AreNotNeeded) {
  const LoadedGlossary loaded = load_glossary(config_, {config_.data / "index/notes-000001"});
  EXPECT_EQ(first_of(loaded.glossary), "superposition (shipped)");
  EXPECT_TRUE(loaded.problems.empty());
}

TEST_F(GlossaryFiles, AreReadInOrderOfTrust) {
  const fs::path part = config_.data / "index/notes-000001";
  write(part / kPartGlossaryFile, "중첩\toverlap\t\t3\ta.md:1\n");
  EXPECT_EQ(first_of(load_glossary(config_, {part}).glossary), "overlap (mined)");
  write(user_glossary_file(config_), "중첩\tnesting\n");
  EXPECT_EQ(first_of(load_glossary(config_, {part}).glossary), "nesting (user)");
  config_.glossary = config_.data / "terms/mine.tsv";
  write(config_.glossary, "- 중첩\toverlap\n");
  EXPECT_EQ(first_of(load_glossary(config_, {part}).glossary), "superposition (shipped)");
}

TEST_F(GlossaryFiles, HoldTheBridgeOfAPart) {
  const fs::path notes = config_.data / "index/notes-000001";
  const fs::path papers = config_.data / "index/papers-000001";
  write(papers / kPartBridgeFile, "중첩\tpile\n환상\tillusion\n");
  const Glossary glossary = load_glossary(config_, {notes, papers}).glossary;
  EXPECT_EQ(first_of(glossary), "superposition (shipped)");
  ASSERT_EQ(glossary.expand("환상").size(), 1U);
  EXPECT_EQ(glossary.expand("환상")[0].text, "illusion");
}

TEST_F(GlossaryFiles, NameTheLineThatIsWrong) {
  write(user_glossary_file(config_), "중첩 nesting\n중첩\toverlap\n");
  const LoadedGlossary loaded = load_glossary(config_, {});
  ASSERT_EQ(loaded.problems.size(), 1U);
  EXPECT_EQ(loaded.problems[0], user_glossary_file(config_).string() +
                                    ", line 1: no tab between the Korean and the English");
  EXPECT_EQ(first_of(loaded.glossary), "overlap (user)");
}

TEST_F(GlossaryFiles, AreReportedWhenTheyCannotBeRead) {
  ASSERT_TRUE(make_folder(user_glossary_file(config_)));
  const LoadedGlossary loaded = load_glossary(config_, {});
  EXPECT_EQ(loaded.problems.size(), 1U);
  EXPECT_EQ(first_of(loaded.glossary), "superposition (shipped)");
}

TEST_F(GlossaryFiles, ReportABoundedNumberOfProblems) {
  std::string lines;
  for (int i = 0; i < 1000; ++i) lines += "wrong\n";
  write(user_glossary_file(config_), lines);
  EXPECT_EQ(load_glossary(config_, {}).problems.size(), kMaxGlossaryProblems);
}

}  // namespace
}  // namespace mi
