// Documents whole, and what points at them.

#include <gtest/gtest.h>

#include "searchd/searcher.h"
#include "tests/searchd/searcher_fixture.h"

namespace mi {
namespace {

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

}  // namespace
}  // namespace mi
