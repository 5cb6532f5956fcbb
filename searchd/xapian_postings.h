// The postings of a part of the index, walked in the order of its passages' numbers. A private
// header: only the files that docs/design.md names for Xapian include it.
#pragma once

#include <xapian.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "searchd/kept_postings.h"

namespace mi {

// Stands behind the last posting.
inline constexpr Xapian::docid kNoMorePostings = 0xffffffffU;

class TermPostings {
 public:
  // Of a part's database. From `kept`, where there is one that has them.
  TermPostings(const Xapian::Database& part, const std::string& term, KeptPostings* kept);

  // The passage that it stands at.
  Xapian::docid number() const { return number_; }
  std::uint32_t occurrences() const { return walk_ ? walk_->occurrences() : postings_.get_wdf(); }

  // Null where the engine tells them.
  const PackedPostings* packed() const { return packed_.get(); }

  // Not behind the last one.
  void next() {
    if (walk_) {
      walk_->next();
    } else {
      ++postings_;
    }
    read();
  }

  // Tells the number and the occurrences of each posting below a number, and moves behind them.
  template <class Tell>
  void tell_below(Xapian::docid number, Tell tell) {
    if (!walk_) {
      for (; number_ < number; next()) tell(number_, occurrences());
      return;
    }
    walk_->tell_below(number, tell);
    read();
  }

  // To the first one that is not below; stays where it is when that is true already.
  void skip_to(Xapian::docid number) {
    if (number_ >= number) return;
    if (walk_) {
      walk_->skip_to(number);
    } else {
      postings_.skip_to(number);
    }
    read();
  }

 private:
  void read() {
    if (walk_) {
      number_ = walk_->number();
    } else {
      number_ = postings_ == Xapian::PostingIterator() ? kNoMorePostings : *postings_;
    }
  }

  std::shared_ptr<const PackedPostings> packed_;  // null: by the engine
  std::optional<PackedWalk> walk_;                // of packed_
  Xapian::PostingIterator postings_;
  Xapian::docid number_ = kNoMorePostings;
};

static_assert(PackedWalk::kEnd == kNoMorePostings);

// The postings of any of some terms, as if they were one term's. Many terms are read at once, into
// memory: 8 bytes a passage.
class GroupPostings {
 public:
  // Of a part's database. `kept` may be null, and lend the postings of terms that it has.
  GroupPostings(const Xapian::Database& part, const std::vector<std::string>& terms,
                KeptPostings* kept);

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

  struct Posting {
    Xapian::docid number;
    std::uint32_t occurrences;
  };

  // Appends each posting below a number, and moves behind them.
  void read_below(Xapian::docid number, std::vector<Posting>& to);

  // The occurrences at each place of a window (PackedPostings::kWindow): 0 where there is no
  // posting, else one more than there are; kManyInWindow where there are too many to be told so.
  using Window = std::array<std::uint8_t, PackedPostings::kWindow>;
  static constexpr std::uint8_t kManyInWindow = 255;

  // Of a window, whatever passage it stands at. False, and nothing is told, where there are more
  // than so many postings or the engine tells them.
  bool tell_window(std::uint32_t window, std::size_t most, Window& occurrences) const;

  void skip_to(Xapian::docid number) {
    if (number_ >= number) return;
    if (terms_.size() != 1) return skip_many_to(number);
    terms_.front().skip_to(number);
    number_ = terms_.front().number();
  }

 private:
  void read_all(const Xapian::Database& part, const std::vector<std::string>& terms,
                KeptPostings* kept);
  bool tell_window_of_all(std::uint32_t window, std::size_t most, Window& occurrences) const;
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
