// What ranks passages beside their words, over indexes of the real writer.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "core/file.h"
#include "core/generation.h"
#include "core/paths.h"
#include "core/schema.h"
#include "indexer/update.h"
#include "searchd/searcher.h"
#include "tests/support/temporary_folder.h"

namespace mi {
namespace {

struct Part {
  std::string heading, text;
};

class RankingTest : public testing::Test {
 protected:
  static void add(PartInputs& papers, const std::string& id, const std::string& stamp,
                  const std::vector<Part>& sections) {
    Document document;
    document.info.id = document.info.url = id;
    document.info.title = "Superposition";
    for (const Part& part : sections)
      document.sections.push_back(
          {{part.heading}, "", {{BlockKind::paragraph, part.text, 0, 0, ""}}});
    papers.inputs.push_back({id, stamp, [document] { return Expected<Document>(document); }});
  }

  RankingTest() {
    config_.data = folder_.path();
    config_.search.neighbour_weight = config_.search.feedback_weight = 0;
    EXPECT_TRUE(make_folder(index_folder(config_)));
  }

  // A paper whose sections are a passage each, and others beside it.
  void index(const std::vector<Part>& sections, int others = 0) {
    PartInputs papers{"papers", {}};
    std::string stamp;
    for (const Part& part : sections) stamp += part.text;
    add(papers, "https://a.org/", stamp, sections);
    for (int i = 0; i < others; ++i)
      add(papers, fmt::format("https://b.org/{}/", i), "", {{"Other", "Something else."}});
    const Expected<IndexReport> report =
        update_index(config_, {papers}, IndexMode::update, [](auto&&...) {});
    ASSERT_TRUE(report) << report.error().message;
  }

  Results ask(const std::string& query) {
    Expected<Searcher> searcher = Searcher::open(config_);
    EXPECT_TRUE(searcher);
    SearchRequest request{query};
    request.explain = true;
    Expected<Results> results = searcher->search(request);
    EXPECT_TRUE(results);
    for (const Hit& hit : results->hits) {
      double sum = 0;
      for (const ScorePart& part : hit.parts) sum += part.score;
      EXPECT_NEAR(sum, hit.score, 1e-9) << "the parts of an explanation are the score";
    }
    return std::move(*results);
  }

  static const ScorePart* part_of(const Hit& hit, const std::string& reason) {
    for (const ScorePart& part : hit.parts) {
      if (part.reason == reason) return &part;
    }
    return nullptr;
  }

