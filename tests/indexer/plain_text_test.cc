#include "indexer/plain_text.h"

#include <gtest/gtest.h>

namespace mi {
namespace {

TEST(PlainText, PartsParagraphsAtBlankLines) {
  const NoteBody body = read_plain_text("\n# one\n  *two*\n \t\nthree");
  ASSERT_EQ(body.sections.size(), 1U);
  const std::vector<Block> expected = {{BlockKind::paragraph, "# one *two*", 2, 3, ""},
                                       {BlockKind::paragraph, "three", 5, 5, ""}};
  EXPECT_EQ(body.sections[0].blocks, expected);
  EXPECT_TRUE(body.sections[0].heading_path.empty());
  EXPECT_EQ(body.title, "");
}

TEST(PlainText, FindsBareAddressesOnly) {
  const NoteBody body = read_plain_text("a\nhttps://a.example/x를, [b](https://b.example)\n");
  const std::string sentence = "a https://a.example/x를, [b](https://b.example)";
  const std::vector<Link> expected = {
      {"https://a.example/x", "", "https://a.example/x", 2, sentence},
      {"https://b.example", "", "https://b.example", 2, sentence}};
  EXPECT_EQ(body.links, expected);
}

TEST(PlainText, GivesALinkTheSentenceAroundIt) {
  const NoteBody body =
      read_plain_text("First. I read\nhttps://a.example/x today. Last.\n\nhttps://b.example\n");
  ASSERT_EQ(body.links.size(), 2U);
  EXPECT_EQ(body.links[0].sentence, "I read https://a.example/x today.");
  EXPECT_EQ(body.links[1].sentence, "https://b.example");
}

TEST(PlainText, OfNothingIsNothing) {
  EXPECT_EQ(read_plain_text(""), NoteBody{});
  EXPECT_EQ(read_plain_text(" \n\n"), NoteBody{});
}

}  // namespace
}  // namespace mi
