#include "core/word_codes.h"

#include <gtest/gtest.h>

#include <set>

#include "core/file.h"
#include "tests/support/temporary_folder.h"

namespace mi {
namespace {

std::vector<WordCode> codes_of(const std::vector<std::string>& fields) {
  std::vector<WordCode> codes;
  for (const std::string& field : fields) append_word_codes(codes, analyze(field));
  return codes;
}

bool near(const std::vector<std::string>& fields, const std::vector<std::string>& terms,
          std::uint32_t window) {
  std::vector<WordCode> words;
  for (const std::string& term : terms) words.push_back(word_code(term));
  const std::string bytes = encode_word_codes(codes_of(fields));
  return WordCodeView(bytes).has_in_window(words, window);
}

TEST(WordCodes, AreNeverTheOnesThatMeanSomethingElse) {
  std::set<WordCode> different;
  for (int i = 0; i < 100'000; ++i) different.insert(word_code(std::to_string(i)));
  EXPECT_FALSE(different.contains(kFieldEnd));
  EXPECT_FALSE(different.contains(kNoWordHere));
  EXPECT_GT(different.size(), 40'000U);
}

TEST(WordCodes, StandAtThePlacesOfTheirWords) {
  const auto expected = [](const std::vector<std::string>& terms) {
    std::vector<WordCode> codes;
    for (const std::string& term : terms)
      codes.push_back(term.empty() ? kFieldEnd : word_code(term));
    return codes;
  };
  EXPECT_EQ(codes_of({"a red model", "중첩을"}), expected({"a", "red", "model", "", "중첩", ""}));
  EXPECT_EQ(codes_of({"in-context GPT-2"}), expected({"in", "context", "gpt", "2", ""}));
  EXPECT_EQ(codes_of({"", "..."}), expected({}));
}

TEST(WordCodes, KeepThePlaceOfWhatIsNoWord) {
  const std::vector<WordCode> codes = codes_of({"one " + std::string(100, 'x') + " two"});
  ASSERT_EQ(codes.size(), 4U);
  EXPECT_EQ(codes[1], kNoWordHere);
}

TEST(WordCodes, TellWhetherWordsStandNearEachOther) {
  struct Case {
    std::vector<std::string> fields;
    std::vector<std::string> terms;
    std::uint32_t window;
    bool is_near;
  };
  const std::vector<Case> cases = {
      {{"red blue"}, {"red", "blue"}, 2, true},
      {{"blue red"}, {"red", "blue"}, 2, true},  // in any order
      {{"red and blue"}, {"red", "blue"}, 2, false},
      {{"red and blue"}, {"red", "blue"}, 3, true},
      {{"red one two three red four blue"}, {"red", "blue"}, 3, true},  // the later one
      {{"red"}, {"red", "blue"}, 8, false},
      {{"red", "blue"}, {"red", "blue"}, 8, false},  // of two fields
      {{"green red blue"}, {"red", "blue", "green"}, 3, true},
      {{"green one red blue"}, {"red", "blue", "green"}, 3, false},
      {{}, {"red", "blue"}, 8, false},
  };
  for (const Case& one : cases)
    EXPECT_EQ(near(one.fields, one.terms, one.window), one.is_near)
        << testing::PrintToString(one.fields) << " " << one.window;
}

TEST(WordCodes, HaveTheSymbolsOfFormulasBehindTheWords) {
  EXPECT_TRUE(near({"so $W_Q^T W_K$ is"}, {"XMW", "XM_Q"}, 3));
  EXPECT_FALSE(near({"so $W_Q^T W_K$ is"}, {"XMW", "is"}, 8));
}

class WordFileTest : public testing::Test {
 protected:
  Expected<WordFile> open(const std::string& bytes) {
    EXPECT_TRUE(write_file_atomically(file_, bytes));
    return WordFile::open(file_);
  }

  TemporaryFolder folder_;
  std::filesystem::path file_ = folder_.path() / "words";
};

TEST_F(WordFileTest, GivesTheCodesOfAPassage) {
  const std::vector<WordCode> codes = codes_of({"red blue", "green"});
  const std::string bytes = word_file_head() + encode_word_codes(codes);
  EXPECT_EQ(bytes.size(), word_file_bytes(codes.size()));
  const Expected<WordFile> words = open(bytes);
  ASSERT_TRUE(words) << words.error().message;
  EXPECT_EQ(words->size(), 5U);
  const std::string bytes_of_passage = words->at(1, 3);
  const WordCodeView passage(bytes_of_passage);
  ASSERT_EQ(passage.size(), 3U);
  EXPECT_EQ(passage[0], codes[1]);
  EXPECT_EQ(passage[2], codes[3]);
}

TEST_F(WordFileTest, GivesNothingBeyondItsEnd) {
  const Expected<WordFile> words = open(word_file_head() + encode_word_codes(codes_of({"red"})));
  ASSERT_TRUE(words);
  EXPECT_EQ(WordCodeView(words->at(0, 2)).size(), 2U);
  EXPECT_EQ(words->at(0, 3).size(), 0U);
  EXPECT_EQ(words->at(3, 0).size(), 0U);
  EXPECT_EQ(words->at(0xffffffffffffffffULL, 1).size(), 0U);
}

TEST_F(WordFileTest, RefusesWhatIsNoFileOfWords) {
  EXPECT_FALSE(open(""));
  EXPECT_FALSE(open("MISTEXT1"));
  EXPECT_FALSE(WordFile::open(folder_.path() / "missing"));
}

}  // namespace
}  // namespace mi
