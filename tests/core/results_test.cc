#include "core/results.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "core/url.h"

namespace mi {
namespace {

Results ranking(const std::vector<std::size_t>& documents, std::size_t count) {
  Results results;
  results.documents.resize(count);
  for (const std::size_t document : documents) {
    Hit hit;
    hit.rank = results.hits.size() + 1;
    hit.document = document;
    results.hits.push_back(hit);
  }
  return results;
}

TEST(Results, AreGroupedWhereTheBestPassageStood) {
  const std::vector<DocumentHits> groups = group_by_document(ranking({1, 0, 1, 2, 0, 1}, 3));
  ASSERT_EQ(groups.size(), 3U);
  EXPECT_EQ(groups[0].document, 1U);
  EXPECT_EQ(groups[0].hits, (std::vector<std::size_t>{0, 2, 5}));
  EXPECT_EQ(groups[1].document, 0U);
  EXPECT_EQ(groups[1].hits, (std::vector<std::size_t>{1, 4}));
  EXPECT_EQ(groups[2].document, 2U);
  EXPECT_EQ(groups[2].hits, (std::vector<std::size_t>{3}));
}

TEST(Results, OfNothingHaveNoGroups) {
  EXPECT_TRUE(group_by_document(Results()).empty());
  EXPECT_TRUE(group_by_document(ranking({}, 3)).empty());
}

DocumentInfo paper(std::string url) {
  DocumentInfo document;
  document.url = std::move(url);
  return document;
}

TEST(Link, LandsOnAPapersAnchor) {
  Passage passage;
  EXPECT_EQ(link_to(paper("https://example.com/a/"), passage), "https://example.com/a/");
  passage.anchor = "section-2";
  EXPECT_EQ(link_to(paper("https://example.com/a/"), passage), "https://example.com/a/#section-2");
}

TEST(Link, LandsOnANotesLine) {
  DocumentInfo note;
  note.kind = DocumentKind::note;
  note.url = "/home/me/notes/중첩.md";
  Passage passage;
  EXPECT_EQ(link_to(note, passage), "/home/me/notes/중첩.md");
  passage.line_begin = 12;
  passage.anchor = "ignored";
  EXPECT_EQ(link_to(note, passage), "/home/me/notes/중첩.md:12");
}

// An anchor is a page's id, in the page's own letters; a link is pasted into a browser.
TEST(Link, IsAnAddressWhateverThePagesIdsAre) {
  struct Case {
    std::string anchor;
    std::string fragment;
  };
  const std::vector<Case> cases = {
      {"a b", "a%20b"},        {"결론", "%EA%B2%B0%EB%A1%A0"},
      {"50%", "50%25"},        {"a%20b", "a%2520b"},  // the id holds a percent sign of its own
      {"a#b", "a%23b"},        {"\"><script>", "%22%3E%3Cscript%3E"},
      {"a[1]", "a%5B1%5D"},    {"a:b/c?d=e&f", "a:b/c?d=e&f"},
      {"\x1B[2J", "%1B%5B2J"}, {"\xFF", "%FF"},
  };
  for (const Case& c : cases) {
    Passage passage;
    passage.anchor = c.anchor;
    const std::string link = link_to(paper("https://example.com/a"), passage);
    EXPECT_EQ(link, "https://example.com/a#" + c.fragment) << c.anchor;
    ASSERT_TRUE(parse_url(link)) << link;
    EXPECT_EQ(parse_url(link)->to_string(), link) << c.anchor;
  }
}

}  // namespace
}  // namespace mi
