#include "searchd/xapian_postings.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

namespace mi {
namespace {

using Postings = std::map<Xapian::docid, std::uint32_t>;

// Passages of the words a to h, by chance; that of "name" has no weight.
class GroupPostingsTest : public testing::Test {
 protected:
  GroupPostingsTest() {
    std::mt19937 random(11);
    for (Xapian::docid number = 1; number <= 2000; ++number) {
      Xapian::Document document;
      for (std::size_t i = 0; i < 8; ++i) {
        if (random() % (2 * i + 2) != 0) continue;
        const auto times = static_cast<std::uint32_t>(1 + random() % 3);
        document.add_term(std::string(1, static_cast<char>('a' + i)), times);
        times_[i][number] = times;
      }
      if (number % 100 == 0) document.add_boolean_term("name");
      database_.replace_document(number, document);
    }
  }

  Postings of_letters(const std::string& letters) const {
    Postings all;
    for (const char letter : letters) {
      const auto known = times_.find(static_cast<std::size_t>(letter - 'a'));
      if (known == times_.end()) continue;
      for (const auto& [number, times] : known->second) all[number] += times;
    }
    return all;
  }

  // By the engine, and from its second time on from what is kept.
  GroupPostings postings(const std::string& letters, bool from_kept) {
    std::vector<std::string> terms;
    for (const char letter : letters) terms.emplace_back(1, letter);
    return {database_, terms, from_kept ? &kept_ : nullptr};
  }

