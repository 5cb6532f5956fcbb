#include "searchd/shared_index.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <thread>
#include <vector>

#include "core/paths.h"
#include "tests/searchd/searcher_fixture.h"

namespace mi {
namespace {

namespace fs = std::filesystem;

class SharedIndexTest : public SearcherTest {
 protected:
  fs::path part() const { return index_folder(config_) / "papers-000001"; }

  SharedIndex shared_;
};

TEST_F(SharedIndexTest, OpensAPartOnceForAllWhoHaveIt) {
  index({{"a", "A", "the first text is here"}});
  const auto one = shared_.part(part());
  const auto other = shared_.part(part());
  ASSERT_TRUE(one);
  EXPECT_EQ(*one, *other);
  EXPECT_FALSE(shared_.part(index_folder(config_) / "papers-000009"));
}

TEST_F(SharedIndexTest, TellsAPartThatWasMadeAnewFromTheOneBefore) {
  index({{"a", "A", "the first text is here"}});
  const auto before = shared_.part(part());
  ASSERT_TRUE(before);
  const std::uint64_t size = (*before)->text.size();
  fs::rename(index_folder(config_), folder_ / "away");
  fs::create_directories(index_folder(config_));
  index({{"b", "B", "quite another text, of another length, is here now"}});
  const auto after = shared_.part(part());
  ASSERT_TRUE(after);
  EXPECT_NE(*before, *after);
  EXPECT_EQ((*before)->text.size(), size) << "who has it goes on reading it";
  EXPECT_NE((*after)->text.size(), size);
}

TEST_F(SharedIndexTest, KeepsNothingThatNobodyHas) {
  std::weak_ptr<GenerationReading> reading = shared_.reading("papers-000001");
  EXPECT_TRUE(reading.expired());
  const auto kept = shared_.reading("papers-000001");
  EXPECT_EQ(kept, shared_.reading("papers-000001"));
  EXPECT_NE(kept, shared_.reading("papers-000002"));
}

TEST_F(SharedIndexTest, AnswersTheSameFromSeveralSearchers) {
  index({{"a", "Toy Models", "superposition of features"}, {"b", "B", "another superposition"}});
  const auto shared = std::make_shared<SharedIndex>();
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      Expected<Searcher> searcher = Searcher::open(config_, shared);
      ASSERT_TRUE(searcher);
      for (int round = 0; round < 20; ++round) {
        EXPECT_EQ(searcher->search({"superposition"})->hits.size(), 2U);
        EXPECT_EQ(searcher->search({"superpositoin"})->answered, "superposition");
        EXPECT_FALSE(searcher->complete("toy", 5).empty());
        EXPECT_EQ(searcher->about("toy models")->document->id, "a");
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}

TEST(MadeOnce, MakesItForAllThreadsAtOnce) {
  MadeOnce<int> value;
  std::atomic<int> made = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i)
    threads.emplace_back([&] { EXPECT_EQ(value.get([&] { return ++made; }), 1); });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(made, 1);
}

}  // namespace
}  // namespace mi
