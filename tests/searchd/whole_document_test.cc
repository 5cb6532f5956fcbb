#include "searchd/whole_document.h"

#include <gtest/gtest.h>

namespace mi {
namespace {

StoredPassage passage_under(const std::vector<std::string>& headings, const std::string& anchor,
                            const std::string& text) {
  return {{headings, anchor, text, 0, 0}};
}

TEST(WholeDocument, PutsPassagesOfOneHeadingIntoOneSection) {
  const std::vector<StoredSection> sections = sections_of({
      passage_under({}, "", "a"),
      passage_under({"One"}, "one", "b"),
      passage_under({"One"}, "block", "c"),
      passage_under({"One", "Deep"}, "deep", "d"),
      passage_under({"One"}, "one", "e"),
  });
  ASSERT_EQ(sections.size(), 4U);
  EXPECT_EQ(sections[1].passages.size(), 2U);
  EXPECT_EQ(sections[1].anchor, "one") << "its first passage's";
  EXPECT_EQ(sections[3].passages[0].passage.text, "e") << "behind another one it is a new section";
  EXPECT_TRUE(sections_of({}).empty());
}

TEST(WholeDocument, IsShownUnderItsIdAsOnePieceOfAPath) {
  EXPECT_EQ(reader_path("https://a.org/p?x=1#y"), "/doc/https%3A%2F%2Fa.org%2Fp%3Fx%3D1%23y");
  EXPECT_EQ(reader_path("ko/\xEC\xA4\x91.md"), "/doc/ko%2F%EC%A4%91.md");
}

}  // namespace
}  // namespace mi
