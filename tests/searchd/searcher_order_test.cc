// The order of hits, page by page, and how many there are.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "searchd/answer.h"
#include "searchd/searcher.h"
#include "tests/searchd/searcher_fixture.h"

namespace mi {
namespace {

TEST_F(SearcherTest, CountsExactlyWhatCanBePagedThrough) {
  std::vector<Sample> samples;
  for (int i = 0; i < 300; ++i)
    samples.push_back({"p" + std::to_string(i), "T", "중첩 특징 " + std::to_string(i)});
  index(samples);
  Expected<Searcher> searcher = Searcher::open(config_);
  ASSERT_TRUE(searcher);
  for (const std::size_t limit : {1U, 10U, 100U}) {
    const Expected<Results> results = searcher->search({"중첩 특징", 0, limit});
    EXPECT_EQ(results->estimated_total, 300U);
    EXPECT_TRUE(results->total_is_exact);
  }
}

TEST_F(SearcherTest, ListsTheNewestFirstWhereNothingIsRanked) {
  index(small_library());
  EXPECT_EQ(found("kind:note OR kind:paper"),
            "ko/중첩.md https://a.org/toy/ https://b.org/zoom draft.md");
}

TEST_F(SearcherTest, PutsTheNewestDocumentsFirst) {
  std::vector<Document> documents = small_library();
  for (int i = 0; i < 5; ++i) documents[0].sections.push_back(documents[0].sections[0]);
  documents[0].sections[4].blocks[0].text = "Superposition, superposition and superposition.";
  index(documents);
  Expected<Searcher> searcher = Searcher::open(config_);
  ASSERT_TRUE(searcher);
  SearchRequest request{"superposition"};
  request.order = SearchOrder::newest;
  const Expected<Results> results = searcher->search(request);
  ASSERT_TRUE(results);
  EXPECT_EQ(ids_of(results->documents),
            "ko/중첩.md https://a.org/toy/ https://b.org/zoom draft.md");
  EXPECT_EQ(results->estimated_total, 9U);
  ASSERT_EQ(results->hits.size(), 3 + kPassagesOfNewest) << "a few of each document";
  EXPECT_EQ(results->hits[1].passage.text, documents[0].sections[4].blocks[0].text)
      << "the best of a document first";
  EXPECT_GT(results->hits[1].score, results->hits[2].score);
  request.offset = 4;
  request.limit = 1;
  EXPECT_EQ(ids_of(searcher->search(request)->documents), "https://b.org/zoom");
}

std::vector<Sample> documents_of_one_score(int count) {
  std::vector<Sample> samples;
  for (int i = 0; i < count; ++i) samples.push_back({"p" + std::to_string(i), "T", "common word"});
  return samples;
}

TEST_F(SearcherTest, PagesThroughTheRankingWithoutGapOrRepetition) {
  index(documents_of_one_score(130));
  for (const char* query : {"common", "common kind:paper", "kind:paper"}) {
    const std::string at_once = ids_of_hits(answer({query, 0, 130}));
    for (const std::size_t limit : {std::size_t{10}, std::size_t{7}, std::size_t{60}}) {
      std::string in_pages;
      for (std::size_t offset = 0; offset < 130; offset += limit) {
        const Results page = answer({query, offset, limit});
        EXPECT_EQ(page.hits.front().rank, offset + 1);
        in_pages += (offset == 0 ? "" : " ") + ids_of_hits(page);
      }
      EXPECT_EQ(in_pages, at_once) << query << ", by " << limit;
    }
  }
}

// A document of many passages, and the year before ten others.
std::vector<Document> long_and_short_documents(std::size_t passages) {
  std::vector<Document> documents;
  for (int i = 0; i <= 10; ++i) {
    documents.push_back(document_of({fmt::format("p{}", i), "T", "A common word."}));
    documents.back().info.date = i == 0 ? "2024" : "2023";
  }
  documents[0].sections.resize(passages, documents[0].sections[0]);
  return documents;
}

TEST_F(SearcherTest, PutsTheNewestDocumentsFirstHoweverLongTheyAre) {
  index(long_and_short_documents(1100));
  SearchRequest request{"common", 0, 20};
  request.order = SearchOrder::newest;
  const Results results = answer(request);
  EXPECT_EQ(results.documents.size(), 11U);
  EXPECT_EQ(results.hits.size(), 10 + kPassagesOfNewest);
  request.offset = 1;
  request.limit = 5;
  EXPECT_EQ(answer(request).hits.size(), 5U);
}

TEST_F(SearcherTest, ListsEachDocumentOnceWhereNothingIsRanked) {
  std::vector<Document> documents = long_and_short_documents(1100);
  index(documents);
  const Results results = answer({"kind:paper", 0, 20});
  EXPECT_EQ(results.documents.size(), 11U);
  EXPECT_EQ(results.documents[0].id, "p0");
  EXPECT_EQ(results.hits.size(), 11U);
  EXPECT_EQ(results.estimated_total, 11U) << "documents are what is listed";
  EXPECT_TRUE(results.total_is_exact);
  EXPECT_EQ(answer({"kind:paper", 10, 20}).hits.size(), 1U);
}

}  // namespace
}  // namespace mi
