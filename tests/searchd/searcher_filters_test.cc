// What narrows an answer, and how an answer divides.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "searchd/query_field.h"
#include "searchd/searcher.h"
#include "tests/searchd/searcher_fixture.h"

namespace mi {
namespace {

std::vector<Query> filters_of(const std::vector<std::pair<QueryField, std::string>>& values) {
  std::vector<Query> filters;
  for (const auto& [field, value] : values) filters.push_back(*field_query(field, value));
  return filters;
}

TEST_F(SearcherTest, FindsDocumentsByAuthorAndYear) {
  index({{"a", "A", "some text", DocumentKind::paper, "", {"Nelson Elhage"}},
         {"b", "B", "other text"}});
  EXPECT_EQ(found("elhage"), "a");
  EXPECT_EQ(found("2022"), "b a") << "the shorter first";
}

TEST_F(SearcherTest, NarrowsByFields) {
  index(small_library());
  const std::string toy = "https://a.org/toy/";
  const std::string zoom = "https://b.org/zoom";
  const std::pair<std::string, std::string> kCases[] = {
      {"title:\"toy models\"", toy},
      {"title:circuits", zoom},
      {"제목:중첩", "ko/중첩.md"},
      {"author:elhage", toy},
      {"author:\"chris olah\" -author:elhage", zoom},
      {"tag:ml", "ko/중첩.md"},
      {"태그:ml/중첩", "ko/중첩.md"},
      {"site:a.org", toy},
      {"site:https://www.a.org/toy/", toy},
      {"site:WWW.b.org", zoom},
      {"site:org", ""},
      {"kind:note -is:draft", "ko/중첩.md"},
      {"is:draft", "draft.md"},
      {"종류:노트 lang:en", "draft.md"},
      {"lang:ko", "ko/중첩.md"},
      {"year:2022", toy},
      {"year:2021..2023", toy},
      {"year:..2021", zoom},
      {"date:2020-03", zoom},
      {"date:2020-02..2020-04", zoom},
      {"date:2023..", "ko/중첩.md"},
      {"year:2020 OR year:2022 title:toy", toy + " " + zoom},
      {"cites:\"Toy Models of Superposition\"", zoom},
      {"cites:10.1234/toy", zoom},
      {"cites:\"toy models\"", zoom},
      {"linked:https://a.org/toy", "ko/중첩.md"},
      {"linked:a.org/toy/", "ko/중첩.md"},
      {"linked:\"zoom in\"", ""},
      {"in:\"toy models\"", toy},
      {"in:https://a.org/toy/", toy},
      {"in:ko/중첩.md", "ko/중첩.md"},
      {"title:poem", ""},
  };
  for (const auto& [query, expected] : kCases) {
    EXPECT_EQ(found(query), expected) << query;
    const bool has_or = query.find(" OR ") != std::string::npos;
    if (!has_or) {
      EXPECT_EQ(found("superposition " + query), expected) << query;
    }
  }
  EXPECT_EQ(found("absent kind:note"), "") << "fields narrow; the words must be there";
}

TEST_F(SearcherTest, CountsHowTheMatchesDivide) {
  index(small_library());
  Expected<Searcher> searcher = Searcher::open(config_);
  ASSERT_TRUE(searcher);
  SearchRequest request{"superposition"};
  request.limit = 1;
  request.facets = true;
  const Expected<Results> results = searcher->search(request);
  ASSERT_TRUE(results);
  EXPECT_EQ(results->facet_passages, 4U) << "all that match, not only those that are shown";
  EXPECT_EQ(results->facets, (std::vector<Facet>{
                                 {"kind", {{"note", 2}, {"paper", 2}}},
                                 {"site", {{"b.org", 1}, {"www.a.org", 1}}},
                                 {"year", {{"2020", 1}, {"2022", 1}, {"2026", 1}}},
                                 {"tag", {{"ML/중첩", 1}}},
                                 {"lang", {{"en", 3}, {"ko", 1}}},
                             }));
  EXPECT_TRUE(searcher->search({"superposition", 0, 1})->facets.empty()) << "only where asked for";
}

TEST_F(SearcherTest, NarrowsByFiltersWhatAQueryFinds) {
  std::vector<Document> documents = small_library();
  documents[3].info.tags = {"sae"};
  documents[2].info.tags = {"ML/중첩", "sae"};
  index(documents);
  Expected<Searcher> searcher = Searcher::open(config_);
  ASSERT_TRUE(searcher);
  const struct {
    std::vector<std::pair<QueryField, std::string>> filters;
    std::string query, found;
  } kCases[] = {
      {{{QueryField::kind, "paper"}}, "superposition", "https://a.org/toy/ https://b.org/zoom"},
      {{{QueryField::kind, "note"}}, "superposition", "draft.md ko/중첩.md"},
      {{{QueryField::kind, "note"}, {QueryField::kind, "paper"}},
       "zoom",
       "https://b.org/zoom"},  // one of two values of a field is enough
      {{{QueryField::site, "a.org"}}, "superposition", "https://a.org/toy/"},
      {{{QueryField::site, "a.org"}, {QueryField::lang, "ko"}}, "superposition", ""},
      {{{QueryField::year, "2019..2021"}}, "superposition", "https://b.org/zoom"},
      {{{QueryField::tag, "sae"}}, "superposition", "draft.md ko/중첩.md"},
      {{{QueryField::tag, "sae"}, {QueryField::tag, "ml"}}, "superposition", "ko/중첩.md"},
      {{{QueryField::kind, "paper"}}, "superposition kind:note", ""},
      {{{QueryField::kind, "paper"}}, "-zoom superposition", "https://a.org/toy/"},
      {{{QueryField::kind, "note"}}, "", "draft.md ko/중첩.md"},  // a list of what there is
      {{{QueryField::kind, "note"}}, "absent", ""},
      {{{QueryField::kind, "note"}}, "!!!", ""},
  };
  for (const auto& c : kCases) {
    SearchRequest request{c.query};
    request.filters = filters_of(c.filters);
    request.repair = false;
    const Expected<Results> results = searcher->search(request);
    ASSERT_TRUE(results) << c.query;
    std::vector<std::string> ids;
    for (const DocumentInfo& document : results->documents) ids.push_back(document.id);
    std::sort(ids.begin(), ids.end());
    EXPECT_EQ(fmt::format("{}", fmt::join(ids, " ")), c.found) << c.query << c.filters.size();
    EXPECT_EQ(results->query, c.query);
  }
}

TEST_F(SearcherTest, FiltersLeaveScoresAloneButForFeedbackWhichIsOfWhatIsFound) {
  index(small_library());
  config_.search.feedback_weight = 0;
  Expected<Searcher> searcher = Searcher::open(config_);
  ASSERT_TRUE(searcher);
  SearchRequest request{"toy superposition"};
  const Expected<Results> all = searcher->search(request);
  request.filters = filters_of({{QueryField::site, "a.org"}});
  const Expected<Results> some = searcher->search(request);
  ASSERT_EQ(some->hits.size(), 1U);
  EXPECT_DOUBLE_EQ(some->hits[0].score, all->hits[0].score);
}

TEST_F(SearcherTest, TellsWhatElseAFilterCouldBe) {
  index(small_library());
  Expected<Searcher> searcher = Searcher::open(config_);
  ASSERT_TRUE(searcher);
  SearchRequest request{"superposition"};
  request.facets = true;
  request.filters = filters_of({{QueryField::kind, "paper"}, {QueryField::year, "2020"}});
  const Expected<Results> results = searcher->search(request);
  ASSERT_TRUE(results);
  EXPECT_EQ(results->estimated_total, 1U);
  EXPECT_EQ(results->facets, (std::vector<Facet>{
                                 {"kind", {{"paper", 1}}},
                                 {"site", {{"b.org", 1}}},
                                 {"year", {{"2020", 1}, {"2022", 1}}},
                                 {"lang", {{"en", 1}}},
                             }));
}

}  // namespace
}  // namespace mi
