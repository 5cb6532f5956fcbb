// PackedPostings: a term's postings in memory, 2 bytes each, and their walk.
//
// Passages are numbered in windows of 1,024: a posting is its place in the window and how often the
// term is there, up to 62 times; the few that say more have it beside them. A number is found by
// its window, then by halves.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace mi {

class PackedPostings {
 public:
  static constexpr std::uint32_t kWindow = 1024;

  // What tell_window() tells of a posting that has more.
  static constexpr std::uint32_t kMany = 63;

  // Room for so many.
  void reserve(std::size_t postings) { postings_.reserve(postings); }

  // In the order of their numbers.
  void add(std::uint32_t number, std::uint32_t occurrences);

  // How many there are in a window: of the numbers from `window` times kWindow on.
  std::uint32_t count_in(std::uint32_t window) const {
    return window < begins_.size() ? end_of(window) - begins_[window] : 0;
  }

  // Tells of each of these the place in the window and the occurrences, at most kMany.
  template <class Tell>
  void tell_window(std::uint32_t window, Tell tell) const {
    if (window >= begins_.size()) return;
    const std::uint16_t* const end = postings_.data() + end_of(window);
    for (const std::uint16_t* posting = postings_.data() + begins_[window]; posting < end;
         ++posting)
      tell(std::size_t{*posting} >> kOccurrenceBits, *posting & kMany);
  }

  // How much memory they take.
  std::size_t bytes() const;

  friend bool operator==(const PackedPostings&, const PackedPostings&) = default;

 private:
  friend class PackedWalk;

  static constexpr unsigned kOccurrenceBits = 6;
  static_assert(kMany == (1U << kOccurrenceBits) - 1);

  std::uint32_t size() const { return static_cast<std::uint32_t>(postings_.size()); }
  std::uint32_t end_of(std::uint32_t window) const {
    return window + 1 < begins_.size() ? begins_[window + 1] : size();
  }
  std::uint32_t many_at(std::uint32_t posting) const;

  std::vector<std::uint16_t> postings_;  // the place in its window, then the occurrences
  std::vector<std::uint32_t> begins_;    // of each window, up to the last that has postings
  std::vector<std::pair<std::uint32_t, std::uint32_t>> many_;  // posting, occurrences
};

// Stands at a posting, or behind the last one. The postings must outlive it.
class PackedWalk {
 public:
  static constexpr std::uint32_t kEnd = 0xffffffffU;

  explicit PackedWalk(const PackedPostings& postings) : postings_(&postings) { settle(); }

  // kEnd behind the last one.
  std::uint32_t number() const { return number_; }

  // Not behind the last one; nor is next().
  std::uint32_t occurrences() const {
    const std::uint32_t count = postings_->postings_[at_] & PackedPostings::kMany;
    return count < PackedPostings::kMany ? count : postings_->many_at(at_);
  }

  void next() {
    ++at_;
    settle();
  }

  // To the first one that is not below; stays where it is when that is true already.
  void skip_to(std::uint32_t number);

  // Tells the number and the occurrences of each posting below a number, and moves behind them.
  template <class Tell>
  void tell_below(std::uint32_t number, Tell tell) {
    while (number_ < number) {
      const std::uint32_t end = postings_->end_of(window_);
      for (; at_ < end && (number_ = number_here()) < number; ++at_) tell(number_, occurrences());
      if (at_ < end) return;
      settle();
    }
  }

 private:
  std::uint32_t number_here() const {
    return window_ * PackedPostings::kWindow +
           (postings_->postings_[at_] >> PackedPostings::kOccurrenceBits);
  }

  void settle() {
    if (at_ >= postings_->size()) {
      number_ = kEnd;
      return;
    }
    while (at_ >= postings_->end_of(window_)) ++window_;
    number_ = number_here();
  }

  const PackedPostings* postings_;
  std::uint32_t at_ = 0;
  std::uint32_t window_ = 0;  // that at_ is in
  std::uint32_t number_ = kEnd;
};

}  // namespace mi
