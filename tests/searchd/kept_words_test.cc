#include "searchd/kept_words.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "tests/support/temporary_folder.h"

namespace mi {
namespace {

using Codes = std::vector<WordCode>;

Codes codes_of(WordCodeView view) {
  Codes codes;
  for (std::size_t i = 0; i < view.size(); ++i) codes.push_back(view[i]);
  return codes;
}

class KeptWordsTest : public testing::Test {
 protected:
  // Of passages from number 1 on.
  KeptWords open(const std::vector<Codes>& passages) {
    std::string bytes = word_file_head();
    std::vector<PassageEntry> entries;
    std::uint64_t begin = 0;
    for (const Codes& codes : passages) {
      PassageEntry& entry = entries.emplace_back();
      entry.words = begin;
      entry.word_count = static_cast<std::uint32_t>(codes.size());
      begin += codes.size();
      bytes += encode_word_codes(codes);
    }
    if (is_cut_) bytes.resize(bytes.size() - 1);
    const auto words = folder_.write("words", bytes);
    const auto table = folder_.write("passages", encode_passage_table(entries));
    return {*WordFile::open(words), *PassageTable::open(table)};
  }

  TemporaryFolder folder_;
  bool is_cut_ = false;
};

TEST_F(KeptWordsTest, AreThoseOfTheFileHoweverOftenAskedFor) {
  std::mt19937 random(5);
  std::vector<Codes> passages(1500);
  for (Codes& codes : passages) {
    codes.resize(random() % (random() % 50 == 0 ? 3000 : 40));
    for (WordCode& code : codes) code = static_cast<WordCode>(random());
  }
  KeptWords words = open(passages);
  for (int i = 0; i < 20'000; ++i) {
    const std::size_t at = random() % (i % 2 == 0 ? passages.size() : 300);
    ASSERT_EQ(codes_of(words.of(static_cast<std::uint32_t>(at + 1))), passages[at]) << at;
  }
}

TEST_F(KeptWordsTest, AreThoseOfTheFileWhateverWasReadAhead) {
  std::mt19937 random(6);
  std::vector<Codes> passages(1500);
  for (Codes& codes : passages) {
    codes.resize(random() % (random() % 50 == 0 ? 3000 : 400));
    for (WordCode& code : codes) code = static_cast<WordCode>(random());
  }
  KeptWords words = open(passages);
  for (int i = 0; i < 200; ++i) {
    const auto up_to = [&](std::uint32_t most) {
      return static_cast<std::uint32_t>(random() % most);
    };
    const std::uint32_t far = 1 + up_to(1400);
    std::vector<std::uint32_t> numbers = {0, 1501, 0xffffffffU};
    for (int j = 0; j < 40; ++j) numbers.push_back(far + up_to(j % 2 == 0 ? 100 : 20));
    words.read_ahead(numbers);
    for (const std::uint32_t number : numbers) {
      if (number < 1 || number > passages.size()) continue;
      ASSERT_EQ(codes_of(words.of(number)), passages[number - 1]) << number;
    }
  }
}

TEST_F(KeptWordsTest, AreThoseOfTheFileInItsOrder) {
  std::mt19937 random(8);
  std::vector<Codes> passages(2000);
  for (Codes& codes : passages) {
    codes.resize(random() % (random() % 100 == 0 ? 20'000 : 300));
    for (WordCode& code : codes) code = static_cast<WordCode>(random());
  }
  KeptWords words = open(passages);
  for (const std::uint32_t step : {1U, 7U, 40U}) {
    for (std::uint32_t at = 0; at < passages.size(); at += step)
      ASSERT_EQ(codes_of(words.of(at + 1)), passages[at]) << at;
  }
}

TEST_F(KeptWordsTest, AreTheSameOfADamagedTableWhetherReadAheadOrNot) {
  std::mt19937 random(7);
  std::vector<PassageEntry> entries(300);
  for (PassageEntry& entry : entries) {
    entry.words = random() % 2000;
    entry.word_count = static_cast<std::uint32_t>(random() % 3 == 0 ? 0 : random() % 1200);
  }
  Codes codes(2500);
  for (WordCode& code : codes) code = static_cast<WordCode>(random());
  const auto words = folder_.write("words", word_file_head() + encode_word_codes(codes));
  const auto table = folder_.write("passages", encode_passage_table(entries));
  KeptWords one_by_one(*WordFile::open(words), *PassageTable::open(table));
  for (int i = 0; i < 50; ++i) {
    KeptWords ahead(*WordFile::open(words), *PassageTable::open(table));
    std::vector<std::uint32_t> numbers;
    for (int j = 0; j < 40; ++j) numbers.push_back(static_cast<std::uint32_t>(1 + random() % 300));
    ahead.read_ahead(numbers);
    for (const std::uint32_t number : numbers)
      ASSERT_EQ(codes_of(ahead.of(number)), codes_of(one_by_one.of(number))) << number;
  }
}

TEST_F(KeptWordsTest, AreNoneOfAPassageThatIsNotThere) {
  KeptWords words = open({{5, 6}});
  EXPECT_EQ(words.of(1).size(), 2U);
  EXPECT_EQ(words.of(0).size(), 0U);
  EXPECT_EQ(words.of(2).size(), 0U);
  EXPECT_EQ(words.of(257).size(), 0U);
  EXPECT_EQ(words.of(0xffffffffU).size(), 0U);
  EXPECT_EQ(words.of(1).size(), 2U);
}

TEST_F(KeptWordsTest, AreNoneWhereTheFileIsCut) {
  is_cut_ = true;
  KeptWords words = open({{5, 6}, {7, 8}});
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(words.of(1).size(), 2U);
    EXPECT_EQ(words.of(2).size(), 0U);
    words.read_ahead({1, 2});
  }
  KeptWords ahead = open({{5, 6}, {7, 8}});
  ahead.read_ahead({1, 2});
  EXPECT_EQ(ahead.of(1).size(), 2U);
  EXPECT_EQ(ahead.of(2).size(), 0U);
}

}  // namespace
}  // namespace mi
