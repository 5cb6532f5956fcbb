#include "bench/quotes.h"

#include <gtest/gtest.h>

#include "core/file.h"
#include "tests/support/temporary_folder.h"

namespace mi {
namespace {

TEST(Quotes, AreReadFromAFileWithAHeaderAndComments) {
  const TemporaryFolder folder;
  const auto file = folder.path() / "judgments.tsv";
  ASSERT_TRUE(write_file_atomically(
      file,
      "qid\tdoc\tgrade\tquote\n# a comment\nq1\thttps://www.a.example/x/index.html#y\t3\t"
      "Some, Quoted words!\nq1\tnotes/a.md\t0\t*\n"));
  const auto quotes = read_quotes(file);
  ASSERT_TRUE(quotes);
  ASSERT_EQ(quotes->at("q1").size(), 2U);
  EXPECT_EQ(quotes->at("q1")[0].document, "a.example/x");
  EXPECT_EQ(quotes->at("q1")[0].letters, "somequotedwords");
  EXPECT_EQ(quotes->at("q1")[1].letters, "");
  ASSERT_TRUE(write_file_atomically(file, "q1\tno grade\n"));
  EXPECT_FALSE(read_quotes(file));
}

TEST(Quotes, AreEarnedOnceAndByTheFirstResultThatHoldsThem) {
  const std::vector<Quote> quotes = {{"a", "onetwo", 3}, {"a", "", 1}, {"b", "three", 2}};
  const JudgedRanking ranking =
      judge(quotes, {{"a", "One two."}, {"a", "one-two again"}, {"a", "one two"}, {"c", "three"}});
  EXPECT_EQ(ranking.gains, (std::vector<double>{7, 1, 0, 0}));
  EXPECT_EQ(ranking.is_relevant, (std::vector<bool>{true, false, false, false}));
  EXPECT_EQ(ranking.found_relevant, 1U);
  EXPECT_EQ(ranking.all_relevant, 2U);
}

TEST(Quotes, KnowSpellingsOfOneDocument) {
  for (const char* spelling :
       {"https://a.example/x/", "http://www.a.example/x/index.html", "https://a.example/x?q#f"}) {
    EXPECT_EQ(same_document(spelling), "a.example/x") << spelling;
  }
  EXPECT_EQ(same_document("notes/a.md"), "notes/a.md");
}

}  // namespace
}  // namespace mi
