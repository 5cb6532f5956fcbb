#include "searchd/searcher.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>

#include "core/file.h"
#include "core/generation.h"
#include "core/paths.h"
#include "core/record.h"
#include "indexer/update.h"
#include "searchd/answer.h"
#include "searchd/query_field.h"
#include "tests/support/temporary_folder.h"

namespace mi {
namespace {

namespace fs = std::filesystem;

struct Sample {
  std::string id, title, text;
  DocumentKind kind = DocumentKind::paper;
  std::string heading = {};
  std::vector<std::string> authors = {};
};

Document document_of(const Sample& sample) {
  Document document;
  document.info.id = sample.id;
  document.info.url = sample.id;
  document.info.kind = sample.kind;
  document.info.title = sample.title;
  document.info.authors = sample.authors;
  document.info.date = "2022-09-14";
  Section section{{}, "anchor", {{BlockKind::paragraph, sample.text, 5, 6, ""}}};
  if (!sample.heading.empty()) section.heading_path = {sample.heading};
  document.sections.push_back(section);
  return document;
}

class SearcherTest : public testing::Test {
 protected:
  SearcherTest() {
    config_.data = folder_.path();
    EXPECT_TRUE(make_folder(index_folder(config_)));
  }

  void index(const std::vector<Sample>& samples) {
    std::vector<PartInputs> parts = {{"papers", {}}, {"notes", {}}};
    for (const Sample& sample : samples) {
      IndexInput input{sample.id, sample.text,
                       [sample] { return Expected<Document>(document_of(sample)); }};
      parts[sample.kind == DocumentKind::paper ? 0 : 1].inputs.push_back(input);
    }
    const Expected<IndexReport> report =
        update_index(config_, parts, IndexMode::update, [](auto&&...) {});
    ASSERT_TRUE(report) << report.error().message;
  }

  void index(const std::vector<Document>& documents) {
    std::vector<PartInputs> parts = {{"papers", {}}, {"notes", {}}};
    for (const Document& document : documents) {
      IndexInput input{document.info.id, document.info.title,
                       [document] { return Expected<Document>(document); }};
      parts[document.info.kind == DocumentKind::paper ? 0 : 1].inputs.push_back(input);
    }
    const Expected<IndexReport> report =
        update_index(config_, parts, IndexMode::update, [](auto&&...) {});
    ASSERT_TRUE(report) << report.error().message;
  }

  // The ids of the documents of the hits, in rank order.
  std::string found(const std::string& query) {
    Expected<Searcher> searcher = Searcher::open(config_);
    if (!searcher) return searcher.error().message;
    const Expected<Results> results = searcher->search({query, 0, 10});
    if (!results) return results.error().message;
    std::string ids;
    for (const Hit& hit : results->hits)
      ids += (ids.empty() ? "" : " ") + results->documents[hit.document].id;
    return ids;
  }

