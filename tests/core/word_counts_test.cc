#include "core/word_counts.h"

#include <gtest/gtest.h>

#include "core/file.h"
#include "tests/support/temporary_folder.h"

namespace mi {
namespace {

std::string codes(const std::vector<WordCode>& words) { return encode_word_codes(words); }

class WordCountsTest : public testing::Test {
 protected:
  Expected<WordCounts> open(const std::string& bytes) {
    EXPECT_TRUE(write_file_atomically(file_, bytes));
    return WordCounts::open(file_);
  }

  TemporaryFolder folder_;
  std::filesystem::path file_ = folder_.path() / "word-counts";
};

TEST(DifferentWords, AreGivenOnceAndWithoutWhatIsNoWord) {
  const std::string bytes = codes({7, kNoWordHere, 5, 7, kFieldEnd, 65535});
  EXPECT_EQ(different_words(WordCodeView(bytes)), (std::vector<WordCode>{5, 7, 65535}));
  EXPECT_TRUE(different_words(WordCodeView()).empty());
}

TEST_F(WordCountsTest, TellHowManyPassagesHaveAWord) {
  const std::string first = codes({7, 7, 65535});
  const std::string second = codes({7, 9});
  WordCounter counter;
  counter.add(WordCodeView(first));
  counter.add(WordCodeView(second));
  const Expected<WordCounts> counts = open(counter.encode());
  ASSERT_TRUE(counts) << counts.error().message;
  EXPECT_EQ(counts->of(7), 2U);
  EXPECT_EQ(counts->of(9), 1U);
  EXPECT_EQ(counts->of(65535), 1U);
  EXPECT_EQ(counts->of(8), 0U);

  WordCounter further = counts->counter();
  further.remove(WordCodeView(first));
  const Expected<WordCounts> fewer = open(further.encode());
  ASSERT_TRUE(fewer);
  EXPECT_EQ(fewer->of(7), 1U);
  EXPECT_EQ(fewer->of(65535), 0U);
  further.remove(WordCodeView(first));
  EXPECT_EQ(open(further.encode())->of(65535), 0U) << "never below none";
}

TEST_F(WordCountsTest, RefuseWhatIsNoneOfThem) {
  const std::string whole = WordCounter().encode();
  EXPECT_FALSE(open(""));
  EXPECT_FALSE(open(whole.substr(0, whole.size() - 1)));
  EXPECT_FALSE(open("MIWORDS1" + whole.substr(8)));
  EXPECT_FALSE(WordCounts::open(folder_.path() / "missing"));
}

}  // namespace
}  // namespace mi
