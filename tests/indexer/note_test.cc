#include "indexer/note.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "core/unicode.h"

namespace mi {
namespace {

Document read(std::string_view bytes, std::string_view id = "a.md") {
  return read_note(bytes, id, "/notes/" + std::string(id));
}

TEST(Note, PutsFrontMatterAndTextTogether) {
  const Document note = read(
      "---\n"
      "title: 중첩 노트\n"
      "date: 2026-02-24\n"
      "author: me\n"
      "tags: [SAE]\n"
      "draft: true\n"
      "description: 한 줄 요약\n"
      "paper: https://Distill.pub/2020/circuits/zoom-in/index.html#claim-1\n"
      "---\n"
      "\n"
      "특징은 방향이다. #중첩 [회로](https://distill.pub/2020/circuits/)\n",
      "log/중첩.md");
  EXPECT_EQ(note.info.id, "log/중첩.md");
  EXPECT_EQ(note.info.kind, DocumentKind::note);
  EXPECT_EQ(note.info.url, "/notes/log/중첩.md");
  EXPECT_EQ(note.info.title, "중첩 노트");
  EXPECT_EQ(note.info.date, "2026-02-24");
  EXPECT_EQ(note.info.authors, std::vector<std::string>{"me"});
  EXPECT_EQ(note.info.tags, (std::vector<std::string>{"SAE", "중첩"}));
  EXPECT_EQ(note.info.language, "ko");
  EXPECT_EQ(note.info.description, "한 줄 요약");
  EXPECT_TRUE(note.info.draft);
  ASSERT_EQ(note.links.size(), 2U);
  EXPECT_EQ(note.links[0].url, "https://distill.pub/2020/circuits/zoom-in/index.html");
  EXPECT_EQ(note.links[0].fragment, "claim-1");
  EXPECT_EQ(note.links[0].line, 8);
  EXPECT_EQ(note.links[1].line, 11);
  EXPECT_EQ(note.sections.at(0).blocks.at(0).line_begin, 11);
}

TEST(Note, FindsATitle) {
  struct Case {
    std::string id;
    std::string text;
    std::string expected;
  };
  const std::vector<Case> cases = {
      {"a.md", "---\ntitle: F\n---\n# H\n", "F"},
      {"a.md", "text\n# H *b*\n## I\n", "H b"},
      {"a.md", "# H\n# I\n", "a"},
      {"x/sparse-auto_encoders.v2.md", "", "sparse auto encoders.v2"},
      {"_posts/2021-12-12-VL-BERT.md", "", "VL BERT"},
      {"sae/index.md", "", "sae"},
      {"sae/_index.md", "", "sae"},
      {"index.md", "", "index"},
      {"-.md", "", "-"},
      {"하나.txt", "# H\n", "하나"},
      {to_nfc("중첩") == "중첩" ? "\u110c\u116e\u11bc.md" : "", "", "중"},
  };
  for (const Case& test : cases) {
    EXPECT_EQ(read(test.text, test.id).info.title, test.expected) << test.id << "\n" << test.text;
  }
}

TEST(Note, LeavesItsTitleOutOfHeadingPaths) {
  using Path = std::vector<std::string>;
  const Document same = read("---\ntitle: toy models\n---\n# Toy  Models\na\n## B\nc\n");
  EXPECT_EQ(same.sections.at(0).heading_path, Path{});
  EXPECT_EQ(same.sections.at(0).anchor, "toy-models");
  EXPECT_EQ(same.sections.at(1).heading_path, Path{"B"});
  const Document other = read("---\ntitle: Notes\n---\n# Toy Models\n## B\nc\n");
  EXPECT_EQ(other.sections.at(1).heading_path, (Path{"Toy Models", "B"}));
}

TEST(Note, KnowsItsDate) {
  struct Case {
    std::string id;
    std::string text;
    std::string expected;
  };
  const std::vector<Case> cases = {
      {"2021-12-12-a.md", "", "2021-12-12"},
      {"2021-12-12-a.md", "---\ndate: 2022-01-02T10:00:00+09:00\n---\n", "2022-01-02"},
      {"2021-12-12-a.md", "---\ndate: soon\n---\n", "2021-12-12"},
      {"2021-99-99-a.md", "", ""},
      {"a.md", "", ""},
  };
  for (const Case& test : cases) {
    EXPECT_EQ(read(test.text, test.id).info.date, test.expected) << test.id << "\n" << test.text;
  }
}

TEST(Note, KnowsItsLanguage) {
  struct Case {
    std::string text;
    std::string expected;
  };
  const std::vector<Case> cases = {
      {"중첩은 특징이 차원보다 많을 때 생긴다.", "ko"},
      {"Transformer의 residual stream은 읽고 쓰는 공용 메모리로 볼 수 있다.", "ko"},
      {"The residual stream is a vector space, and 중첩 is its cost.", "en"},
      {"A superposição acontece quando um modelo representa mais de uma coisa.", ""},
      {"```\nthe code of the program\n```", ""},
      {"---\nlang: fr\n---\nThe text", "fr"},
      {"1 2 3", ""},
  };
  for (const Case& test : cases)
    EXPECT_EQ(read(test.text).info.language, test.expected) << test.text;
}

TEST(Note, KeepsWhatOnlyItsFrontMatterSays) {
  const Document broken = read("---\ntitle: a: b\n- c\n---\n# H\nd\n");
  EXPECT_EQ(broken.info.title, "a: b");
  const Block expected = {BlockKind::paragraph, "title: a: b - c", 1, 4, ""};
  EXPECT_EQ(broken.sections.at(0).blocks.at(0), expected);
  const Document glossary =
      read("---\nglossary:\n  - term: SAE\n    definition: sparse\n---\ntext\n");
  ASSERT_EQ(glossary.sections.size(), 1U);
  const std::vector<Block> blocks = {{BlockKind::list_item, "SAE: sparse", 3, 3, ""},
                                     {BlockKind::paragraph, "text", 6, 6, ""}};
  EXPECT_EQ(glossary.sections[0].blocks, blocks);
}

TEST(Note, KeepsOnlyLinksToTheWeb) {
  const Document none = read(
      "---\nurl: /own/path\nsource: A book\n---\n"
      "[a](b.md) [c](mailto:c@a.example) [d](javascript:d) [e](https://u:p@a.example) [g](#h)\n");
  EXPECT_TRUE(none.links.empty());
  const Document some = read("[f](<HTTP://A.example:80/x/../y>) https://a.example/중첩\n");
  ASSERT_EQ(some.links.size(), 2U);
  EXPECT_EQ(some.links[0].url, "http://a.example/y");
  EXPECT_EQ(some.links[1].url, "https://a.example/%EC%A4%91%EC%B2%A9");
  EXPECT_EQ(some.links[1].text, "https://a.example/중첩");
}

TEST(Note, MendsItsBytes) {
  struct Case {
    std::string bytes;
    std::string expected;
  };
  const std::vector<Case> cases = {
      {"\xEF\xBB\xBF---\r\ntitle: T\r\n---\r\na\r\nb\r\n", "a b"},
      {"a\rb", "a b"},
      {std::string("a\0b", 3), "a\uFFFDb"},
      {"a\xFF"
       "b",
       "a\uFFFDb"},
      {"\u1112\u1161\u11ab", "한"},
  };
  for (const Case& test : cases) {
    EXPECT_EQ(read(test.bytes).sections.at(0).blocks.at(0).text, test.expected) << test.bytes;
  }
  const Document windows = read("\xEF\xBB\xBF---\r\ntitle: T\r\n---\r\n\r\na\r\n");
  EXPECT_EQ(windows.info.title, "T");
  EXPECT_EQ(windows.sections.at(0).blocks.at(0).line_begin, 5);
}

TEST(Note, ReadsTextFilesAsText) {
  const Document note = read("---\ntitle: T\n---\n\n# a *b*\nhttps://a.example/x\n", "n.TXT");
  EXPECT_EQ(note.info.title, "n");
  ASSERT_EQ(note.sections.at(0).blocks.size(), 2U);
  EXPECT_EQ(note.sections[0].blocks[1].text, "# a *b* https://a.example/x");
  EXPECT_EQ(note.links.at(0).line, 6);
}

TEST(Note, IsTotal) {
  std::string bytes;
  for (int i = 0; i < 256; ++i) bytes += static_cast<char>(i);
  for (int i = 255; i >= 0; --i) bytes += static_cast<char>(i);
  for (std::size_t size = 0; size <= bytes.size(); ++size) {
    for (const std::string_view id : {"a.md", "a.txt", "", "/", ".", "\xff"}) {
      const Document note = read_note(std::string_view(bytes).substr(0, size), id, "");
      for (const Section& section : note.sections) {
        for (const Block& block : section.blocks) EXPECT_TRUE(is_valid_utf8(block.text));
      }
    }
  }
}

}  // namespace
}  // namespace mi
