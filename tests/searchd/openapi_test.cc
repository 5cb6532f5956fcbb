// The API's description against the API: the same paths and parameters, and answers of the shapes
// that it promises.

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

#include "core/json.h"
#include "searchd/api.h"
#include "searchd/endpoint_openapi.h"
#include "searchd/endpoint_suggest.h"
#include "searchd/parameters.h"
#include "searchd/question.h"
#include "searchd/render_about.h"
#include "searchd/render_document_json.h"
#include "searchd/render_json.h"
#include "searchd/render_suggestions.h"
#include "searchd/routes.h"
#include "tests/searchd/sample_results.h"

namespace mi {
namespace {

const Json& description() {
  static const Json kDescription = parse_json(openapi_description()).value();
  return kDescription;
}

// What a reference inside the description leads to; else the value itself.
const Json& resolved(const Json& value) {
  const std::string reference(value["$ref"].as_string());
  if (reference.empty()) return value;
  const std::size_t slash = reference.rfind('/');
  const std::string kind = reference.substr(13, slash - 13);  // behind "#/components/"
  return description()["components"][kind][reference.substr(slash + 1)];
}

// Paths that are of the page alone: no program asks for them.
bool is_of_the_page(std::string_view path) {
  return !path.starts_with("/api/") && path != "/healthz" && path != "/metrics" &&
         !path.starts_with("/opensearch");
}

std::set<std::string> described_parameters(const Json& operation) {
  std::set<std::string> names;
  for (const Json& parameter : operation["parameters"].as_array()) {
    const Json& whole = resolved(parameter);
    EXPECT_NE(whole["description"].as_string(), "") << whole["name"].as_string();
    if (whole["in"].as_string() == "query") names.emplace(whole["name"].as_string());
  }
  return names;
}

TEST(OpenApi, DescribesEachRouteWithItsParametersAndNoOther) {
  std::set<std::string> described;
  for (const auto& [path, item] : description()["paths"].as_object()) described.insert(path);
  std::set<std::string> answered;
  for (const Route& route : routes()) {
    if (is_of_the_page(route.path)) continue;
    answered.emplace(route.path);
    const Json& operation = description()["paths"][route.path]["get"];
    ASSERT_TRUE(operation.is_object()) << route.path;
    const std::set<std::string> parameters(route.parameters.begin(), route.parameters.end());
    EXPECT_EQ(described_parameters(operation), parameters) << route.path;
  }
  EXPECT_EQ(described, answered);
}

TEST(OpenApi, TellsTheLimitsOfTheCode) {
  const Json& shared = description()["components"]["parameters"];
  EXPECT_EQ(shared["limit"]["schema"]["maximum"].as_int(), kMaxLimit);
  EXPECT_EQ(shared["offset"]["schema"]["maximum"].as_int(), kMaxResults);
  EXPECT_EQ(shared["drop"]["schema"]["maxItems"].as_int(), kMaxDrops);
  EXPECT_EQ(shared["drop"]["schema"]["items"]["maxLength"].as_int(), kMaxDropBytes);
  EXPECT_EQ(shared["tag"]["schema"]["items"]["maxLength"].as_int(), kMaxFilterBytes);
  const Json& suggest = description()["paths"]["/api/v1/suggest"]["get"]["parameters"];
  EXPECT_EQ(suggest.as_array().at(1)["schema"]["maximum"].as_int(), kMaxSuggestions);
  EXPECT_EQ(suggest.as_array().at(1)["schema"]["default"].as_int(), kDefaultSuggestions);
}

// The least of JSON Schema that the description uses. What is wrong is told with its place.
void expect_shape(const Json& value, const Json& schema_or_reference, const std::string& at);

void expect_object(const Json& value, const Json& schema, const std::string& at) {
  ASSERT_TRUE(value.is_object()) << at;
  std::set<std::string> members;
  for (const auto& [name, member] : value.as_object()) {
    members.insert(name);
    const Json& of_member = schema["properties"][name];
    EXPECT_TRUE(of_member.is_object()) << at << "." << name << " is not described";
    if (of_member.is_object()) expect_shape(member, of_member, at + "." + name);
  }
  for (const Json& name : schema["required"].as_array())
    EXPECT_TRUE(members.contains(std::string(name.as_string()))) << at << "." << name.as_string();
}

bool is_of_type(const Json& value, std::string_view type) {
  if (type == "integer") return value.is_int();
  if (type == "number")  // what is no other kind is a double
    return value.is_int() || !(value.is_null() || value.is_bool() || value.is_string() ||
                               value.is_array() || value.is_object());
  if (type == "boolean") return value.is_bool();
  return type == "string" && value.is_string();
}

void expect_shape(const Json& value, const Json& schema_or_reference, const std::string& at) {
  const Json& schema = resolved(schema_or_reference);
  if (schema["oneOf"].is_array()) {  // always: the first, or null
    if (!value.is_null()) expect_shape(value, schema["oneOf"].as_array().at(0), at);
    return;
  }
  const std::string_view type = schema["type"].as_string();
  if (type == "object") return expect_object(value, schema, at);
  if (type == "array") {
    ASSERT_TRUE(value.is_array()) << at;
    for (const Json& item : value.as_array()) expect_shape(item, schema["items"], at + "[]");
    return;
  }
  EXPECT_TRUE(is_of_type(value, type)) << at << " is no " << type;
  const Json::Array& choices = schema["enum"].as_array();
  const bool is_chosen =
      choices.empty() || std::any_of(choices.begin(), choices.end(), [&](const Json& choice) {
        return choice.as_string() == value.as_string();
      });
  EXPECT_TRUE(is_chosen) << at << ": " << value.as_string();
}

void expect_answer(const std::string& json, const std::string& schema) {
  const auto value = parse_json(json);
  ASSERT_TRUE(value) << json;
  expect_shape(*value, description()["components"]["schemas"][schema], schema);
}

TEST(OpenApi, DescribesEachFieldOfResults) {
  expect_answer(render_json({}), "Results");
  Results results = sample_results();
  results.remarks = {{RemarkKind::without_quotes, {}}};
  results.expansions = {{"중첩", "superposition", "mined"}};
  results.dropped = results.expansions;
  results.answered = "a";
  results.suggestion = "b";
  results.facets = {{"kind", {{"paper", 2}}}};
  results.document_passages = {2, 1};
  results.document_notes = {1, 0};
  results.hits[0].parts = {{"word", "a", {"a"}, "", {"text"}, 1, 0.5}};
  expect_answer(render_json(results), "Results");
}

TEST(OpenApi, DescribesEachFieldOfTheOtherAnswers) {
  Suggestions suggestions;
  suggestions.completions = {{"superposition", CompletionKind::term, 1, 0}};
  expect_answer(render_suggestions_json(suggestions), "Suggestions");
  About about;
  about.document = sample_paper();
  about.others = {sample_note()};
  about.mentions = {{sample_note(), {"https://a.org/toy/", "", "Toy", 3, "See Toy."}}};
  about.cited_by = {sample_paper()};
  about.cites = {{{"k", "Zoom In", {}, "2020", "", ""}, sample_paper()}, {{}, {}}};
  about.links = {{{"https://a.org/toy/", "", "Toy", 3}, sample_paper()}};
  expect_answer(render_about_json(about), "About");
  expect_answer(render_about_json({}), "About");
  WholeDocument document;
  document.info = sample_note();
  Passage passage;
  passage.text = "중첩";
  passage.line_begin = 1;
  document.sections = {{{"a"}, "s", {{passage, {{0, 3}}}}}};
  document.mentions = about.mentions;
  document.cites = about.cites;
  document.links = about.links;
  expect_answer(render_document_json(document), "WholeDocument");
  expect_answer(problem_reply({404, "not_found", "detail", "hint"}).body, "Problem");
}

TEST(OpenApi, DescribesEachFieldOfTheStatus) {
  Backend backend;
  backend.state = [] {
    return IndexState{"notes-000001", {1, 2, 3}, now(), Error{"newer one is damaged", "hint"}};
  };
  expect_answer(Api(backend).handle({"GET", "/api/v1/status", "", "", ""}).body, "Status");
  backend.state = [] { return IndexState(); };
  expect_answer(Api(backend).handle({"GET", "/api/v1/status", "", "", ""}).body, "Status");
}

}  // namespace
}  // namespace mi
