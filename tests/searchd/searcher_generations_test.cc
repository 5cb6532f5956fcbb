// Which index answers: a newer one, the last good one, none.

#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>

#include "core/file.h"
#include "core/generation.h"
#include "core/paths.h"
#include "core/record.h"
#include "searchd/searcher.h"
#include "tests/searchd/searcher_fixture.h"

namespace mi {
namespace {

namespace fs = std::filesystem;

TEST_F(SearcherTest, AnswersFromANewGenerationAsSoonAsItIsPublished) {
  index({{"a", "A", "first"}});
  Expected<Searcher> searcher = Searcher::open(config_);
  ASSERT_TRUE(searcher);
  EXPECT_TRUE(searcher->search({"second", 0, 10})->hits.empty());
  index({{"a", "A", "first"}, {"b", "B", "second"}});
  EXPECT_EQ(searcher->search({"second", 0, 10})->hits.size(), 1U);
  EXPECT_EQ(searcher->generation(), "notes-000001 papers-000002");
}

TEST_F(SearcherTest, KeepsTheLastGoodGenerationWhenTheNewOneIsBroken) {
  index({{"a", "A", "first"}});
  Expected<Searcher> searcher = Searcher::open(config_);
  ASSERT_TRUE(searcher);
  ASSERT_TRUE(publish(index_folder(config_), {{{"papers", "papers-000099"}}}));
  EXPECT_EQ(searcher->search({"first", 0, 10})->hits.size(), 1U);
  EXPECT_EQ(searcher->search({"first", 0, 10})->hits.size(), 1U);
  EXPECT_FALSE(Searcher::open(config_));

  // Once it can be opened it is, without another publication. A second passes between attempts.
  fs::rename(index_folder(config_) / "papers-000001", index_folder(config_) / "papers-000099");
  const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  while (searcher->generation() != "papers-000099" && std::chrono::steady_clock::now() < give_up) {
    ASSERT_TRUE(searcher->search({"first", 0, 10}));
  }
  EXPECT_EQ(searcher->generation(), "papers-000099");
}

TEST_F(SearcherTest, SaysHowToMakeAnIndexWhereThereIsNone) {
  const Expected<Searcher> searcher = Searcher::open(config_);
  ASSERT_FALSE(searcher);
  EXPECT_NE(searcher.error().hint.find("mi-update"), std::string::npos);
}

TEST_F(SearcherTest, NeverAnswersFromDamagedTextSilently) {
  index({{"a", "A", "the first text is here"}});
  const fs::path text = index_folder(config_) / "papers-000001" / "text";
  const std::string bytes = *read_file(text, 1U << 20U);
  // A search has no need of what the document says of others.
  const std::string relations = encode_relations({});
  const std::size_t unread_begin = bytes.find(relations) - 8;  // with its length and checksum
  const std::size_t unread_end = unread_begin + 8 + relations.size();
  for (std::size_t at = 8; at < bytes.size(); ++at) {
    if (at >= unread_begin && at < unread_end) continue;
    std::string damaged = bytes;
    damaged[at] = static_cast<char>(damaged[at] ^ 4);
    ASSERT_TRUE(write_file_atomically(text, damaged));
    EXPECT_NE(found("first"), "a") << at;
  }
}

}  // namespace
}  // namespace mi
