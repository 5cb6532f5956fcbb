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

Backend sample_backend() {
  Backend backend;
  backend.search = search_sample;
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
