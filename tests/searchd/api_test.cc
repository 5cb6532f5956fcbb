#include "searchd/api.h"

#include <gtest/gtest.h>

#include <set>
#include <stdexcept>

#include "core/json.h"
#include "searchd/assets.h"
#include "searchd/question.h"
#include "searchd/render_html.h"
#include "searchd/target.h"
#include "tests/searchd/sample_results.h"

namespace mi {
namespace {

constexpr const char* kBrowser = "text/html,application/xhtml+xml,*/*;q=0.8";

// Answers every query from the sample, but for those that name an error.
Expected<Results> search_sample(const SearchRequest& request) {
  if (request.query == "usage") return usage_error("the query is too long", "Shorten it.");
  if (request.query == "missing") return failure("there is no index", "Run mi-update.");
  if (request.query == "throw") throw std::runtime_error("secret");
  Results results = sample_results();
  results.query = request.query;
  results.estimated_total = 1000 * request.limit + request.offset;  // for tests to see them
  return results;
}

Expected<Suggestions> suggest_sample(const std::string& typed, std::size_t limit) {
  if (typed == "missing") return failure("there is no index", "Run mi-update.");
  if (typed == "throw") throw std::runtime_error("secret");
  Suggestions suggestions{typed, "notes-000002 papers-000001", 0.5, {}};
  const std::size_t space = typed.rfind(' ');
  const std::size_t replaces = space == std::string::npos ? 0 : space + 1;
  for (std::size_t i = 0; i < limit; ++i) {
    suggestions.completions.push_back(
        {"superposition " + std::to_string(i), CompletionKind::phrase, 1, replaces});
  }
  return suggestions;
}

constexpr const char* kPaperId = "https://a.org/toy/";

Expected<std::optional<WholeDocument>> document_of_sample(const std::string& id,
                                                          const std::string& query) {
  if (query == "usage") return usage_error("the query is too long");
  if (id != kPaperId) return std::nullopt;
  WholeDocument document;
  document.info = sample_paper();
  document.generation = "notes-000002 papers-000001";
  document.sections = {{{"Motivation"}, "s", {{sample_results().hits[0].passage, {{35, 48}}}}}};
  document.mentions = {{sample_note(), {kPaperId, "", "Toy", 3, "See Toy."}}};
  return document;
}

Expected<About> about_sample(const std::string& name) {
  About about;
  about.name = name;
  if (name == "toy") about.document = sample_paper();
  return about;
}

IndexState sample_state() {
  IndexState state;
  state.generation = "notes-000002 papers-000001";
  state.collection = {2, 1, 3};
  state.published = parse_time("2026-01-03T23:00:00Z");
  return state;
}

Backend sample_backend() {
  Backend backend;
  backend.search = search_sample;
  backend.related = search_sample;
  backend.document = document_of_sample;
  backend.has_document = [](const std::string& id) { return Expected<bool>(id == kPaperId); };
  backend.about = about_sample;
  backend.map = [] { return Expected<CollectionMap>(CollectionMap{}); };
  backend.state = sample_state;
  backend.suggest = suggest_sample;
  backend.clock = [] { return *parse_time("2026-01-04T00:00:00Z"); };
  return backend;
}

Reply get(const std::string& target, const std::string& accept = "") {
  return Api(sample_backend()).handle({"GET", target, accept, "", ""});
}

std::string repeated(const std::string& text, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

TEST(Api, AnswersEachTargetWithItsStatusAndCode) {
  struct Case {
    std::string target;
    int status;
    std::string code;  // of the problem; empty: an answer
  };
  const std::vector<Case> cases = {
      {"/", 200, ""},
      {"/?q=", 200, ""},
      {"/?q=a", 200, ""},
      {"/?q=a&offset=990", 200, ""},
      {"/?q=a&offset=991", 400, "bad_number"},
      {"/?q=a&limit=5", 400, "unknown_parameter"},
      {"/?x=1", 400, "unknown_parameter"},
      {"/?q=a&expand=0", 200, ""},
      {"/?q=a&expand=1&drop=b&drop=c", 200, ""},
      {"/?q=a&expand=2", 400, "bad_number"},
      {"/?q=a&expand=0&expand=0", 400, "repeated_parameter"},
      {"/?q=a&drop=", 400, "bad_drop"},
      {"/api/v1/search?q=a&drop=" + std::string(kMaxDropBytes, 'a'), 200, ""},
      {"/api/v1/search?q=a&drop=" + std::string(kMaxDropBytes + 1, 'a'), 400, "bad_drop"},
      {"/api/v1/search?q=a" + repeated("&drop=b", kMaxDrops), 200, ""},
      {"/api/v1/search?q=a" + repeated("&drop=b", kMaxDrops + 1), 400, "bad_drop"},
      {"/healthz?drop=a", 400, "unknown_parameter"},
      {"/api/v1/search?q=a", 200, ""},
      {"/api/v1/search?q=", 200, ""},
      {"/api/v1/search?q=a&limit=100&offset=900", 200, ""},
      {"/api/v1/search?q=a&limit=100&offset=901", 400, "bad_number"},
      {"/api/v1/search?q=a&limit=0", 400, "bad_number"},
      {"/api/v1/search?q=a&limit=101", 400, "bad_number"},
      {"/api/v1/search?q=a&limit=", 400, "bad_number"},
      {"/api/v1/search?q=a&limit=1x", 400, "bad_number"},
      {"/api/v1/search?q=a&limit=-1", 400, "bad_number"},
      {"/api/v1/search?q=a&limit=%2B1", 400, "bad_number"},
      {"/api/v1/search?q=a&offset=99999999999999999999999", 400, "bad_number"},
      {"/api/v1/search", 400, "missing_query"},
      {"/api/v1/search?limit=1", 400, "missing_query"},
      {"/api/v1/search?q=a&q=b", 400, "repeated_parameter"},
      {"/api/v1/search?Q=a", 400, "unknown_parameter"},
      {"/api/v1/search?q=a&=", 400, "unknown_parameter"},
      {"/api/v1/search?q=%", 400, "bad_target"},
      {"/api/v1/search?q=%zz", 400, "bad_target"},
      {"/%zz", 400, "bad_target"},
      {"*", 400, "bad_target"},
      {"/?q=" + std::string(kMaxTargetBytes, 'a'), 414, "target_too_long"},
      {"/api/v1/search?q=usage", 400, "bad_query"},
      {"/api/v1/search?q=missing", 503, "index_unavailable"},
      {"/?q=missing", 503, "index_unavailable"},
      {"/api/v1/search?q=throw", 500, "internal"},
      {"/?q=throw", 500, "internal"},
      {"/api/v1/search?q=a&kind=paper&kind=note&site=a.org&lang=ko&year=2020..2022&tag=a&tag=b",
       200, ""},
      {"/api/v1/search?q=a&kind=poem", 400, "bad_filter"},
      {"/api/v1/search?q=a&kind=", 400, "bad_filter"},
      {"/api/v1/search?q=a&year=22", 400, "bad_filter"},
      {"/api/v1/search?q=a&lang=1", 400, "bad_filter"},
      {"/api/v1/search?q=a&tag=" + std::string(kMaxFilterBytes, 'a'), 200, ""},
      {"/api/v1/search?q=a&tag=" + std::string(kMaxFilterBytes + 1, 'a'), 400, "bad_filter"},
      {"/api/v1/search?q=a" + repeated("&tag=b", kMaxFilters), 200, ""},
      {"/api/v1/search?q=a" + repeated("&tag=b", kMaxFilters + 1), 400, "bad_filter"},
      {"/api/v1/search?q=a&author=olah", 400, "unknown_parameter"},
      {"/api/v1/search?q=a&sort=date", 200, ""},
      {"/api/v1/search?q=a&sort=relevance", 200, ""},
      {"/api/v1/search?q=a&sort=", 400, "bad_sort"},
      {"/api/v1/search?q=a&sort=Date", 400, "bad_sort"},
      {"/api/v1/search?q=a&sort=date&sort=date", 400, "repeated_parameter"},
      {"/api/v1/search?q=a&explain=1&facets=1", 200, ""},
      {"/api/v1/search?q=a&explain=yes", 400, "bad_number"},
      {"/api/v1/suggest?q=a", 200, ""},
      {"/api/v1/suggest?q=", 200, ""},
      {"/api/v1/suggest?q=a&limit=50", 200, ""},
      {"/api/v1/suggest?q=a&limit=51", 400, "bad_number"},
      {"/api/v1/suggest?q=a&limit=0", 400, "bad_number"},
      {"/api/v1/suggest?q=a&offset=1", 400, "unknown_parameter"},
      {"/api/v1/suggest?q=a&q=b", 400, "repeated_parameter"},
      {"/api/v1/suggest", 400, "missing_query"},
      {"/api/v1/suggest?q=" + std::string(1024, 'a'), 200, ""},
      {"/api/v1/suggest?q=" + std::string(1025, 'a'), 400, "bad_query"},
      {"/api/v1/suggest?q=missing", 503, "index_unavailable"},
      {"/api/v1/suggest?q=throw", 500, "internal"},
      {"/doc/https%3A%2F%2Fa.org%2Ftoy%2F", 200, ""},
      {"/doc/https%3A%2F%2Fa.org%2Ftoy%2F?q=a", 200, ""},
      {"/doc/https%3A%2F%2Fa.org%2Ftoy%2F?q=usage", 400, "bad_query"},
      {"/doc/https%3A%2F%2Fa.org%2Ftoy%2F?limit=1", 400, "unknown_parameter"},
      {"/map", 200, ""},
      {"/map?q=a", 400, "unknown_parameter"},
      {"/doc/absent", 404, "no_such_document"},
      {"/doc/", 404, "not_found"},
      {"/api/v1/documents/https%3A%2F%2Fa.org%2Ftoy%2F", 200, ""},
      {"/api/v1/documents/https%3A%2F%2Fa.org%2Ftoy%2F?q=a", 200, ""},
      {"/api/v1/documents/https%3A%2F%2Fa.org%2Ftoy%2F?q=usage", 400, "bad_query"},
      {"/api/v1/documents/https%3A%2F%2Fa.org%2Ftoy%2F?limit=1", 400, "unknown_parameter"},
      {"/api/v1/documents/absent", 404, "no_such_document"},
      {"/api/v1/documents/", 404, "not_found"},
      {"/api/v1/documents/https://a.org/toy/", 404, "not_found"},
      {"/api/v1/documents/https%3A%2F%2Fa.org%2Ftoy%2F/related", 200, ""},
      {"/api/v1/documents/https%3A%2F%2Fa.org%2Ftoy%2F/related?limit=5&kind=note", 200, ""},
      {"/api/v1/documents/https%3A%2F%2Fa.org%2Ftoy%2F/related?anchor=s", 200, ""},
      {"/api/v1/documents/https%3A%2F%2Fa.org%2Ftoy%2F/related?line=0", 400, "bad_number"},
      {"/api/v1/documents/https%3A%2F%2Fa.org%2Ftoy%2F/related?line=1&anchor=s", 400,
       "bad_passage"},
      {"/api/v1/documents/https%3A%2F%2Fa.org%2Ftoy%2F/related?q=a", 400, "unknown_parameter"},
      {"/api/v1/documents/absent/related", 404, "no_such_document"},
      {"/api/v1/about?of=toy", 200, ""},
      {"/api/v1/about?of=absent", 404, "unknown_work"},
      {"/api/v1/about?of=", 400, "missing_name"},
      {"/api/v1/about", 400, "missing_name"},
      {"/api/v1/status", 200, ""},
      {"/api/v1/status?x=1", 400, "unknown_parameter"},
      {"/metrics", 200, ""},
      {"/opensearch/suggest?q=a", 200, ""},
      {"/opensearch/suggest?q=a&limit=2", 400, "unknown_parameter"},
      {"/opensearch/suggest", 400, "missing_query"},
      {"/opensearch.xml", 200, ""},
      {"/opensearch.xml?q=a", 400, "unknown_parameter"},
      {"/healthz", 200, ""},
      {"/healthz?x=1", 400, "unknown_parameter"},
      {"/favicon.ico", 200, ""},
      {stylesheet().path, 200, ""},
      {stylesheet().path + "?x=1", 400, "unknown_parameter"},
      {icon().path, 200, ""},
      {"/assets/page.css", 404, "not_found"},
      {"/assets/../api.cc", 404, "not_found"},
      {"/assets/%2e%2e/api.cc", 404, "not_found"},
      {"/api", 404, "not_found"},
      {"/api/v1/search/", 404, "not_found"},
      {"/nothing", 404, "not_found"},
      {"//", 404, "not_found"},
  };
  for (const Case& c : cases) {
    const Reply reply = get(c.target);
    EXPECT_EQ(reply.status, c.status) << c.target;
    if (c.code.empty()) continue;
    EXPECT_EQ(reply.header("Content-Type"), "application/problem+json") << c.target;
    const auto json = parse_json(reply.body);
    ASSERT_TRUE(json) << c.target;
    EXPECT_EQ((*json)["code"].as_string(), c.code) << c.target;
    EXPECT_EQ((*json)["status"].as_int(), c.status) << c.target;
    EXPECT_NE((*json)["detail"].as_string(), "") << c.target;
    EXPECT_EQ(reply.header("Cache-Control"), "no-store") << c.target;
  }
}

TEST(Api, SecuresEveryReply) {
  for (const std::string& target :
       {std::string("/"), std::string("/?q=a"), std::string("/api/v1/search?q=a"),
        std::string("/healthz"), stylesheet().path, std::string("/favicon.ico"),
        std::string("/nothing"), std::string("/?q=throw"), std::string("/?q=missing")}) {
    const Reply reply = get(target, kBrowser);
    EXPECT_EQ(reply.header("Content-Security-Policy"),
              "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; "
              "img-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; "
              "frame-ancestors 'none'; "
              "require-trusted-types-for 'script'; trusted-types 'none'")
        << target;
    EXPECT_EQ(reply.header("X-Content-Type-Options"), "nosniff") << target;
    EXPECT_EQ(reply.header("Referrer-Policy"), "no-referrer") << target;
    EXPECT_EQ(reply.header("Cross-Origin-Opener-Policy"), "same-origin") << target;
    EXPECT_EQ(reply.header("Cross-Origin-Resource-Policy"), "same-origin") << target;
    EXPECT_NE(reply.header("Cache-Control"), "") << target;
  }
}

TEST(Api, SearchesForWhatWasAsked) {
  const auto json = parse_json(get("/api/v1/search?q=%EC%A4%91+b&limit=7&offset=20").body);
  ASSERT_TRUE(json);
  EXPECT_EQ((*json)["query"].as_string(), "중 b");
  EXPECT_EQ((*json)["estimated_total"].as_int(), 7020);
  const auto defaults = parse_json(get("/api/v1/search?q=a").body);
  ASSERT_TRUE(defaults);
  EXPECT_EQ((*defaults)["estimated_total"].as_int(), 10'000);
}

TEST(Api, AsksForWhatTheParametersSay) {
  SearchRequest asked;
  Backend backend = sample_backend();
  backend.search = [&asked](const SearchRequest& request) {
    asked = request;
    return search_sample(request);
  };
  const Api api(backend);
  api.handle({"GET", "/api/v1/search?q=a", "", "", ""});
  EXPECT_TRUE(asked.filters.empty());
  EXPECT_EQ(asked.order, SearchOrder::best);
  EXPECT_FALSE(asked.explain);
  EXPECT_FALSE(asked.facets);
  EXPECT_TRUE(asked.notes);
  api.handle({"GET",
              "/api/v1/search?q=a&kind=%EB%85%BC%EB%AC%B8&year=2020..&tag=ml&sort=date&explain=1"
              "&facets=1",
              "", "", ""});
  ASSERT_EQ(asked.filters.size(), 3U);
  EXPECT_EQ(to_string(asked.filters[0]), "kind:paper") << "in Korean too";
  EXPECT_EQ(to_string(asked.filters[1]), "year:2020..");
  EXPECT_EQ(to_string(asked.filters[2]), "tag:ml");
  EXPECT_EQ(asked.order, SearchOrder::newest);
  EXPECT_TRUE(asked.explain);
  EXPECT_TRUE(asked.facets);
}

TEST(Api, LeavesOutTheExpansionsThatWereNamed) {
  SearchRequest asked;
  Backend backend = sample_backend();
  backend.search = [&asked](const SearchRequest& request) {
    asked = request;
    return search_sample(request);
  };
  const Api api(backend);
  for (const std::string path : {"/", "/api/v1/search"}) {
    api.handle({"GET", path + "?q=a", "", "", ""});
    EXPECT_TRUE(asked.expand);
    EXPECT_TRUE(asked.dropped_expansions.empty());
    api.handle({"GET", path + "?q=a&drop=feature+map&expand=0&drop=SAE", "", "", ""});
    EXPECT_FALSE(asked.expand);
    EXPECT_EQ(asked.dropped_expansions, (std::vector<std::string>{"feature map", "SAE"}));
  }
  const Reply page = api.handle({"GET", "/?q=a&drop=SAE", "", "", ""});
  EXPECT_NE(page.body.find("href=\"/?q=a\""), std::string::npos) << "back to all of them";
}

TEST(Api, TellsABrowserOfErrorsInAPageButNeverBelowApi) {
  const Reply page = get("/?q=missing", kBrowser);
  EXPECT_EQ(page.status, 503);
  EXPECT_EQ(page.header("Content-Type"), "text/html; charset=utf-8");
  EXPECT_NE(page.body.find("there is no index"), std::string::npos);
  EXPECT_NE(page.body.find("Run mi-update."), std::string::npos);
  EXPECT_NE(page.body.find("value=\"missing\""), std::string::npos);
  EXPECT_EQ(get("/nothing", kBrowser).header("Content-Type"), "text/html; charset=utf-8");
  EXPECT_EQ(get("/api/x", kBrowser).header("Content-Type"), "application/problem+json");
  EXPECT_EQ(get("/nothing", "*/*").header("Content-Type"), "application/problem+json");
}

TEST(Api, SaysNothingOfAnException) {
  for (const std::string target : {"/?q=throw", "/api/v1/search?q=throw"}) {
    const Reply reply = get(target, kBrowser);
    EXPECT_EQ(reply.status, 500);
    EXPECT_EQ(reply.body.find("secret"), std::string::npos);
    for (const auto& [name, value] : reply.headers)
      EXPECT_EQ(value.find("secret"), std::string::npos) << name;
  }
}

TEST(Api, SuggestsWhatAQueryMayBecome) {
  const auto json = parse_json(get("/api/v1/suggest?q=toy+sup").body);
  ASSERT_TRUE(json);
  const Json::Array& suggestions = (*json)["suggestions"].as_array();
  ASSERT_EQ(suggestions.size(), 8U);
  EXPECT_EQ(suggestions[0]["query"].as_string(), "toy superposition 0");
  EXPECT_EQ(suggestions[0]["replaces"].as_int(), 4);
  const auto two = parse_json(get("/api/v1/suggest?q=toy+sup&limit=2").body);
  ASSERT_TRUE(two);
  EXPECT_EQ((*two)["suggestions"].as_array().size(), 2U);
}

TEST(Api, GivesADocumentWhole) {
  const auto json = parse_json(get("/api/v1/documents/https%3A%2F%2Fa.org%2Ftoy%2F").body);
  ASSERT_TRUE(json);
  EXPECT_EQ((*json)["document"]["title"].as_string(), "Toy Models");
  const Json& passage = (*json)["sections"].as_array().at(0)["passages"].as_array().at(0);
  EXPECT_EQ(passage["marks"].as_array().at(0).as_array().at(0).as_int(), 33) << "UTF-16 units";
  EXPECT_EQ((*json)["mentions"].as_array().at(0)["sentence"].as_string(), "See Toy.");
}

TEST(Api, FindsWhatIsLikeADocumentOrAPassageOfIt) {
  std::vector<std::string> asked;
  Backend backend = sample_backend();
  backend.related = [&asked](const SearchRequest& request) {
    asked.push_back(request.query + " " + std::to_string(request.limit));
    return search_sample(request);
  };
  const Api api(backend);
  const std::string path = "/api/v1/documents/https%3A%2F%2Fa.org%2Ftoy%2F/related";
  for (const char* parameters : {"", "?anchor=s%20t&limit=3", "?line=12"})
    EXPECT_EQ(api.handle({"GET", path + parameters, "", "", ""}).status, 200);
  EXPECT_EQ(asked, (std::vector<std::string>{"https://a.org/toy/ 10", "https://a.org/toy/#s t 3",
                                             "https://a.org/toy/:12 10"}));
}

TEST(Api, TellsItsState) {
  Backend backend = sample_backend();
  const auto status = [&backend] {
    return parse_json(Api(backend).handle({"GET", "/api/v1/status", "", "", ""}).body).value();
  };
  EXPECT_EQ(status()["status"].as_string(), "ok");
  EXPECT_EQ(status()["age_seconds"].as_int(), 3600);
  EXPECT_EQ(status()["published"].as_string(), "2026-01-03T23:00:00Z");
  EXPECT_EQ(status()["passages"].as_int(), 3);
  EXPECT_TRUE(status()["problem"].is_null());
  backend.state = [] {
    IndexState state = sample_state();
    state.problem = Error{"text is damaged", "Run mi-index --rebuild."};
    return state;
  };
  EXPECT_EQ(status()["status"].as_string(), "stale");
  EXPECT_EQ(status()["generation"].as_string(), "notes-000002 papers-000001");
  EXPECT_EQ(status()["problem"]["detail"].as_string(), "text is damaged");
  EXPECT_EQ(status()["problem"]["hint"].as_string(), "Run mi-index --rebuild.");
  backend.state = [] { return IndexState{{}, {}, {}, Error{"there is no index", ""}}; };
  EXPECT_EQ(status()["status"].as_string(), "unavailable");
  EXPECT_TRUE(status()["published"].is_null());
}

TEST(Api, CountsWhatItAnswers) {
  const Api api(sample_backend());
  for (const char* target : {"/api/v1/search?q=a", "/api/v1/search?q=b", "/api/v1/search?q=throw",
                             "/api/v1/search", "/nothing", "/%zz", "/api/v1/documents/absent"}) {
    api.handle({"GET", target, "", "", ""});
  }
  const Reply reply = api.handle({"GET", "/metrics", "", "", ""});
  EXPECT_EQ(reply.header("Content-Type"), "text/plain; version=0.0.4; charset=utf-8");
  for (const char* line :
       {"mi_http_requests_total{route=\"/api/v1/search\",status=\"200\"} 2\n",
        "mi_http_requests_total{route=\"/api/v1/search\",status=\"400\"} 1\n",
        "mi_http_requests_total{route=\"/api/v1/search\",status=\"500\"} 1\n",
        "mi_http_requests_total{route=\"/api/v1/documents/{id}\",status=\"404\"} 1\n",
        "mi_http_requests_total{route=\"other\",status=\"404\"} 1\n",
        "mi_http_requests_total{route=\"other\",status=\"400\"} 1\n",
        "mi_http_request_duration_seconds_count{route=\"/api/v1/search\"} 4\n",
        "mi_index_info{generation=\"notes-000002 papers-000001\"} 1\n",
        "mi_index_age_seconds 3600\n", "mi_index_documents{kind=\"paper\"} 2\n"}) {
    EXPECT_NE(reply.body.find(line), std::string::npos) << line << reply.body;
  }
}

TEST(Api, SuggestsToBrowsersInTheirForm) {
  const Reply reply = get("/opensearch/suggest?q=toy+sup");
  EXPECT_EQ(reply.header("Content-Type"), "application/x-suggestions+json");
  const auto json = parse_json(reply.body);
  ASSERT_TRUE(json);
  ASSERT_EQ(json->as_array().size(), 2U);
  EXPECT_EQ(json->as_array()[0].as_string(), "toy sup");
  EXPECT_EQ(json->as_array()[1].as_array().at(0).as_string(), "toy superposition 0");
}

TEST(Api, DescribesItselfAsASearchEngineByTheNameThatItWasAskedBy) {
  Request request{"GET", "/opensearch.xml", "", "ko", ""};
  request.host = "localhost:8765";
  const Reply reply = Api(sample_backend()).handle(request);
  EXPECT_EQ(reply.header("Content-Type"), "application/opensearchdescription+xml; charset=utf-8");
  EXPECT_NE(reply.body.find("template=\"http://localhost:8765/?q={searchTerms}\""),
            std::string::npos)
      << reply.body;
  EXPECT_NE(reply.body.find("http://localhost:8765/opensearch/suggest?q={searchTerms}"),
            std::string::npos);
  EXPECT_NE(get("/").body.find("href=\"/opensearch.xml\""), std::string::npos);
}

TEST(Api, RefusesOtherMethods) {
  const Reply reply = Api(sample_backend()).handle({"POST", "/", "", "", ""});
  EXPECT_EQ(reply.status, 405);
  EXPECT_EQ(reply.header("Allow"), "GET, HEAD");
}

TEST(Api, AnswersHeadAsGet) {
  const Api api(sample_backend());
  const Reply get_reply = api.handle({"GET", "/?q=a", "", "", ""});
  const Reply head_reply = api.handle({"HEAD", "/?q=a", "", "", ""});
  EXPECT_EQ(head_reply.status, 200);
  EXPECT_EQ(head_reply.headers, get_reply.headers);
}

TEST(Api, SpeaksTheLanguageOfTheReader) {
  const Reply reply = Api(sample_backend()).handle({"GET", "/?q=a", "", "ko-KR,ko;q=0.9", ""});
  EXPECT_NE(reply.body.find("<html lang=\"ko\">"), std::string::npos);
  EXPECT_EQ(reply.header("Vary"), "Accept-Language");
}

TEST(Api, KeepsAssetsForEver) {
  const Reply reply = get(stylesheet().path);
  EXPECT_EQ(reply.header("Cache-Control"), "public, max-age=31536000, immutable");
  EXPECT_EQ(reply.header("Content-Type"), "text/css; charset=utf-8");
  EXPECT_NE(reply.body.find("prefers-color-scheme: dark"), std::string::npos);
  EXPECT_NE(get("/").body.find(stylesheet().path), std::string::npos);
  EXPECT_NE(get("/").body.find(icon().path), std::string::npos);
  EXPECT_EQ(get("/favicon.ico").header("Cache-Control"), "public, max-age=86400");
}

TEST(Api, AnswersAMatchingTagWithoutABody) {
  const Api api(sample_backend());
  for (const std::string target : {"/?q=a", "/api/v1/search?q=a", "/api/v1/suggest?q=a"}) {
    const std::string tag(api.handle({"GET", target, "", "", ""}).header("ETag"));
    ASSERT_TRUE(tag.starts_with("W/\"")) << tag;
    for (const std::string& header : {tag, "\"x\", " + tag, tag.substr(2), std::string("*")}) {
      const Reply reply = api.handle({"GET", target, "", "", header});
      EXPECT_EQ(reply.status, 304) << header;
      EXPECT_EQ(reply.body, "") << header;
      EXPECT_EQ(reply.header("ETag"), tag) << header;
    }
    for (const std::string& header : {std::string("\"x\""), tag.substr(3, 16), std::string("W/")})
      EXPECT_EQ(api.handle({"GET", target, "", "", header}).status, 200) << header;
  }
}

TEST(Api, GivesAnotherTagToAnotherAnswer) {
  Backend newer = sample_backend();
  newer.search = [](const SearchRequest& request) {
    auto results = search_sample(request);
    results->generation += "1";
    return results;
  };
  const auto tag = [](const Backend& backend, const std::string& target,
                      const std::string& language = "") {
    return std::string(Api(backend).handle({"GET", target, "", language, ""}).header("ETag"));
  };
  const std::vector<std::string> tags = {
      tag(sample_backend(), "/?q=a"),
      tag(sample_backend(), "/?q=b"),
      tag(sample_backend(), "/?q=a&offset=10"),
      tag(sample_backend(), "/?q=a&expand=0"),
      tag(sample_backend(), "/?q=a&drop=b"),
      tag(sample_backend(), "/?q=a&drop=b&drop=c"),
      tag(sample_backend(), "/?q=a&drop=b%0Ac"),
      tag(sample_backend(), "/?q=a%0Ab"),
      tag(sample_backend(), "/?q=a%26b"),
      tag(sample_backend(), "/?q=a", "ko"),
      tag(sample_backend(), "/api/v1/search?q=a"),
      tag(sample_backend(), "/api/v1/search?q=a&limit=9"),
      tag(newer, "/?q=a"),
      tag(newer, "/api/v1/search?q=a"),
  };
  EXPECT_EQ(std::set<std::string>(tags.begin(), tags.end()).size(), tags.size());
}

}  // namespace
}  // namespace mi