  TemporaryFolder folder_;
  Config config_;
};

TEST_F(SearcherTest, FindsPapersAndNotesInOneRanking) {
  index(
      {{"p1", "Toy Models", "Superposition lets a model represent more features than dimensions."},
       {"p2", "Circuits", "Curve detectors are found in many vision models."},
       {"n1.md", "중첩", "중첩을 이해하려면 superposition 논문을 먼저 읽는다.",
        DocumentKind::note}});
  EXPECT_EQ(found("curve detectors"), "p2");
  EXPECT_EQ(found("curves detector"), "p2") << "in any of its forms";
  EXPECT_EQ(found("중첩이란"), "n1.md p1") << "in English too";
  const std::string both = found("superposition");
  EXPECT_TRUE(both == "p1 n1.md" || both == "n1.md p1") << both;
  EXPECT_EQ(found("absent"), "");
}

TEST_F(SearcherTest, RanksTitlesAndHeadingsAboveText) {
  index({{"text", "Other", "a word about attention among other words here"},
         {"heading", "Other", "nothing of the kind is said in this place", DocumentKind::paper,
          "Attention"},
         {"title", "Attention", "nothing of the kind is said in this place"}});
  EXPECT_EQ(found("attention"), "title heading text");
}

TEST_F(SearcherTest, RanksPassagesWithAllWordsNearEachOtherFirst) {
  index({{"apart", "A",
          "induction is a word, and after a good many of other words in between come the heads"},
         {"near", "B",
          "here the induction heads stand near each other, and then come other words to fill"},
         {"one", "C",
          "only induction is here, and then come a good many of other words to fill the space"}});
  EXPECT_EQ(found("induction heads"), "near apart one");
}

TEST_F(SearcherTest, HonoursPhrasesAndWithout) {
  index({{"a", "A", "the toy model of a car"},
         {"b", "B", "a model toy, and a neuron"},
         {"c", "C", "toys of a modeller"}});
  EXPECT_EQ(found("\"toy model\""), "a");
  EXPECT_EQ(found("toy -neuron"), "c a");
  EXPECT_EQ(found("toy -\"toy model\" -neuron"), "c");
  EXPECT_EQ(found("-neuron"), "") << "there is nothing to look for";
}

TEST_F(SearcherTest, ReadsAPhraseOfNoWordsAsNothing) {
  index({{"a", "A", "superposition"}});
  EXPECT_EQ(found("\"\" superposition"), "a");
  EXPECT_EQ(found("\"!!!\" superposition -\"\""), "a");
}

TEST_F(SearcherTest, KeepsAHyphenatedWordWholeThoughItsFirstPartIsAStopWord) {
  index({{"long", "A", "in-context learning"}, {"short", "B", "context"}});
  EXPECT_EQ(found("in-context"), "long short");
}

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

TEST_F(SearcherTest, LooksForStopWordsOnlyWhenThereIsNothingElse) {
  index({{"a", "A", "what is the meaning of this"}, {"b", "B", "superposition"}});
  EXPECT_EQ(found("what is superposition"), "b");
  EXPECT_EQ(found("what is the"), "a");
}

TEST_F(SearcherTest, FindsKoreanWordsByTheirParts) {
  index({{"a.md", "A", "단의성을 설명한다", DocumentKind::note},
         {"b.md", "B", "인덕션헤드는 회로다", DocumentKind::note}});
  EXPECT_EQ(found("단의성이란 무엇인가?"), "a.md");
  EXPECT_EQ(found("인덕션"), "b.md") << "two syllables at a time, inside a longer word";
}

TEST_F(SearcherTest, FindsDocumentsByAuthorAndYear) {
  index({{"a", "A", "some text", DocumentKind::paper, "", {"Nelson Elhage"}},
         {"b", "B", "other text"}});
  EXPECT_EQ(found("elhage"), "a");
  EXPECT_EQ(found("2022"), "b a") << "the shorter first";
}

// Two papers and two notes, all of them with the word "superposition".
std::vector<Document> small_library() {
  const std::string text = "Superposition is told of here.";
  Document toy = document_of({"https://a.org/toy/", "Toy Models of Superposition", text});
  toy.info.authors = {"Nelson Elhage", "Chris Olah"};
  toy.info.site = "www.a.org";
  toy.info.language = "en";
  toy.info.doi = "10.1234/toy";
  toy.info.date = "2022-09-14";
  Document zoom = document_of({"https://b.org/zoom", "Zoom In: An Introduction to Circuits", text});
  zoom.info.authors = {"Chris Olah"};
  zoom.info.site = "b.org";
  zoom.info.date = "2020-03";
  zoom.info.language = "en";
  zoom.citations = {{"toy", "Toy Models of Superposition", {}, "2022", "", "10.1234/toy"}};
  Document note = document_of({"ko/중첩.md", "중첩 메모", text, DocumentKind::note});
  note.info.language = "ko";
  note.info.tags = {"ML/중첩"};
  note.info.date = "2026-01-05";
  note.links = {{"https://a.org/toy/", "", "Toy Models", 3, "See Toy Models for the phases."}};
  Document draft = document_of({"draft.md", "Unfinished", text, DocumentKind::note});
  draft.info.draft = true;
  draft.info.language = "en";
  draft.info.date = "";
  return {toy, zoom, note, draft};
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

TEST_F(SearcherTest, ListsTheNewestFirstWhereNothingIsRanked) {
  index(small_library());
  EXPECT_EQ(found("kind:note OR kind:paper"),
            "ko/중첩.md https://a.org/toy/ https://b.org/zoom draft.md");
}

TEST_F(SearcherTest, HonoursOperators) {
  index(
      {{"a", "A", "the toy model of a car"},
       {"b", "B", "a model toy, and a neuron"},
       {"c", "C", "monosemantic neuron, far away from here and behind all the other words, a toy"},
       {"d", "D", "인덕션헤드 회로"}});
  EXPECT_EQ(found("toy AND neuron"), "b c");
  EXPECT_EQ(found("car OR monosemantic"), "a c");
  EXPECT_EQ(found("toy +neuron"), "b c");
  EXPECT_EQ(found("toy NOT neuron"), "a");
  EXPECT_EQ(found("(car OR monosemantic) AND neuron"), "c");
  EXPECT_EQ(found("toy NEAR/3 neuron"), "b");
  EXPECT_EQ(found("neuron NEAR/50 toy"), "b c");
  EXPECT_EQ(found("\"a neuron\" NEAR/2 toy"), "b");
  EXPECT_EQ(found("mono*"), "c");
  EXPECT_EQ(found("monosemanticity*"), "c") << "a prefix longer than the stem";
  EXPECT_EQ(found("+인덕션"), "d") << "a part of a Hangul compound";
  EXPECT_EQ(found("-(toy AND car) toy"), "b c");
  EXPECT_EQ(found("absent AND toy"), "");
}

TEST_F(SearcherTest, TellsWhichWordsItLeftOutOfMany) {
  index({{"a", "A", "superposition"}});
  Expected<Searcher> searcher = Searcher::open(config_);
  ASSERT_TRUE(searcher);
  std::string text = "superposition";
  for (int i = 0; i < 40; ++i) text += " word" + std::to_string(i);
  const Expected<Results> results = searcher->search({text, 0, 10});
  ASSERT_TRUE(results);
  EXPECT_EQ(results->hits.size(), 1U);
  ASSERT_EQ(results->remarks.size(), 1U);
  EXPECT_EQ(results->remarks[0], (Remark{RemarkKind::rarest_words, {"32", "41"}}));
  EXPECT_TRUE(searcher->search({"superposition", 0, 10})->remarks.empty());
}

TEST_F(SearcherTest, ExplainsAHitsScoreToTheLastPoint) {
  index({{"a",
          "Superposition",
          "toy models of superposition, and 중첩표현을 본다",
          DocumentKind::paper,
          "Toys",
          {"Toy Smith"}},
         {"b", "B", "nothing of the kind, but a model"},
         {"c", "C", "the monosemantic neuron in a toy model"}});
  Expected<Searcher> searcher = Searcher::open(config_);
  ASSERT_TRUE(searcher);
  for (const char* query :
       {"toy models superposition 중첩", "\"toy model\" kind:paper", "toy AND model -neuron",
        "mono* toy", "(toy OR 중첩표현) +model NEAR/9 superposition"}) {
    SearchRequest request{query};
    request.explain = true;
    const Expected<Results> results = searcher->search(request);
    ASSERT_TRUE(results);
    ASSERT_FALSE(results->hits.empty()) << query;
    for (const Hit& hit : results->hits) {
      double sum = 0;
      for (const ScorePart& part : hit.parts) sum += part.score;
      EXPECT_NEAR(sum, hit.score, 1e-9) << query;
    }
  }
  SearchRequest request{"toys superposition", 0, 1};
  request.explain = true;
  const Expected<Results> results = searcher->search(request);
  const std::vector<ScorePart>& parts = results->hits[0].parts;
  const auto part = [&](const std::string& reason, const std::string& word) {
    for (const ScorePart& one : parts) {
      if (one.reason == reason && one.word == word) return one;
    }
    return ScorePart{};
  };
  ASSERT_EQ(parts.size(), 6U);  // two of them for having all words
  EXPECT_TRUE(std::is_sorted(parts.begin(), parts.end(), [](const auto& a, const auto& b) {
    return a.score > b.score;
  })) << "the largest first";
  EXPECT_EQ(part("word", "superposition").terms, (std::vector<std::string>{"superposit"}));
  EXPECT_EQ(part("word", "superposition").fields, (std::vector<std::string>{"title", "text"}));
  EXPECT_EQ(part("word", "toys").fields, (std::vector<std::string>{"heading", "author", "text"}));
  EXPECT_EQ(part("name", "toys").terms, (std::vector<std::string>{"Atoy"}));
  EXPECT_EQ(part("near", "toys superposition").weight, config_.search.proximity_weight);
  EXPECT_TRUE(searcher->search({"toys", 0, 1})->hits[0].parts.empty()) << "only where asked for";
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

std::string ids_of(const std::vector<DocumentInfo>& documents) {
  std::string ids;
  for (const DocumentInfo& document : documents) ids += (ids.empty() ? "" : " ") + document.id;
  return ids;
}

std::vector<Query> filters_of(const std::vector<std::pair<QueryField, std::string>>& values) {
  std::vector<Query> filters;
  for (const auto& [field, value] : values) filters.push_back(*field_query(field, value));
  return filters;
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

TEST_F(SearcherTest, FiltersLeaveScoresAlone) {
  index(small_library());
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

TEST_F(SearcherTest, CountsTheNotesAboutAPaper) {
  std::vector<Document> documents = small_library();
  documents[3].links = documents[2].links;
  documents[1].links = documents[2].links;  // a paper that links to it is no note
  for (int i = 0; i < 3; ++i) documents[3].sections.push_back(documents[3].sections[0]);
  index(documents);
  Expected<Searcher> searcher = Searcher::open(config_);
  ASSERT_TRUE(searcher);
  SearchRequest request{"superposition", 0, 20};
  request.notes = true;
  const Expected<Results> results = searcher->search(request);
  ASSERT_TRUE(results);
  ASSERT_EQ(results->document_notes.size(), results->documents.size());
  for (std::size_t i = 0; i < results->documents.size(); ++i) {
    const bool is_toy = results->documents[i].id == "https://a.org/toy/";
    EXPECT_EQ(results->document_notes[i], is_toy ? 2U : 0U) << results->documents[i].id;
  }
}

TEST_F(SearcherTest, CountsHowManyPassagesOfADocumentMatch) {
  std::vector<Document> documents = small_library();
  for (int i = 0; i < 5; ++i) documents[0].sections.push_back(documents[0].sections[0]);
  index(documents);
  Expected<Searcher> searcher = Searcher::open(config_);
  ASSERT_TRUE(searcher);
  SearchRequest request{"superposition -is:draft", 0, 1};
  request.counts = true;
  EXPECT_EQ(searcher->search(request)->document_passages, (std::vector<std::uint64_t>{6}));
  request.query = "absent OR superposition lang:ko";
  EXPECT_EQ(searcher->search(request)->document_passages, (std::vector<std::uint64_t>{1}));
}

TEST_F(SearcherTest, TellsWhatIsKnownOfAWork) {
  std::vector<Document> documents = small_library();
  documents[0].citations = {{"k", "Zoom In: An Introduction to Circuits", {}, "2020", "", ""},
                            {"u", "A Work That Nobody Has Fetched", {}, "2019", "", ""}};
  for (int i = 0; i < 5; ++i) documents[1].sections.push_back(documents[1].sections[0]);
  index(documents);
  Expected<Searcher> searcher = Searcher::open(config_);
  ASSERT_TRUE(searcher);
  for (const char* name : {"https://a.org/toy/", "10.1234/toy", "toy models"}) {
    const Expected<About> about = searcher->about(name);
    ASSERT_TRUE(about);
    ASSERT_TRUE(about->document) << name;
    EXPECT_EQ(about->document->id, "https://a.org/toy/");
    ASSERT_EQ(about->mentions.size(), 1U) << name;
    EXPECT_EQ(about->mentions[0].note.id, "ko/중첩.md");
    EXPECT_EQ(about->mentions[0].link.sentence, "See Toy Models for the phases.");
    EXPECT_EQ(ids_of(about->cited_by), "https://b.org/zoom");
    ASSERT_EQ(about->cites.size(), 2U);
    ASSERT_TRUE(about->cites[0].document);
    EXPECT_EQ(about->cites[0].document->id, "https://b.org/zoom");
    EXPECT_FALSE(about->cites[1].document);
  }
  const Expected<About> note = searcher->about("ko/중첩.md");
  ASSERT_EQ(note->links.size(), 1U);
  ASSERT_TRUE(note->links[0].document);
  EXPECT_EQ(note->links[0].document->id, "https://a.org/toy/");
}

TEST_F(SearcherTest, GivesADocumentWholeByItsId) {
  std::vector<Document> documents = small_library();
  documents[0].sections = {
      {{}, "", {{BlockKind::paragraph, "Before the first heading.", 0, 0, ""}}},
      {{"Phases"}, "phases", {{BlockKind::paragraph, "Two phases of superposition.", 0, 0, ""}}},
      {{"Phases", "Why"}, "why", {{BlockKind::paragraph, "Interference: 중첩의 값.", 0, 0, ""}}}};
  index(documents);
  Expected<Searcher> searcher = Searcher::open(config_);
  ASSERT_TRUE(searcher);
  const auto document = searcher->document("https://a.org/toy/", "superpositions");
  ASSERT_TRUE(document);
  ASSERT_TRUE(*document);
  const WholeDocument& toy = **document;
  EXPECT_EQ(toy.info.title, "Toy Models of Superposition");
  EXPECT_EQ(toy.generation, searcher->generation());
  ASSERT_EQ(toy.sections.size(), 3U);
  EXPECT_TRUE(toy.sections[0].heading_path.empty());
  EXPECT_EQ(toy.sections[1].anchor, "phases");
  EXPECT_EQ(toy.sections[2].heading_path, (std::vector<std::string>{"Phases", "Why"}));
  const StoredPassage& phases = toy.sections[1].passages[0];
  ASSERT_EQ(phases.marks.size(), 1U);
  EXPECT_EQ(phases.passage.text.substr(phases.marks[0].begin), "superposition.");
  EXPECT_TRUE(toy.sections[0].passages[0].marks.empty());
  ASSERT_EQ(toy.mentions.size(), 1U);
  EXPECT_EQ(toy.mentions[0].note.id, "ko/중첩.md");
  EXPECT_EQ(ids_of(toy.cited_by), "https://b.org/zoom");
  const auto zoom = searcher->document("https://b.org/zoom");
  ASSERT_TRUE(zoom && *zoom);
  ASSERT_EQ((*zoom)->cites.size(), 1U);
  EXPECT_EQ((*zoom)->cites[0].document->id, "https://a.org/toy/");
  const auto note = searcher->document("ko/중첩.md");
  ASSERT_TRUE(note && *note);
  EXPECT_EQ((*note)->links.size(), 1U);
}

TEST_F(SearcherTest, MapsThePapersWithWhatPointsAtThem) {
  index(small_library());
  Expected<Searcher> searcher = Searcher::open(config_);
  ASSERT_TRUE(searcher);
  const Expected<CollectionMap> map = searcher->map();
  ASSERT_TRUE(map);
  ASSERT_EQ(map->papers.size(), 2U);
  EXPECT_EQ(map->papers[0].info.id, "https://b.org/zoom");
  EXPECT_EQ(map->citations, (std::vector<CollectionMap::Citation>{{0, 1}}));
  ASSERT_EQ(map->papers[1].notes.size(), 1U);
  EXPECT_EQ(map->papers[1].notes[0].id, "ko/중첩.md");
  EXPECT_EQ(map->generation, searcher->generation());
}

TEST_F(SearcherTest, GivesNoDocumentWhereNoneHasTheId) {
  index(small_library());
  Expected<Searcher> searcher = Searcher::open(config_);
  ASSERT_TRUE(searcher);
  for (const char* id : {"", "https://a.org/", "Toy Models of Superposition", "10.1234/toy", "Q"}) {
    const auto document = searcher->document(id);
    ASSERT_TRUE(document) << id;
    EXPECT_FALSE(*document) << id;
  }
  EXPECT_EQ(searcher->document("draft.md", std::string(100000, 'a')).error().kind,
            ErrorKind::usage);
}

TEST_F(SearcherTest, KnowsAWorkThatIsOnlyPointedAt) {
  std::vector<Document> documents = small_library();
  documents[2].links.push_back({"https://c.org/far", "", "Far Away", 9, "Far away is this."});
  index(documents);
  Expected<Searcher> searcher = Searcher::open(config_);
  ASSERT_TRUE(searcher);
  const Expected<About> about = searcher->about("https://c.org/far/");
  ASSERT_TRUE(about);
  EXPECT_FALSE(about->document);
  EXPECT_EQ(about->mentions.size(), 1U);
  EXPECT_FALSE(about->is_empty());
  EXPECT_TRUE(searcher->about("https://d.org/")->is_empty());
  EXPECT_TRUE(searcher->about("")->is_empty());
}

TEST_F(SearcherTest, FindsMoreLikeADocumentOrAPassage) {
  index({{"https://a.org/1", "Heads", "induction heads copy tokens in a circuit"},
         {"https://a.org/2", "More", "the circuit of induction heads copies"},
         {"n.md", "Bread", "flour and water make bread", DocumentKind::note},
         {"m.md", "Cake", "flour and sugar make cake", DocumentKind::note}});
  Expected<Searcher> searcher = Searcher::open(config_);
  ASSERT_TRUE(searcher);
  const auto related = [&](const std::string& name) {
    const Expected<Results> results = searcher->related({name, 0, 10});
    return results ? ids_of(results->documents) : results.error().message;
  };
  EXPECT_EQ(related("https://a.org/1"), "https://a.org/2") << "and not the document itself";
  EXPECT_EQ(related("https://a.org/1#anchor"), "https://a.org/2");
  EXPECT_EQ(related("n.md"), "m.md");
  EXPECT_EQ(related("n.md:5"), "m.md");
  EXPECT_EQ(related("https://a.org/9"), "there is no document \"https://a.org/9\"");
}

// Shapes and sizes that a hostile or a careless user types.
TEST_F(SearcherTest, AnswersAnyShapeOfQueryAtAnySize) {
  std::vector<Sample> samples;
  for (int i = 0; i < 400; ++i)
    samples.push_back(
        {"p" + std::to_string(i), "T", "alpha beta gamma 중첩표현 " + std::to_string(i)});
  index(samples);
  Expected<Searcher> searcher = Searcher::open(config_);
  ASSERT_TRUE(searcher);
  std::string either;
  for (int i = 0; i < 30; ++i) either += (i == 0 ? "w" : " OR w") + std::to_string(i);
  std::string hangul;
  for (int i = 0; i < 300; ++i) hangul += "가나다";
  const std::string long_word(1000, 'x');
  std::string pieces;
  for (int i = 0; i < 500; ++i) pieces += "a-";
  for (const std::string& query :
       {std::string("alp* bet*"), either, "(" + either + ") AND (alpha OR beta)",
        std::string("((((((((alpha))))))))"), std::string("-(alpha AND (beta OR gamma))"),
        std::string("+alpha +beta -gamma"), std::string("alpha NEAR/100 gamma NEAR/1 beta"),
        std::string("\"alpha beta\" OR \"beta gamma\""), std::string("(alpha beta) OR (gamma 1)"),
        std::string("kind:paper OR kind:note"), std::string("alpha OR kind:note"),
        std::string("중첩* +중첩"), hangul.substr(0, 1023), long_word, pieces.substr(0, 1023),
        std::string("a\0b", 3), std::string("\xFF\xFE alpha")}) {
    for (const std::size_t limit : {1U, 10U, 50U, 300U, 1000U}) {
      SearchRequest request{query, 0, limit};
      request.explain = request.facets = limit == 10;
      const auto begin = std::chrono::steady_clock::now();
      const Expected<Results> results = searcher->search(request);
      EXPECT_TRUE(results) << query << ": " << results.error().message;
      EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::milliseconds(2000)) << query;
    }
  }
}

TEST_F(SearcherTest, FindsFormulasByTheirSymbols) {
  index(
      {{"a", "A", "The scores are $x W_Q^T W_K x$ in all."}, {"b", "B", "A map $W_K W_Q$ here."}});
  EXPECT_EQ(found("math:\"W_{Q}^{T} W_K\""), "a");
  EXPECT_EQ(found("math:W_K math:W_Q"), "b a");
  EXPECT_EQ(found("-math:x math:W_Q"), "b");
}

TEST_F(SearcherTest, TellsWhatAHitIs) {
  index({{"https://h/p/",
          "Toy Models",
          "Superposition lets a model represent more features.",
          DocumentKind::paper,
          "Results",
          {"A", "B"}}});
  Expected<Searcher> searcher = Searcher::open(config_);
  ASSERT_TRUE(searcher);
  const Expected<Results> results = searcher->search({"superposition", 0, 10});
  ASSERT_TRUE(results);
  ASSERT_EQ(results->hits.size(), 1U);
  const Hit& hit = results->hits[0];
  EXPECT_EQ(hit.rank, 1U);
  EXPECT_GT(hit.score, 0);
  EXPECT_EQ(hit.passage, (Passage{{"Results"},
                                  "anchor",
                                  "Superposition lets a model represent more features.",
                                  5,
                                  6,
                                  {{}}}));
  EXPECT_EQ(hit.snippet.marks, (std::vector<Span>{{0, 13}}));
  EXPECT_EQ(results->documents[0].authors, (std::vector<std::string>{"A", "B"}));
  EXPECT_EQ(results->estimated_total, 1U);
  EXPECT_EQ(results->generation, "notes-000001 papers-000001");
  EXPECT_EQ(link_to(results->documents[0], hit.passage), "https://h/p/#anchor");
}

TEST_F(SearcherTest, PagesThroughTheRankingWithoutGapOrRepetition) {
  std::vector<Sample> samples;
  for (int i = 0; i < 30; ++i) samples.push_back({"p" + std::to_string(i), "T", "common word"});
  index(samples);
  Expected<Searcher> searcher = Searcher::open(config_);
  ASSERT_TRUE(searcher);
  std::set<std::string> ids;
  for (std::size_t offset = 0; offset < 30; offset += 10) {
    const Expected<Results> results = searcher->search({"common", offset, 10});
    ASSERT_TRUE(results);
    EXPECT_EQ(results->hits.front().rank, offset + 1);
    for (const DocumentInfo& document : results->documents) ids.insert(document.id);
  }
  EXPECT_EQ(ids.size(), 30U);
}

TEST_F(SearcherTest, RefusesQueriesAndRangesBeyondTheLimits) {
  index({{"a", "A", "text"}});
  Expected<Searcher> searcher = Searcher::open(config_);
  ASSERT_TRUE(searcher);
  EXPECT_TRUE(searcher->search({"text", kMaxResults - 1, 1}));
  for (const SearchRequest& request : {SearchRequest{"text", kMaxResults, 1},
                                       {std::string(2000, 'x'), 0, 10},
                                       SearchRequest{"text", SIZE_MAX, 2}}) {
    const Expected<Results> results = searcher->search(request);
    ASSERT_FALSE(results);
    EXPECT_EQ(results.error().kind, ErrorKind::usage);
  }
}

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

// Xapian 1.4.22 crashes on some shapes of query at some sizes of answer (OP_MAX for one): the
// shapes that expansions make are asked for at all of them.
TEST_F(SearcherTest, AnswersExpandedQueriesAtEverySize) {
  std::vector<Sample> texts;
  for (int i = 0; i < 300; ++i) {
    std::string text = i % 3 == 0 ? "sparse autoencoder features" : "superposition of neurons";
    if (i % 5 == 0) text += " 중첩과 특징";
    if (i % 7 == 0) text += " induction head attention";
    texts.push_back({"d" + std::to_string(i), "title " + std::to_string(i), text});
  }
  index(texts);
  Expected<Searcher> searcher = Searcher::open(config_);
  ASSERT_TRUE(searcher);
  for (const char* query :
       {"중첩", "희소 오토인코더 특징", "인덕션 헤드 어텐션 중첩 뉴런", "SAE 특징", "중첩 -neurons",
        "superposition AND 중첩", "특징 kind:paper"}) {
    for (const std::size_t limit : {1U, 10U, 50U, 51U, 300U, 1000U}) {
      SearchRequest request{query};
      request.limit = limit;
      request.explain = limit == 10;
      const Expected<Results> results = searcher->search(request);
      ASSERT_TRUE(results) << query;
      EXPECT_GT(results->hits.size(), 0U) << query;
    }
  }
}

TEST_F(SearcherTest, SaysWhatElseWasSearchedAndLeavesItOutWhenAsked) {
  index({{"a", "A", "about superposition only"}});
  Expected<Searcher> searcher = Searcher::open(config_);
  ASSERT_TRUE(searcher);
  SearchRequest request{"중첩"};
  const Expected<Results> expanded = searcher->search(request);
  ASSERT_TRUE(expanded);
  ASSERT_EQ(expanded->hits.size(), 1U);
  ASSERT_FALSE(expanded->expansions.empty());
  EXPECT_EQ(expanded->expansions[0].word, "중첩");
  EXPECT_EQ(expanded->expansions[0].text, "superposition");
  request.expand = false;
  EXPECT_TRUE(searcher->search(request)->hits.empty());
  request.expand = true;
  request.dropped_expansions = {"superposition"};
  EXPECT_TRUE(searcher->search(request)->hits.empty());
}

TEST_F(SearcherTest, AnswersWhatWasMeantWhereNothingIsFoundAndSaysSo) {
  index({{"a", "A", "superposition in a toy model"}, {"b", "B", "superposition of features"}});
  Expected<Searcher> searcher = Searcher::open(config_);
  ASSERT_TRUE(searcher);
  const Expected<Results> layout = searcher->search({"녀ㅔㄷ게ㅐ냐샤ㅐㅜ"});
  ASSERT_TRUE(layout);
  EXPECT_EQ(layout->answered, "superposition");
  EXPECT_EQ(layout->hits.size(), 2U);
  EXPECT_EQ(layout->remarks, (std::vector<Remark>{{RemarkKind::other_layout, {"superposition"}}}));
  EXPECT_EQ(searcher->search({"superpositoin"})->answered, "superposition");
  const Expected<Results> quoted = searcher->search({"\"model toy\""});
  EXPECT_EQ(quoted->hits.size(), 1U);
  EXPECT_EQ(quoted->remarks, (std::vector<Remark>{{RemarkKind::without_quotes}}));
  SearchRequest as_typed{"superpositoin"};
  as_typed.repair = false;
  EXPECT_TRUE(searcher->search(as_typed)->hits.empty());
}

TEST_F(SearcherTest, SuggestsForAnUnknownWordWithoutApplyingIt) {
  index({{"a", "A", "superposition in a toy model"}, {"b", "B", "superposition of features"}});
  Expected<Searcher> searcher = Searcher::open(config_);
  ASSERT_TRUE(searcher);
  const Expected<Results> results = searcher->search({"toy superpositoin"});
  ASSERT_TRUE(results);
  EXPECT_EQ(results->suggestion, "toy superposition");
  EXPECT_TRUE(results->answered.empty());
  EXPECT_TRUE(searcher->search({"toy model"})->suggestion.empty());
}

TEST_F(SearcherTest, SuggestsForAnUnknownHangulWordOfAShortQuery) {
  index({{"a", "A", "오토인코더의 헤드, 인덕션"}, {"b", "B", "오토인코더가 있는 헤드"}});
  Expected<Searcher> searcher = Searcher::open(config_);
  ASSERT_TRUE(searcher);
  const std::vector<std::pair<std::string, std::string>> kCases = {
      {"헤드 오토인코도", "헤드 오토인코더"},
      {"헤드 오토인코더", ""},
      {"헤드 헤두", ""},  // two syllables are near to many words
      {"헤드 오토인코도 하나 둘 셋", ""},
  };
  for (const auto& [query, meant] : kCases)
    EXPECT_EQ(searcher->search({query})->suggestion, meant) << query;
}

TEST_F(SearcherTest, CompletesWhatIsBeingTyped) {
  index({{"a", "Toy Models of Superposition", "superposition in a toy model"},
         {"b", "인덕션 헤드", "인덕션 헤드는 superposition 뒤에"}});
  Expected<Searcher> searcher = Searcher::open(config_);
  ASSERT_TRUE(searcher);
  EXPECT_EQ(searcher->complete("toy mod", 3).at(0).text, "Toy Models of Superposition");
  EXPECT_EQ(searcher->complete("ㅇㄷㅅ", 3).at(0).text, "인덕션 헤드");
  EXPECT_TRUE(searcher->complete("zzz", 3).empty());
}

}  // namespace
}  // namespace mi
