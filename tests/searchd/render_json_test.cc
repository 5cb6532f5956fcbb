#include "searchd/render_json.h"

#include <gtest/gtest.h>

#include <cmath>

#include "core/json.h"
#include "tests/searchd/sample_results.h"

namespace mi {
namespace {

TEST(RenderJson, GroupsHitsByDocument) {
  EXPECT_EQ(
      render_json(sample_results()),
      R"({"schema":1,"query":"중첩 superposition","generation":"papers-000001 notes-000002",)"
      R"("took_ms":1.25,"estimated_total":3,"total_is_exact":true,"documents":[)"
      R"({"id":"https://a.org/toy/","kind":"paper","title":"Toy Models",)"
      R"("authors":["Ada One","Bo Two"],"date":"2022-09-14","site":"a.org",)"
      R"("url":"https://a.org/toy/","language":"en","tags":[],"draft":false,)"
      R"("fetched":"2026-01-01T00:00:00Z","hits":[)"
      R"({"rank":1,"score":9.0,"heading":["Motivation","The Hypothesis"],"anchor":"hypothesis",)"
      R"("url":"https://a.org/toy/#hypothesis:~:text=)"
      R"(Features%20in%20%F0%9D%92%99%20share%20directions%3A%20superposition.",)"
      R"("text":"Features in 𝒙 share directions: superposition.",)"
      R"("snippet":{"text":"Features in 𝒙 share directions: superposition.",)"
      R"("marks":[[33,46]],"cut_before":false,"cut_after":false}},)"
      R"({"rank":3,"score":7.0,"heading":[],"anchor":"",)"
      R"("url":"https://a.org/toy/#:~:text=An%20aside%20on%20superposition.",)"
      R"("text":"An aside on superposition.",)"
      R"("snippet":{"text":"An aside on superposition.","marks":[[12,25]],)"
      R"("cut_before":false,"cut_after":false}}]},)"
      R"({"id":"중첩.md","kind":"note","title":"중첩 메모","authors":[],"date":"","site":"",)"
      R"("url":"/home/me/notes/중첩.md","language":"ko","tags":["중첩"],"draft":true,)"
      R"("fetched":"","hits":[)"
      R"({"rank":2,"score":8.0,"heading":["가설"],"anchor":"",)"
      R"("url":"/home/me/notes/중첩.md:12","lines":[12,14],)"
      R"("text":"중첩은 특징이 차원보다 많을 때 생긴다.",)"
      R"("snippet":{"text":"중첩은 특징이 차원보다 많을 때 생긴다.","marks":[[0,2]],)"
      R"("cut_before":false,"cut_after":true}}]}]})");
}

TEST(RenderJson, GivesNoAddressThatIsNotHttp) {
  Results results = sample_results();
  results.documents[0].url = "javascript:alert(1)";
  const auto json = parse_json(render_json(results));
  ASSERT_TRUE(json);
  const Json& paper = (*json)["documents"].as_array().front();
  EXPECT_EQ(paper["url"].as_string("none"), "");
  EXPECT_EQ(paper["hits"].as_array().front()["url"].as_string("none"), "");
}

TEST(RenderJson, IsValidForAnyBytesAndNumbers) {
  Results results = sample_results();
  results.query = std::string("\xff\x00\"\\\n", 5);
  results.hits[0].score = std::nan("");
  results.hits[1].score = HUGE_VAL;
  results.took_ms = -HUGE_VAL;
  results.hits[0].snippet.marks = {{3, 999}};
  EXPECT_TRUE(parse_json(render_json(results)));
  EXPECT_TRUE(parse_json(render_json({})));
}

TEST(RenderJsonl, WritesOnePassageALineInRankOrder) {
  EXPECT_EQ(
      render_jsonl(sample_results()),
      R"({"rank":1,"doc":"https://a.org/toy/","title":"Toy Models","kind":"paper",)"
      R"("heading":["Motivation","The Hypothesis"],"anchor":"hypothesis",)"
      R"("url":"https://a.org/toy/#hypothesis:~:text=)"
      R"(Features%20in%20%F0%9D%92%99%20share%20directions%3A%20superposition.",)"
      R"("text":"Features in 𝒙 share directions: superposition.","score":9.0})"
      "\n"
      R"({"rank":2,"doc":"중첩.md","title":"중첩 메모","kind":"note","heading":["가설"],)"
      R"("anchor":"","url":"/home/me/notes/중첩.md:12",)"
      R"("text":"중첩은 특징이 차원보다 많을 때 생긴다.","score":8.0})"
      "\n"
      R"({"rank":3,"doc":"https://a.org/toy/","title":"Toy Models","kind":"paper","heading":[],)"
      R"("anchor":"","url":"https://a.org/toy/#:~:text=An%20aside%20on%20superposition.",)"
      R"("text":"An aside on superposition.","score":7.0})"
      "\n");
}

TEST(RenderJsonl, IsEmptyWithoutHits) { EXPECT_EQ(render_jsonl({}), ""); }

TEST(RenderJson, TellsWhatWasAskedForBeside) {
  Results results = sample_results();
  results.remarks = {{RemarkKind::rarest_words, {"32", "40"}}};
  results.facets = {{"kind", {{"paper", 2}, {"note", 1}}}};
  results.facet_passages = 3;
  results.document_passages = {7, 1};
  results.hits[0].parts = {{"word", "Toys", {"toy"}, "", {"title"}, 0.5, 1.25}};
  const Expected<Json> json = parse_json(render_json(results));
  ASSERT_TRUE(json);
  EXPECT_EQ(write_json((*json)["remarks"]), R"(["Searched for the 32 rarest of 40 words."])");
  EXPECT_EQ(write_json((*json)["facets"]),
            R"([{"field":"kind","values":[{"value":"paper","passages":2},)"
            R"({"value":"note","passages":1}]}])");
  EXPECT_EQ((*json)["facet_passages"].as_int(), 3);
  const Json& document = (*json)["documents"].as_array()[0];
  EXPECT_EQ(document["passages"].as_int(), 7);
  EXPECT_EQ(write_json(document["hits"].as_array()[0]["parts"]),
            R"([{"reason":"word","word":"Toys","terms":["toy"],"source":"","fields":["title"],)"
            R"("weight":0.5,"score":1.25}])");
}

}  // namespace
}  // namespace mi
