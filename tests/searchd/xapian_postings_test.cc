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

  GroupPostings postings(const std::string& letters) const {
    std::vector<std::string> terms;
    for (const char letter : letters) terms.emplace_back(1, letter);
    return {database_, terms};
  }

  Xapian::WritableDatabase database_{"", Xapian::DB_BACKEND_INMEMORY};
  std::map<std::size_t, Postings> times_;
};

// One term, few that are merged, many that are read at once; "z" stands nowhere.
const std::vector<std::string> kGroups = {"a",   "h",    "z",     "ab",      "az",
                                          "cde", "abcd", "abcde", "bcdefghz"};

TEST_F(GroupPostingsTest, AreThoseOfAnyOfTheTermsInOrder) {
  for (const std::string& letters : kGroups) {
    Postings found;
    for (GroupPostings group = postings(letters); group.number() != kNoMorePostings; group.next()) {
      ASSERT_TRUE(found.empty() || found.rbegin()->first < group.number()) << letters;
      found[group.number()] = group.occurrences();
    }
    EXPECT_EQ(found, of_letters(letters)) << letters;
  }
}

TEST_F(GroupPostingsTest, SkipToTheFirstThatIsNotBelow) {
  std::mt19937 random(5);
  for (const std::string& letters : kGroups) {
    const Postings expected = of_letters(letters);
    GroupPostings group = postings(letters);
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

TEST_F(GroupPostingsTest, HaveNoOccurrencesOfANameOrAYear) {
  for (const std::vector<std::string>& terms :
       {std::vector<std::string>{"name"}, {"name", "x"}, {"name", "u", "v", "w", "x"}}) {
    GroupPostings group(database_, terms);
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
    EXPECT_EQ(GroupPostings(empty, terms).number(), kNoMorePostings) << terms.size();
}

}  // namespace
}  // namespace mi
