#include "indexer/update.h"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <atomic>
#include <csignal>
#include <fstream>
#include <map>

#include "core/file.h"
#include "core/generation.h"
#include "core/paths.h"
#include "indexer/index_status.h"
#include "tests/support/shared_counter.h"
#include "tests/support/temporary_folder.h"

namespace mi {
namespace {

namespace fs = std::filesystem;

Document document_of(const std::string& id, const std::string& text) {
  Document document;
  document.info.id = id;
  document.info.title = id;
  document.info.kind = DocumentKind::note;
  if (!text.empty())
    document.sections.push_back({{}, "", {{BlockKind::paragraph, text, 1, 1, ""}}});
  return document;
}

// Notes as values: id -> text. A text of "!" cannot be read.
class UpdateTest : public testing::Test {
 protected:
  UpdateTest() {
    config_.data = folder_.path();
    EXPECT_TRUE(make_folder(index_folder(config_)));
  }

  PartInputs part() {
    PartInputs part{"notes", {}};
    for (const auto& [id, text] : notes_) {
      part.inputs.push_back(
          {id, "stamp of " + text, [this, id = id, text = text]() -> Expected<Document> {
             ++reads_;
             if (text == "!") return failure("cannot read " + id);
             return document_of(id, text);
           }});
      if (has_digests_)
        part.inputs.back().digest = [text = text]() -> Expected<std::string> { return text; };
    }
    return part;
  }

  Expected<IndexReport> update(IndexMode mode = IndexMode::update) {
    reads_ = 0;
    return update_index(config_, {part()}, mode, [](auto&&...) {});
  }

  std::size_t folders() const {
    std::size_t count = 0;
    for (const auto& entry : fs::directory_iterator(index_folder(config_)))
      count += entry.is_directory();
    return count;
  }

