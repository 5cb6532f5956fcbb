// The postings of a part of the index, walked in the order of its passages' numbers. A private
// header: only the files that docs/design.md names for Xapian include it.
#pragma once

#include <xapian.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace mi {

// Stands behind the last posting.
inline constexpr Xapian::docid kNoMorePostings = 0xffffffffU;

class TermPostings {
 public:
  TermPostings(const Xapian::Database& part, const std::string& term)
      : postings_(part.postlist_begin(term)) {
    read();
  }

  // The passage that it stands at.
  Xapian::docid number() const { return number_; }
  std::uint32_t occurrences() const { return postings_.get_wdf(); }

  // Not behind the last one.
  void next() {
    ++postings_;
    read();
  }

  // To the first one that is not below; stays where it is when that is true already.
  void skip_to(Xapian::docid number) {
    if (number_ >= number) return;
    postings_.skip_to(number);
    read();
  }

 private:
  void read() { number_ = postings_ == Xapian::PostingIterator() ? kNoMorePostings : *postings_; }

  Xapian::PostingIterator postings_;
  Xapian::docid number_ = kNoMorePostings;
};

// The postings of any of some terms, as if they were one term's. Many terms are read at once, into
// memory: 8 bytes a passage.
class GroupPostings {
 public:
  GroupPostings(const Xapian::Database& part, const std::vector<std::string>& terms);

  Xapian::docid number() const { return number_; }

  // How often the terms are in it together; of a name or a year, 0.
  std::uint32_t occurrences() const {
    return terms_.size() == 1 ? terms_.front().occurrences() : occurrences_of_many();
  }

  void next() {
    if (terms_.size() != 1) return next_of_many();
    terms_.front().next();
    number_ = terms_.front().number();
  }

  void skip_to(Xapian::docid number) {
    if (number_ >= number) return;
    if (terms_.size() != 1) return skip_many_to(number);
    terms_.front().skip_to(number);
    number_ = terms_.front().number();
  }

 private:
  struct Posting {
    Xapian::docid number;
    std::uint32_t occurrences;
  };

  void read_all(const Xapian::Database& part, const std::vector<std::string>& terms);
  std::uint32_t occurrences_of_many() const;
  void next_of_many();
  void skip_many_to(Xapian::docid number);
  void find_lowest();

  std::vector<TermPostings> terms_;  // few, or none where all were read
  std::vector<Posting> all_;
  std::size_t at_ = 0;  // in all_
  Xapian::docid number_ = kNoMorePostings;
};

}  // namespace mi
