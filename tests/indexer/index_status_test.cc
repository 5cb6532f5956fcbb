#include "indexer/index_status.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>

#include "core/file.h"
#include "core/generation.h"
#include "core/paths.h"
#include "indexer/update.h"
#include "tests/support/temporary_folder.h"

namespace mi {
namespace {

namespace fs = std::filesystem;

class IndexStatusTest : public testing::Test {
 protected:
  IndexStatusTest() {
    config_.data = folder_.path();
    EXPECT_TRUE(make_folder(index_folder(config_)));
  }

  // Notes a, b, c, of which b cannot be read.
  void index() {
    PartInputs part{"notes", {}};
    for (const std::string id : {"a.md", "b.md", "c.md"}) {
      part.inputs.push_back(
          {id, "stamp", [id]() -> Expected<Document> {
             if (id == "b.md") return failure("cannot read b.md");
             Document note;
             note.info.id = id;
             note.sections.push_back({{}, "", {{BlockKind::paragraph, "text of " + id, 1, 1, ""}}});
             return note;
           }});
    }
    ASSERT_TRUE(update_index(config_, {part}, IndexMode::rebuild, [](auto&&...) {}));
  }

  fs::path part() const {
    const fs::path folder = index_folder(config_);
    return folder / read_current(folder)->parts.front().folder;
  }

  std::vector<std::string> problems() const {
    const auto found = check_index(config_, [](auto&&...) {});
    if (!found) return {"failed: " + found.error().message};
    std::vector<std::string> messages;
    for (const Error& problem : *found) messages.push_back(problem.message);
    return messages;
  }

  TemporaryFolder folder_;
  Config config_;
};

TEST_F(IndexStatusTest, SaysWhatIsIndexedAndWhatFailed) {
  index();
  const Expected<IndexStatus> status = read_index_status(config_);
  ASSERT_TRUE(status) << status.error().message;
  EXPECT_EQ(status->generation, "notes-000001");
  ASSERT_EQ(status->parts.size(), 1U);
  const PartStatus& notes = status->parts[0];
  EXPECT_EQ(notes.documents, 2U);
  EXPECT_EQ(notes.passages, 2U);
  EXPECT_GT(notes.bytes, 1000U);
  ASSERT_EQ(notes.failed.size(), 1U);
  EXPECT_EQ(notes.failed[0].id, "b.md");
  EXPECT_EQ(notes.failed[0].reason, "cannot read b.md");
  EXPECT_TRUE(notes.failed[0].retry);
  // text, of, md, a, c; XKpaper, Qa.md, Qc.md.
  EXPECT_EQ(status->terms, 8U);
  EXPECT_LT(now() - status->published, std::chrono::minutes(1));
}

TEST_F(IndexStatusTest, IsEmptyWhereNothingIsPublished) {
  const Expected<IndexStatus> status = read_index_status(config_);
  ASSERT_TRUE(status);
  EXPECT_EQ(status->generation, "");
  EXPECT_FALSE(check_index(config_, [](auto&&...) {}));
}

TEST_F(IndexStatusTest, FindsNothingWrongWithASoundIndex) {
  index();
  EXPECT_EQ(problems(), std::vector<std::string>());
}

TEST_F(IndexStatusTest, FindsEveryByteOfTheTextThatChanged) {
  index();
  const fs::path text = part() / "text";
  const std::string bytes = *read_file(text, 1U << 20U);
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    std::string damaged = bytes;
    damaged[at] = static_cast<char>(damaged[at] ^ 4);
    ASSERT_TRUE(write_file_atomically(text, damaged, Sync::none));
    EXPECT_FALSE(problems().empty()) << at;
  }
}

TEST_F(IndexStatusTest, FindsADamagedOrMissingFile) {
  for (const char* name :
       {"text", "inputs.jsonl", "xapian/iamglass", "xapian/postlist.glass", "xapian/termlist.glass",
        "xapian/docdata.glass", "completions", "glossary.tsv"}) {
    index();
    const fs::path file = part() / name;
    std::string bytes = *read_file(file, 1U << 20U);
    for (std::size_t at = 0; at < bytes.size(); at += 7)
      bytes[at] = static_cast<char>(bytes[at] ^ 1);
    ASSERT_TRUE(write_file_atomically(file, bytes));
    EXPECT_FALSE(problems().empty()) << name << " damaged";
    fs::remove(file);
    EXPECT_FALSE(problems().empty()) << name << " missing";
  }
}

TEST_F(IndexStatusTest, FindsOneBitOfAnyFileThatChanged) {
  index();
  for (const char* name : {"xapian/postlist.glass", "xapian/position.glass", "completions"}) {
    const fs::path file = part() / name;
    const std::string sound = *read_file(file, 1U << 20U);
    std::string damaged = sound;
    damaged[sound.size() / 2] = static_cast<char>(damaged[sound.size() / 2] ^ 1);
    ASSERT_TRUE(write_file_atomically(file, damaged));
    EXPECT_FALSE(problems().empty()) << name;
    ASSERT_TRUE(write_file_atomically(file, sound));
    EXPECT_EQ(problems(), std::vector<std::string>()) << name;
  }
}

// Nobody's rights, for a while; the tests may be run by root, to whom nothing is forbidden.
class AsNobody {
 public:
  AsNobody() {
    if (::geteuid() == 0) is_changed_ = ::seteuid(65534) == 0;
  }
  ~AsNobody() {
    if (is_changed_ && ::seteuid(0) != 0) std::abort();
  }

