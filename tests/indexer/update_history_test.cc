// Whatever happened before, the same inputs give the same index: documents, passages, terms,
// values, statistics and answers.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

#include "core/digest.h"
#include "core/file.h"
#include "core/generation.h"
#include "core/paths.h"
#include "indexer/index_status.h"
#include "indexer/update.h"
#include "tests/indexer/index_dump.h"
#include "tests/support/temporary_folder.h"

namespace mi {
namespace {

namespace fs = std::filesystem;

const std::vector<std::string> kWords = {"alpha", "beta", "gamma", "delta", "중첩", "회로", "zeta"};

// A note: its text, and a stamp that changes when it is saved.
struct Note {
  std::string text;
  int saved = 0;
};

using Notes = std::map<std::string, Note>;

Document document_of(const std::string& id, const std::string& text) {
  Document document;
  document.info.id = id;
  document.info.url = "/notes/" + id;
  document.info.kind = DocumentKind::note;
  document.info.title = "On " + text.substr(0, text.find(' '));
  document.info.date = "2024-05";
  document.info.language = "en";
  document.info.tags = {"ml/" + text.substr(0, 3)};
  document.info.authors = {"Ada Lovelace"};
  document.links = {{"https://distill.pub/2020/circuits", "", "circuits", 1, text}};
  document.sections.push_back({{"One"}, "", {{BlockKind::paragraph, text, 1, 1, ""}}});
  document.sections.push_back({{"Two"}, "", {{BlockKind::paragraph, text + " again", 2, 2, ""}}});
  return document;
}

// An index of its own, and what has been done to it.
class History {
 public:
  History() {
    config_.data = folder_.path();
    EXPECT_TRUE(make_folder(index_folder(config_)));
  }

  void update(const Notes& notes, std::mt19937& random, IndexMode mode = IndexMode::update) {
    PartInputs part{"notes", {}};
    for (const auto& [id, note] : notes) part.inputs.push_back(input_of(id, note));
    std::shuffle(part.inputs.begin(), part.inputs.end(), random);
    const Expected<IndexReport> report = update_index(config_, {part}, mode, [](auto&&...) {});
    ASSERT_TRUE(report) << report.error().message;
    read += report->parts[0].read;
    filed += report->parts[0].filed;
  }

  fs::path part() const {
    return index_folder(config_) / read_current(index_folder(config_))->find("notes")->folder;
  }
  const Config& config() const { return config_; }

  std::size_t read = 0;
  std::size_t filed = 0;

 private:
  static IndexInput input_of(const std::string& id, const Note& note) {
    const std::string& text = note.text;
    return {id, id + std::to_string(note.saved),
            [=] { return Expected<Document>(document_of(id, text)); },
            [=] { return Expected<std::string>(sha256_hex(text)); },
            [=](DocumentInfo& info) {
              info.url = "/notes/" + id;
              return true;
            }};
  }

  TemporaryFolder folder_;
  Config config_;
};

std::string some_text(std::mt19937& random) {
  // Few words, so that many passages rank the same.
  std::string text;
  for (unsigned i = 0; i < 3 + random() % 4; ++i)
    text += (i == 0 ? "" : " ") + kWords[random() % kWords.size()];
  return text;
}

std::string some_id(std::mt19937& random) {
  std::string id = "folder" + std::to_string(random() % 5);
  id += "/" + std::to_string(random() % 1000) + ".md";
  return id;
}

const std::string& some_of(const Notes& notes, std::mt19937& random) {
  return std::next(notes.begin(), static_cast<long>(random() % notes.size()))->first;
}

void do_something(Notes& notes, std::mt19937& random, int time) {
  const std::string id = some_of(notes, random);
  switch (random() % 6) {
    case 0:
      notes[some_id(random)] = {some_text(random), time};
      break;
    case 1:
      notes[id] = {some_text(random), time};
      break;
    case 2:
      if (notes.size() > 20) notes.erase(id);
      break;
    case 3: {  // renamed, or moved over another
      Note note = notes[id];
      notes.erase(id);
      notes[some_id(random)] = {note.text, time};
      break;
    }
    case 4:
      notes[id].saved = time;
      break;
    default:  // copied
      notes[some_id(random)] = {notes[id].text, time};
  }
}

Notes some_notes(std::mt19937& random) {
  Notes notes;
  for (int i = 0; i < 40; ++i) notes[some_id(random)] = {some_text(random), 0};
  return notes;
}

class UpdateHistoryTest : public testing::TestWithParam<unsigned> {};

TEST_P(UpdateHistoryTest, LeavesNoTraceInTheIndex) {
  std::mt19937 random(GetParam());
  Notes notes = some_notes(random);
  History lived;
  lived.update(notes, random);
  for (int time = 1; time <= 25; ++time) {
    for (auto left = 1 + random() % 5; left > 0; --left) do_something(notes, random, time);
    lived.update(notes, random);
  }
  History fresh;
  fresh.update(notes, random);

  const std::string lived_dump = dump_part(lived.part());
  EXPECT_EQ(lived_dump.find("damaged"), std::string::npos);
  EXPECT_EQ(lived_dump, dump_part(fresh.part()));
  for (const unsigned limit : {1U, 7U, 10U, 500U}) {
    for (std::size_t first = 0; first < kWords.size(); ++first) {
      const std::vector<std::string> query = {kWords[first], kWords[(first + 1) % kWords.size()],
                                              "again"};
      EXPECT_EQ(rank_part(lived.part(), query, limit), rank_part(fresh.part(), query, limit));
    }
  }
  EXPECT_GT(lived.filed, 0U) << "renamed and copied notes are not read again";
  const auto problems = check_index(lived.config(), [](auto&&...) {});
  ASSERT_TRUE(problems);
  for (const Error& problem : *problems) ADD_FAILURE() << problem.message;
}

INSTANTIATE_TEST_SUITE_P(Seeds, UpdateHistoryTest, testing::Range(1U, 5U));

}  // namespace
}  // namespace mi
