// A part of an index with made-up words, small enough to be scored passage by passage: what the
// scorer is held against.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "searchd/query_plan.h"
#include "searchd/xapian_index.h"
#include "tests/support/temporary_folder.h"

namespace mi {

class RandomPart {
 public:
  // Passages of the words "w0", "w1", ..., the first of them in most passages and the last in
  // almost none; some have no weight, as names have. Some numbers have no passage, some passages
  // are back matter.
  RandomPart(std::mt19937& random, std::uint32_t numbers, std::size_t words);

  const IndexPart& part() const { return part_; }
  const LengthNorms& norms() const { return norms_; }
  const std::vector<std::string>& words() const { return words_; }

  // What a plan of leaves that score gives to each passage that matches it, by the words that were
  // made up, leaf by leaf.
  std::map<std::uint32_t, double> scores(const QueryPlan& plan) const;

 private:
  struct Score {
    bool matches = false;
    double score = 0;
  };

  void make_passage(std::mt19937& random, std::uint32_t number);
  IndexPart write() const;
  Score score_of(const QueryPlan& plan, std::uint32_t number) const;
  Score score_of_terms(const std::vector<std::string>& terms, std::uint32_t number) const;
  bool stand_near(const std::vector<std::string>& terms, std::uint32_t window,
                  std::uint32_t number) const;
  const std::uint32_t* occurrences(const std::string& term, std::uint32_t number) const;

  TemporaryFolder folder_;
  std::vector<std::string> words_;
  std::map<std::string, std::vector<std::uint32_t>> times_;  // by number; kAbsent where it is not
  std::map<std::string, TermSpread> spreads_;
  std::vector<std::vector<std::string>> texts_;  // by number; empty: no passage
  double passages_ = 0;
  double length_ = 0;  // of all passages
  IndexPart part_;
  LengthNorms norms_;
};

}  // namespace mi