 private:
  bool is_changed_ = false;
};

void set_rights(const fs::path& folder, fs::perms of_files, fs::perms of_folders) {
  fs::permissions(folder, of_folders);
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    fs::permissions(entry.path(), entry.is_directory() ? of_folders : of_files);
}

TEST_F(IndexStatusTest, FindsNothingWrongWithASoundIndexThatItMayOnlyRead) {
  index();
  set_rights(folder_.path(), fs::perms{0444}, fs::perms{0555});
  {
    const AsNobody nobody;
    EXPECT_EQ(problems(), std::vector<std::string>());
  }
  set_rights(folder_.path(), fs::perms{0644}, fs::perms{0755});
}

TEST_F(IndexStatusTest, SaysThatItMayNotReadAndCallsThatNoDamage) {
  index();
  set_rights(folder_.path(), fs::perms{0444}, fs::perms{0555});
  for (const char* name : {"inputs.jsonl", "text", "completions", "xapian/postlist.glass"}) {
    fs::permissions(part() / name, fs::perms{0});
    {
      const AsNobody nobody;
      const auto found = check_index(config_, [](auto&&...) {});
      ASSERT_FALSE(found) << name;
      EXPECT_NE(found.error().message.find("Permission denied"), std::string::npos)
          << found.error().message;
    }
    fs::permissions(part() / name, fs::perms{0444});
  }
  set_rights(folder_.path(), fs::perms{0644}, fs::perms{0755});
}

TEST_F(IndexStatusTest, FindsInputsThatAreOfAnotherIndex) {
  index();
  const std::string sound = *read_file(part() / "inputs.jsonl", 1U << 20U);
  std::string other = sound;
  other.replace(other.find("\"a.md\""), 6, "\"x.md\"");
  ASSERT_TRUE(write_file_atomically(part() / "inputs.jsonl", other));
  ASSERT_FALSE(problems().empty());
  EXPECT_NE(problems()[0].find("x.md"), std::string::npos) << problems()[0];
  // Without its line, the passage is nobody's.
  other = sound;
  const std::size_t begin = other.find("{\"id\":\"a.md\"");
  other.erase(begin, other.find('\n', begin) + 1 - begin);
  ASSERT_TRUE(write_file_atomically(part() / "inputs.jsonl", other));
  EXPECT_FALSE(problems().empty());
}

TEST_F(IndexStatusTest, FindsADamagedCurrent) {
  index();
  ASSERT_TRUE(write_file_atomically(index_folder(config_) / "CURRENT", "notes ../notes"));
  EXPECT_FALSE(problems().empty());
  EXPECT_FALSE(read_index_status(config_));
}

}  // namespace
}  // namespace mi