  Xapian::WritableDatabase database_{"", Xapian::DB_BACKEND_INMEMORY};
  std::map<std::size_t, Postings> times_;
  KeptPostings kept_;
};

// One term, few that are merged, many that are read at once; "z" stands nowhere.
const std::vector<std::string> kGroups = {"a",   "h",    "z",     "ab",      "az",
                                          "cde", "abcd", "abcde", "bcdefghz"};

std::vector<std::pair<std::string, bool>> each_way() {
  std::vector<std::pair<std::string, bool>> ways;
  for (const std::string& letters : kGroups) ways.emplace_back(letters, false);
  for (int times = 0; times < 2; ++times) {
    for (const std::string& letters : kGroups) ways.emplace_back(letters, true);
  }
  return ways;
}

TEST_F(GroupPostingsTest, AreThoseOfAnyOfTheTermsInOrder) {
  for (const auto& [letters, from_kept] : each_way()) {
    Postings found;
    for (GroupPostings group = postings(letters, from_kept); group.number() != kNoMorePostings;
         group.next()) {
      ASSERT_TRUE(found.empty() || found.rbegin()->first < group.number()) << letters;
      found[group.number()] = group.occurrences();
    }
    EXPECT_EQ(found, of_letters(letters)) << letters;
  }
}

TEST_F(GroupPostingsTest, SkipToTheFirstThatIsNotBelow) {
  std::mt19937 random(5);
  for (const auto& [letters, from_kept] : each_way()) {
    const Postings expected = of_letters(letters);
    GroupPostings group = postings(letters, from_kept);
    for (Xapian::docid from = 0; group.number() != kNoMorePostings;) {
      from += static_cast<Xapian::docid>(random() % 60);
      group.skip_to(from);
      const auto known = expected.lower_bound(from);
      ASSERT_EQ(group.number(), known == expected.end() ? kNoMorePostings : known->first)
          << letters;
      if (known == expected.end()) break;
      ASSERT_EQ(group.occurrences(), known->second) << letters;
      group.skip_to(known->first - 1);
      ASSERT_EQ(group.number(), known->first) << letters << ": never back";
      if (random() % 3 == 0) {
        group.next();
        from = known->first + 1;
      }
    }
  }
}

TEST_F(GroupPostingsTest, AreReadUpToANumber) {
  for (const auto& [letters, from_kept] : each_way()) {
    GroupPostings group = postings(letters, from_kept);
    std::vector<GroupPostings::Posting> read;
    for (Xapian::docid number = 0; group.number() != kNoMorePostings; number += 77) {
      group.read_below(number, read);
      ASSERT_GE(group.number(), number) << letters;
      ASSERT_TRUE(read.empty() || read.back().number < number) << letters;
    }
    Postings found;
    for (const GroupPostings::Posting& posting : read) found[posting.number] = posting.occurrences;
    EXPECT_EQ(found, of_letters(letters)) << letters;
    EXPECT_EQ(found.size(), read.size()) << letters;
  }
}

TEST_F(GroupPostingsTest, AreToldByWindowsWhereTheyAreInMemory) {
  GroupPostings::Window told{};
  for (const std::string& letters : kGroups) {
    for (int times = 0; times < 2; ++times) postings(letters, true);
    const Postings expected = of_letters(letters);
    const GroupPostings group = postings(letters, true);
    for (std::uint32_t window = 0; window < 4; ++window) {
      ASSERT_TRUE(group.tell_window(window, SIZE_MAX, told)) << letters;
      std::size_t count = 0;
      for (std::uint32_t place = 0; place < told.size(); ++place) {
        const auto known = expected.find(window * PackedPostings::kWindow + place);
        ASSERT_EQ(told[place], known == expected.end() ? 0 : known->second + 1) << letters;
        count += told[place] != 0 ? 1 : 0;
      }
      if (count == 0) continue;
      EXPECT_FALSE(group.tell_window(window, count - 1, told)) << letters;
    }
  }
  EXPECT_FALSE(GroupPostings(database_, {"a"}, nullptr).tell_window(0, SIZE_MAX, told));
}

TEST_F(GroupPostingsTest, TellOfVeryManyOccurrencesThatTheyAreMany) {
  for (const std::uint32_t times : {61U, 62U, 63U, 253U, 254U, 1000U}) {
    Xapian::WritableDatabase database("", Xapian::DB_BACKEND_INMEMORY);
    Xapian::Document document;
    document.add_term("a", times);
    document.add_term("b", 1);
    database.add_document(document);
    const bool fits_packed = times < PackedPostings::kMany;
    const auto at_once = static_cast<std::uint8_t>(std::min(times + 1, 255U));
    for (const auto& [terms, expected] :
         {std::pair(std::vector<std::string>{"a"}, fits_packed ? times + 1 : 255U),
          {{"a", "b"}, fits_packed ? times + 2 : 255U},
          {{"a", "u", "v", "w", "x"}, at_once}}) {
      KeptPostings kept;
      for (int i = 0; i < 2; ++i) GroupPostings(database, terms, &kept);
      GroupPostings::Window told{};
      ASSERT_TRUE(GroupPostings(database, terms, &kept).tell_window(0, 9, told));
      EXPECT_EQ(told[1], expected) << times << " of " << terms.size();
    }
  }
}

TEST_F(GroupPostingsTest, HaveNoOccurrencesOfANameOrAYear) {
  for (const std::vector<std::string>& terms :
       {std::vector<std::string>{"name"}, {"name", "x"}, {"name", "u", "v", "w", "x"}}) {
    GroupPostings group(database_, terms, nullptr);
    std::size_t count = 0;
    for (; group.number() != kNoMorePostings; group.next(), ++count) {
      ASSERT_EQ(group.number() % 100, 0U);
      ASSERT_EQ(group.occurrences(), 0U);
    }
    EXPECT_EQ(count, 20U) << terms.size();
  }
}

TEST_F(GroupPostingsTest, AreNoneInAnEmptyIndex) {
  const Xapian::WritableDatabase empty("", Xapian::DB_BACKEND_INMEMORY);
  for (const std::vector<std::string>& terms :
       {std::vector<std::string>{}, {"a"}, {"a", "b"}, {"a", "b", "c", "d", "e"}})
    EXPECT_EQ(GroupPostings(empty, terms, nullptr).number(), kNoMorePostings) << terms.size();
}

}  // namespace
}  // namespace mi
