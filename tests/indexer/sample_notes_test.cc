// The notes that ship with the project: what docs/sample-data.md says of them.
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "core/file.h"
#include "core/url.h"
#include "indexer/note.h"
#include "indexer/note_folder.h"

namespace mi {
namespace {

std::vector<Document> sample_notes() {
  std::vector<Document> notes;
  const NoteList list = list_notes(MI_SAMPLE_NOTES);
  EXPECT_TRUE(list.problems.empty());
  for (const NoteFile& file : list.files) {
    const Expected<std::string> bytes = read_file(file.path, 1U << 20U);
    EXPECT_TRUE(bytes) << file.id;
    if (bytes) notes.push_back(read_note(*bytes, file.id, file.path.string()));
  }
  return notes;
}

TEST(SampleNotes, AreDatedAndInTwoLanguages) {
  std::multiset<std::string> languages;
  int drafts = 0;
  for (const Document& note : sample_notes()) {
    EXPECT_NE(note.info.date, "") << note.info.id;
    EXPECT_FALSE(note.info.tags.empty()) << note.info.id;
    EXPECT_FALSE(note.links.empty()) << note.info.id;
    languages.insert(note.info.language);
    drafts += note.info.draft ? 1 : 0;
  }
  EXPECT_EQ(languages.size(), 12U);
  EXPECT_EQ(languages.count("ko"), 7U);
  EXPECT_EQ(languages.count("en"), 5U);
  EXPECT_EQ(drafts, 1);
}

TEST(SampleNotes, LinkToThePapersAndToTheSampleSite) {
  std::set<std::string> linked;
  for (const Document& note : sample_notes()) {
    for (const Link& link : note.links) {
      std::string page = canonical_url(*parse_url(link.url));
      if (page.back() != '/') page += '/';
      linked.insert(page);
    }
  }
  const std::set<std::string> expected = {
      "https://distill.pub/2020/circuits/zoom-in/",
      "https://transformer-circuits.pub/2021/framework/",
      "https://transformer-circuits.pub/2022/toy_model/",
      "https://transformer-circuits.pub/2022/in-context-learning-and-induction-heads/",
      "https://transformer-circuits.pub/2023/monosemantic-features/",
      "https://transformer-circuits.pub/2024/scaling-monosemanticity/",
      "https://physics.allen-zhu.com/",
      "https://circuits.example/2025/reading-weights/",
      "https://circuits.example/2026/superposition-by-hand/",
      "https://circuits.example/2026/induction-by-counting/",
      "https://circuits.example/notes-on-probing/",
      "https://circuits.example/ko/sparse-autoencoders/"};
  EXPECT_EQ(linked, expected);
}

}  // namespace
}  // namespace mi
