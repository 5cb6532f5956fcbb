#include "searchd/description_leaves.h"

#include <gtest/gtest.h>

#include <set>

#include "searchd/query_parser.h"

namespace mi {
namespace {

// Passages have all words but those told here.
CollectionStatistics statistics(const std::set<std::string>& absent = {}) {
  CollectionStatistics out;
  out.passages = 100;
  out.frequency = [absent](const std::string& term) -> std::uint64_t {
    return absent.contains(term) ? 0 : 10;
  };
  return out;
}

class DescriptionLeavesTest : public testing::Test {
 protected:
  DescriptionLeaves leaves(std::string_view query, const CollectionStatistics& collection) const {
    return description_leaves(query_words(parse_query(query)->query, collection), options_,
                              collection, DescribedTerms(table_.words, table_.concepts));
  }

  std::string plan(std::string_view query,
                   const CollectionStatistics& collection = statistics()) const {
    std::string out;
    for (QueryPlan leaf : leaves(query, collection).leaves) {
      EXPECT_EQ(leaf.source, "described");
      leaf.factor /= confidence_;
      out += (out.empty() ? "" : " ") + to_string(leaf);
    }
    return out;
  }

  DescriptionTable table_ = make_description_table(
      "causal tracing, ablation\ttake a part out to see what breaks; cut a wire in a radio\n");
  double confidence_ = DescribedTerms(table_.words, table_.concepts)
                           .find({"take", "part", "radio", "break"})
                           .front()
                           .confidence;
  DescriptionOptions options_{1, 8, {}};
};

TEST_F(DescriptionLeavesTest, LookForTheTermsAndTheirWordsNearEachOther) {
  EXPECT_EQ(plan("take parts out of radios, what breaks?"),
            "0.5*causal 0.5*trace 2*(near/8 causal trace) ablat");
}

TEST_F(DescriptionLeavesTest, AreNoneWhereTheQueryIsNoPlainRunOfWords) {
  EXPECT_EQ(plan("take parts out of radios"), "");
  EXPECT_EQ(plan("take parts OR radio breaks"), "");
  EXPECT_EQ(plan(""), "");
  options_.weight = 0;
  EXPECT_EQ(plan("take parts out of radios, what breaks?"), "");
}

TEST_F(DescriptionLeavesTest, LeaveOutTermsOfWhichTheCollectionLacksAWord) {
  EXPECT_EQ(plan("take parts out of radios, what breaks?", statistics({"trace"})), "ablat");
}

TEST_F(DescriptionLeavesTest, SayWhatWasSearchedAndLeaveOutWhatIsNotWanted) {
  const std::string query = "take parts out of radios, what breaks?";
  const Expansion tracing{"take parts radios breaks", "causal tracing", "described"};
  const Expansion ablation{"take parts radios breaks", "ablation", "described"};
  EXPECT_EQ(leaves(query, statistics()).said, (std::vector<Expansion>{tracing, ablation}));
  options_.dropped = {"Causal  tracing"};
  const DescriptionLeaves fewer = leaves(query, statistics());
  EXPECT_EQ(fewer.said, std::vector<Expansion>{ablation});
  EXPECT_EQ(fewer.dropped, std::vector<Expansion>{tracing});
  EXPECT_EQ(plan(query), "ablat");
}

}  // namespace
}  // namespace mi
