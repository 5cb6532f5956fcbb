// Each hostile query is refused with the reason, or answered: by the searcher, its suggestions and
// its facets, and through the API.

#include "tests/searchd/hostile_queries.h"

#include <gtest/gtest.h>

#include <set>

#include "core/json.h"
#include "core/unicode.h"
#include "searchd/api.h"
#include "searchd/index_backend.h"
#include "searchd/target.h"
#include "tests/searchd/searcher_fixture.h"

namespace mi {
namespace {

class HostileQueries : public SearcherTest {
 protected:
  HostileQueries() { index(small_library()); }
};

// A request's answer is one that may be printed, or says why there is none.
void expect_answer(const Expected<Results>& results) {
  if (!results) {
    EXPECT_EQ(results.error().kind, ErrorKind::usage) << results.error().message;
    EXPECT_FALSE(results.error().message.empty());
    return;
  }
  EXPECT_LE(results->hits.size(), 10U);
  for (const Hit& hit : results->hits) EXPECT_TRUE(is_valid_utf8(hit.snippet.text));
}

TEST_F(HostileQueries, AreNamedApart) {
  std::set<std::string> names;
  for (const HostileQuery& query : hostile_queries())
    EXPECT_TRUE(names.insert(query.name).second) << query.name;
  EXPECT_GT(names.size(), 150U);
}

TEST_F(HostileQueries, AreRefusedOrAnswered) {
  Expected<Searcher> searcher = Searcher::open(config_);
  ASSERT_TRUE(searcher);
  for (const HostileQuery& query : hostile_queries()) {
    SCOPED_TRACE(query.name);
    SearchRequest request{query.text};
    expect_answer(searcher->search(request));
    request.facets = request.explain = request.counts = request.notes = request.mentions = true;
    expect_answer(searcher->search(request));
    request.order = SearchOrder::newest;
    expect_answer(searcher->search(request));
    EXPECT_LE(searcher->complete(query.text, 10).size(), 10U);
    if (query.text.size() > 4096) continue;
    EXPECT_TRUE(searcher->about(query.text));
    expect_answer(searcher->related({query.text}));
  }
}

TEST_F(HostileQueries, StopNoneOfTheQuestionsBehindThem) {
  Expected<Searcher> searcher = Searcher::open(config_);
  ASSERT_TRUE(searcher);
  for (const HostileQuery& query : hostile_queries()) {
    (void)searcher->search({query.text});
    const Expected<Results> results = searcher->search({"superposition"});
    ASSERT_TRUE(results) << query.name;
    ASSERT_FALSE(results->hits.empty()) << query.name;
  }
}

TEST_F(HostileQueries, AreNoFaultOfTheServer) {
  Api api(index_backend(config_));
  for (const HostileQuery& query : hostile_queries()) {
    SCOPED_TRACE(query.name);
    const std::string encoded = encode_component(query.text);
    for (const std::string& target :
         {"/api/v1/search?q=" + encoded, "/api/v1/search?facets=1&explain=1&q=" + encoded,
          "/api/v1/search?q=superposition&site=" + encoded, "/api/v1/suggest?q=" + encoded,
          "/opensearch/suggest?q=" + encoded, "/?q=" + encoded, "/api/v1/about?of=" + encoded}) {
      const Reply reply = api.handle({"GET", target, "", "", ""});
      EXPECT_TRUE(reply.status == 200 || (reply.status >= 400 && reply.status < 500))
          << reply.status << " " << target.substr(0, 40);
      EXPECT_TRUE(is_valid_utf8(reply.body)) << target.substr(0, 40);
    }
    const Reply json = api.handle({"GET", "/api/v1/search?q=" + encoded, "", "", ""});
    EXPECT_TRUE(parse_json(json.body)) << json.body.substr(0, 200);
  }
}

}  // namespace
}  // namespace mi