  TemporaryFolder folder_;
  Config config_;
};

TEST_F(RankingTest, PutsWhatDefinesAKeywordFirst) {
  index({{"Results", "Superposition, superposition and again superposition was found."},
         {"Background", "Superposition is when a model has more features than dimensions."},
         {"Discussion", "There may be superposition elsewhere."}});
  for (const char* const query : {"superposition", "what is superposition?"}) {
    const Results results = ask(query);
    ASSERT_EQ(results.hits.size(), 3U);
    EXPECT_EQ(results.hits[0].passage.heading_path.front(), "Background");
    const ScorePart* const part = part_of(results.hits[0], "definition");
    ASSERT_NE(part, nullptr);
    EXPECT_EQ(part->word, "superposition");
    EXPECT_GT(part->score, 0);
    EXPECT_EQ(part_of(results.hits[1], "definition"), nullptr);
  }
  EXPECT_EQ(
      part_of(ask("superposition in results and discussion of dimensions").hits[0], "definition"),
      nullptr)
      << "a longer query asks for no term";
}

TEST_F(RankingTest, LiftsTheSectionThatIsHeadedByTheQuery) {
  index({{"Results on dead features", "Dead features were found, dead features all over."},
         {"Dead Features", "Some dead features never fire."}});
  const Results results = ask("dead feature");
  ASSERT_EQ(results.hits.size(), 2U);
  EXPECT_EQ(results.hits[0].passage.heading_path.front(), "Dead Features");
  EXPECT_NE(part_of(results.hits[0], "heading"), nullptr);
  EXPECT_EQ(part_of(results.hits[1], "heading"), nullptr);
}

TEST_F(RankingTest, DampsReferencesAndTheLikeAndSaysSo) {
  index({{"Refraction", "Toy models of features in a network."},
         {"References", "Toy models of features in a network."},
         {"참고 문헌", "Toy models of features in a network."}});
  for (const char* const query :
       {"toy models features network", "\"toy models of features\" network",
        "toy models features network kind:paper"}) {
    const Results results = ask(query);
    ASSERT_EQ(results.hits.size(), 3U) << query;
    EXPECT_EQ(results.hits[0].passage.heading_path.front(), "Refraction") << query;
    EXPECT_EQ(part_of(results.hits[0], "back matter"), nullptr) << query;
    for (const std::size_t rank : {1U, 2U}) {
      const Hit& hit = results.hits[rank];
      EXPECT_LT(hit.score, 0.7 * results.hits[0].score) << query;
      const ScorePart* const loss = part_of(hit, "back matter");
      ASSERT_NE(loss, nullptr) << query;
      EXPECT_NEAR(loss->score, -0.4 / 0.6 * hit.score, 1e-9) << query;
    }
  }
}

TEST_F(RankingTest, LiftsWhatSpeaksOfTheSameAsTheBestAndSaysSo) {
  const std::string topic = " Ablating the direction changes what the model says.";
  index({{"One", "Steering of a model." + topic},
         {"Two", "Steering again." + topic},
         {"Three", "More steering of cars in the narrow streets of an old town by the sea."},
         {"Four", "Some steering, and then." + topic},
         {"Five", "Steering it is." + topic},
         {"Six", "Other steering." + topic},
         {"Seven", "Nothing of the kind."}});
  config_.search.feedback_weight = 0.5;
  const Results results = ask("steering");
  ASSERT_EQ(results.hits.size(), 6U);
  EXPECT_EQ(results.hits.back().passage.heading_path.front(), "Three");
  const ScorePart* const most = part_of(results.hits[0], "feedback");
  const ScorePart* const least = part_of(results.hits[5], "feedback");
  ASSERT_NE(most, nullptr);
  ASSERT_NE(least, nullptr);
  EXPECT_GT(most->score, 2 * least->score);
}

TEST_F(RankingTest, SaysWhatBetterPassagesOfTheDocumentCost) {
  index({{"One", "Steering of a model."}, {"Two", "Steering of a model, a large one."}});
  const Results results = ask("steering");
  ASSERT_EQ(results.hits.size(), 2U);
  EXPECT_EQ(part_of(results.hits[0], "same document"), nullptr);
  const ScorePart* const loss = part_of(results.hits[1], "same document");
  ASSERT_NE(loss, nullptr);
  EXPECT_NEAR(loss->score, -0.02 / 0.98 * results.hits[1].score, 1e-9);
  EXPECT_EQ(part_of(ask("steering of a large language model").hits[1], "same document"), nullptr)
      << "more than three words are no keyword";
}

TEST_F(RankingTest, CountsWordsTheSameHoweverTheIndexCameToBe) {
  const std::vector<Part> first = {{"One", "Steering of a model."}, {"Two", "Steering again."}};
  const std::vector<Part> second = {{"One", "Steering it is."}, {"Two", "Nothing of the kind."}};
  const auto counts = [&] {
    const Expected<Generation> generation = read_current(index_folder(config_));
    EXPECT_TRUE(generation);
    return read_file(index_folder(config_) / generation->parts.front().folder / kWordCountsFile,
                     1U << 20U)
        .value_or("none");
  };
  index(second, 5);
  const std::string at_once = counts();
  EXPECT_GT(at_once.size(), 1000U);
  index(first, 5);
  EXPECT_NE(counts(), at_once);
  index(second, 5);
  EXPECT_EQ(counts(), at_once);
}

}  // namespace
}  // namespace mi