  TemporaryFolder folder_;
  Config config_;
  std::map<std::string, std::string> notes_ = {
      {"a.md", "alpha"}, {"b.md", "beta"}, {"c.md", "gamma"}};
  bool has_digests_ = false;
  SharedCounter reads_;  // inputs are read in processes of their own
};

TEST_F(UpdateTest, PublishesWhatTheInputsSay) {
  const Expected<IndexReport> report = update();
  ASSERT_TRUE(report) << report.error().message;
  ASSERT_EQ(report->parts.size(), 1U);
  EXPECT_TRUE(report->changed());
  EXPECT_EQ(report->parts[0].documents, 3U);
  EXPECT_EQ(report->parts[0].passages, 3U);
  EXPECT_EQ(report->parts[0].read, 3U);
  EXPECT_EQ(report->generation, "notes-000001");
  EXPECT_EQ(read_current(index_folder(config_))->to_string(), "notes-000001");
}

TEST_F(UpdateTest, DoesNoWorkTheSecondTime) {
  ASSERT_TRUE(update());
  const Expected<IndexReport> report = update();
  ASSERT_TRUE(report);
  EXPECT_FALSE(report->changed());
  EXPECT_EQ(report->parts[0].documents, 3U);
  EXPECT_EQ(report->generation, "notes-000001");
  EXPECT_EQ(int(reads_), 0);
}

TEST_F(UpdateTest, ReadsOnlyWhatChanged) {
  ASSERT_TRUE(update());
  notes_["b.md"] = "beta and more";
  notes_.erase("c.md");
  notes_["d.md"] = "delta";
  const Expected<IndexReport> report = update();
  ASSERT_TRUE(report);
  EXPECT_EQ(int(reads_), 2);
  EXPECT_EQ(report->parts[0].documents, 3U);
  EXPECT_EQ(report->parts[0].removed, 1U);
  EXPECT_EQ(report->generation, "notes-000002");
}

TEST_F(UpdateTest, ReadsATouchedNoteButOnce) {
  const auto with_stamp = [&](const std::string& stamp, const std::string& digest) {
    PartInputs inputs = part();
    for (IndexInput& input : inputs.inputs) {
      input.stamp = stamp + input.id;
      input.digest = [=, id = input.id] { return Expected<std::string>(digest + id); };
    }
    reads_ = 0;
    return update_index(config_, {inputs}, IndexMode::update, [](auto&&...) {});
  };
  ASSERT_TRUE(with_stamp("1", "x"));
  EXPECT_EQ(int(reads_), 3);
  Expected<IndexReport> report = with_stamp("2", "x");
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(int(reads_), 0) << "another time, the same bytes";
  EXPECT_FALSE(report->changed());
  EXPECT_EQ(report->parts[0].documents, 3U);
  report = with_stamp("2", "y");
  ASSERT_TRUE(report);
  EXPECT_EQ(int(reads_), 0) << "the new times were written down, and nobody looks at the bytes";
  report = with_stamp("3", "y");
  ASSERT_TRUE(report);
  EXPECT_EQ(int(reads_), 3);
}

TEST_F(UpdateTest, LooksAgainAtANoteThatWasWrittenWhileItWasRead) {
  int digests = 0;
  const auto run = [&] {
    PartInputs inputs = part();
    inputs.inputs[0].digest = [&] { return Expected<std::string>(std::to_string(digests++)); };
    reads_ = 0;
    return update_index(config_, {inputs}, IndexMode::update, [](auto&&...) {});
  };
  ASSERT_TRUE(run());
  const Expected<IndexReport> report = run();
  ASSERT_TRUE(report);
  EXPECT_EQ(int(reads_), 1) << "its stamp is the same, but its text may be of two minds";
}

TEST_F(UpdateTest, StopsWhenItIsTold) {
  ASSERT_TRUE(update());
  notes_["d.md"] = "delta";
  const std::atomic<bool> stop = true;
  const Expected<IndexReport> report = update_index(
      config_, {part()}, IndexMode::update, [](auto&&...) {}, &stop);
  EXPECT_FALSE(report);
  EXPECT_EQ(read_current(index_folder(config_))->to_string(), "notes-000001");
  EXPECT_EQ(folders(), 1U);
}

TEST_F(UpdateTest, WritesThePartAnewWhenMostOfItsTextIsOfNoDocument) {
  for (int i = 0; i < 20; ++i) notes_["n" + std::to_string(i)] = "note number " + std::to_string(i);
  ASSERT_TRUE(update());
  const auto size = [&] {
    const Generation current = *read_current(index_folder(config_));
    return fs::file_size(index_folder(config_) / current.find("notes")->folder / "text");
  };
  const std::uintmax_t first = size();
  std::uintmax_t largest = first;
  for (int i = 0; i < 60; ++i) {
    notes_["n3"] = "note number 3 for the " + std::to_string(i) + "th time";
    ASSERT_TRUE(update());
    EXPECT_EQ(int(reads_), 1);
    largest = std::max(largest, size());
  }
  EXPECT_GT(largest, first * 3 / 2) << "a copy only grows";
  EXPECT_LT(largest, first * 5 / 2) << "but not for ever";
}

TEST_F(UpdateTest, ReadsEverythingOnRebuildAndWhenTheSettingsChange) {
  ASSERT_TRUE(update());
  ASSERT_TRUE(update(IndexMode::rebuild));
  EXPECT_EQ(int(reads_), 3);
  config_.index.passage_max_words += 1;
  ASSERT_TRUE(update());
  EXPECT_EQ(int(reads_), 3);
}

TEST_F(UpdateTest, KeepsWhatItHasOfAnInputThatCannotBeReadNowAndTriesItAgain) {
  ASSERT_TRUE(update());
  notes_["b.md"] = "!";
  Expected<IndexReport> report = update();
  ASSERT_TRUE(report);
  EXPECT_EQ(report->parts[0].documents, 3U);
  ASSERT_EQ(report->parts[0].failed.size(), 1U);
  EXPECT_EQ(report->parts[0].failed[0].id, "b.md");
  EXPECT_EQ(report->parts[0].failed[0].reason, "cannot read b.md");

  report = update();
  ASSERT_TRUE(report);
  EXPECT_EQ(int(reads_), 1) << "it may be readable by now";
  EXPECT_FALSE(report->changed());
  EXPECT_EQ(report->parts[0].failed.size(), 1U) << "and is named until it is";
}

TEST_F(UpdateTest, TriesAnInputOnceMoreWhoseSameBytesFailAndThenNamesItOnly) {
  has_digests_ = true;
  notes_["b.md"] = "!";
  ASSERT_TRUE(update());
  ASSERT_TRUE(update());
  EXPECT_EQ(int(reads_), 1);
  const Expected<IndexReport> third = update();
  EXPECT_EQ(int(reads_), 0);
  ASSERT_EQ(third->parts[0].failed.size(), 1U);
  EXPECT_EQ(third->parts[0].failed[0].id, "b.md");
  EXPECT_FALSE(third->parts[0].failed[0].is_new);

  notes_["b.md"] = "mended";
  EXPECT_TRUE(update()->parts[0].failed.empty());
}

TEST_F(UpdateTest, DropsAnInputThatHasNoTextAnyMoreAndSaysSo) {
  ASSERT_TRUE(update());
  notes_["b.md"] = "";
  Expected<IndexReport> report = update();
  ASSERT_TRUE(report);
  EXPECT_EQ(report->parts[0].documents, 2U);
  ASSERT_EQ(report->parts[0].failed.size(), 1U);
  EXPECT_NE(report->parts[0].failed[0].reason.find("no body"), std::string::npos);
  report = update();
  EXPECT_EQ(int(reads_), 0) << "reading it again would find no more";
  EXPECT_EQ(report->parts[0].failed.size(), 1U);
}

// A note changes, so that the next version would be a copy of the damaged one.
TEST_F(UpdateTest, CopiesNoDamageIntoTheNextVersion) {
  for (const char* name : {"xapian/postlist.glass", "xapian/termlist.glass",
                           "xapian/position.glass", "completions", "glossary.tsv"}) {
    for (int i = 0; i < 20; ++i) notes_["n" + std::to_string(i)] = "note " + std::to_string(i);
    ASSERT_TRUE(update(IndexMode::rebuild));
    const fs::path index = index_folder(config_);
    const fs::path file = index / read_current(index)->parts[0].folder / name;
    std::string bytes = *read_file(file, 1U << 20U);
    if (bytes.empty()) bytes = " ";
    bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
    ASSERT_TRUE(write_file_atomically(file, bytes));
    notes_["a.md"] += " and more";
    const Expected<IndexReport> report = update();
    ASSERT_TRUE(report) << name << ": " << report.error().message;
    EXPECT_EQ(report->parts[0].documents, 23U);
    const auto problems = check_index(config_, [](auto&&...) {});
    ASSERT_TRUE(problems);
    EXPECT_TRUE(problems->empty()) << name << ": " << problems->front().message;
  }
}

// As an index was written before there were sums: that its tables are damaged is told by Xapian
// alone, while it changes the copy.
TEST_F(UpdateTest, WritesAPartWholeWhoseCopyCannotBeChanged) {
  for (int i = 0; i < 100; ++i) {
    std::string& text = notes_["n" + std::to_string(i)];
    for (int j = 0; j < 40; ++j) text += "w" + std::to_string(i * 7919 + j * 104729) + " ";
  }
  ASSERT_TRUE(update());
  const fs::path part = index_folder(config_) / "notes-000001";
  std::string inputs = *read_file(part / "inputs.jsonl", 1U << 20U);
  const std::size_t begin = inputs.find(",\"sums\"");
  ASSERT_NE(begin, std::string::npos);
  inputs.erase(begin, inputs.find("}}") + 1 - begin);
  ASSERT_TRUE(write_file_atomically(part / "inputs.jsonl", inputs));
  std::string table = *read_file(part / "xapian" / "termlist.glass", 1U << 20U);
  // The leaves say another level than theirs (Xapian's glass_defs.h); the root, which is read when
  // a database is opened, is sound.
  std::size_t leaves = 0;
  for (std::size_t block = 0; block < table.size(); block += 8192) {
    char& level = table[block + 4];
    if (level != 0) continue;
    level = 7;
    ++leaves;
  }
  ASSERT_GT(leaves, 1U);
  ASSERT_LT(leaves, table.size() / 8192);
  ASSERT_TRUE(write_file_atomically(part / "xapian" / "termlist.glass", table));
  notes_["a.md"] += " and more";
  const Expected<IndexReport> report = update();
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->parts[0].documents, 103U);
  EXPECT_EQ(int(reads_), 2) << "the changed note, twice; the others are taken over";
  EXPECT_EQ(folders(), 2U) << "what was tried first is gone";
}

TEST_F(UpdateTest, ReadsAgainWhatADamagedPartHasLost) {
  ASSERT_TRUE(update());
  const fs::path text = index_folder(config_) / "notes-000001" / "text";
  std::fstream(text, std::ios::in | std::ios::out | std::ios::binary).seekp(40).write("####", 4);
  notes_["z.md"] = "zeta";
  const Expected<IndexReport> report = update();
  ASSERT_TRUE(report);
  EXPECT_EQ(report->parts[0].documents, 4U);
  EXPECT_GT(int(reads_), 1);
}

TEST_F(UpdateTest, BuildsAPartAgainThatCannotBeSearched) {
  for (const char* file : {"text", "xapian/iamglass", "xapian/postlist.glass"}) {
    ASSERT_TRUE(update(IndexMode::rebuild));
    const std::string part = read_current(index_folder(config_))->to_string();
    fs::resize_file(index_folder(config_) / part / file, 20);
    const Expected<IndexReport> report = update();
    ASSERT_TRUE(report) << file;
    EXPECT_TRUE(report->changed()) << file;
    EXPECT_EQ(int(reads_), 3) << file;
  }
}

TEST_F(UpdateTest, KeepsWhatIsMissingWhenTheInputsAreIncomplete) {
  ASSERT_TRUE(update());
  notes_.erase("b.md");
  PartInputs incomplete = part();
  incomplete.is_incomplete = true;
  Expected<IndexReport> report =
      update_index(config_, {incomplete}, IndexMode::update, [](auto&&...) {});
  ASSERT_TRUE(report);
  EXPECT_FALSE(report->changed());
  EXPECT_EQ(report->parts[0].documents, 3U);
  report = update();
  EXPECT_EQ(report->parts[0].removed, 1U);
}

TEST_F(UpdateTest, LetsAnInputThatTakesTooMuchMemoryCostItselfAlone) {
  PartInputs part_inputs = part();
  part_inputs.inputs[1].read = []() -> Expected<Document> { throw std::bad_alloc(); };
  const Expected<IndexReport> report =
      update_index(config_, {part_inputs}, IndexMode::update, [](auto&&...) {});
  ASSERT_TRUE(report);
  EXPECT_EQ(report->parts[0].documents, 2U);
  ASSERT_EQ(report->parts[0].failed.size(), 1U);
  EXPECT_EQ(report->parts[0].failed[0].id, "b.md");
}

TEST_F(UpdateTest, FindsANoteThatIsAllHeadings) {
  PartInputs part_inputs{"notes", {}};
  part_inputs.inputs.push_back({"ideas.md", "", [] {
                                  Document note = document_of("ideas.md", "");
                                  note.sections = {{{"Idea"}, "", {}}, {{"Idea", "Okapi"}, "", {}}};
                                  return Expected<Document>(note);
                                }});
  const Expected<IndexReport> report =
      update_index(config_, {part_inputs}, IndexMode::update, [](auto&&...) {});
  ASSERT_TRUE(report);
  EXPECT_EQ(report->parts[0].passages, 1U);
}

TEST_F(UpdateTest, KeepsTwoGenerationsAndNoScratch) {
  for (int i = 0; i < 5; ++i) {
    notes_["a.md"] = "version " + std::to_string(i);
    ASSERT_TRUE(update());
  }
  EXPECT_EQ(folders(), 2U);
}

TEST_F(UpdateTest, LeavesThePublishedIndexAsItWasWhenTheDiskIsFull) {
  ASSERT_TRUE(update());
  notes_["big.md"] = std::string(1U << 20U, 'x') + " " + std::string(1U << 20U, 'y');
  // A limit on the size of files stands in for the disk's: write() fails in the same places.
  std::signal(SIGXFSZ, SIG_IGN);
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
  for (const rlim_t size : {rlim_t{1}, rlim_t{4096}, rlim_t{40'000}, rlim_t{1U << 20U}}) {
    rlimit tight = before;
    tight.rlim_cur = size;
    ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &tight), 0);
    const Expected<IndexReport> report = update();
    ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &before), 0);
    EXPECT_FALSE(report) << size;
    EXPECT_EQ(read_current(index_folder(config_))->to_string(), "notes-000001") << size;
    EXPECT_EQ(folders(), 1U) << size;
  }
  EXPECT_TRUE(update());
}

TEST_F(UpdateTest, MakesTheSameIndexInWhateverOrderTheInputsCome) {
  ASSERT_TRUE(update());
  PartInputs backwards = part();
  std::reverse(backwards.inputs.begin(), backwards.inputs.end());
  ASSERT_TRUE(update_index(config_, {backwards}, IndexMode::rebuild, [](auto&&...) {}));
  const auto text_of = [&](const char* part_folder) {
    return *read_file(index_folder(config_) / part_folder / "text", 1U << 20U);
  };
  EXPECT_EQ(text_of("notes-000001"), text_of("notes-000002"));
}

TEST_F(UpdateTest, PublishesAnEmptyPartWhenThereIsNothing) {
  notes_.clear();
  const Expected<IndexReport> report = update();
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->parts[0].documents, 0U);
  EXPECT_EQ(report->generation, "notes-000001");
}

}  // namespace
}  // namespace mi
