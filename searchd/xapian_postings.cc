#include "searchd/xapian_postings.h"

#include <algorithm>
#include <cstddef>

namespace mi {
namespace {

// More terms than this cost more to be merged than to be read into memory.
constexpr std::size_t kMostMerged = 4;

PackedPostings read_packed(const Xapian::Database& part, const std::string& term) {
  PackedPostings packed;
  packed.reserve(part.get_termfreq(term));
  const auto end = part.postlist_end(term);
  for (auto it = part.postlist_begin(term); it != end; ++it) packed.add(*it, it.get_wdf());
  return packed;
}

}  // namespace

TermPostings::TermPostings(const Xapian::Database& part, const std::string& term,
                           KeptPostings* kept) {
  if (kept != nullptr) packed_ = kept->of(term, [&] { return read_packed(part, term); });
  if (packed_ == nullptr) {
    postings_ = part.postlist_begin(term);
  } else {
    walk_.emplace(*packed_);
  }
  read();
}

GroupPostings::GroupPostings(const Xapian::Database& part, const std::vector<std::string>& terms,
                             KeptPostings* kept) {
  if (terms.size() > kMostMerged) {
    read_all(part, terms, kept);
  } else {
    terms_.reserve(terms.size());
    for (const std::string& term : terms) terms_.emplace_back(part, term, kept);
  }
  find_lowest();
}

void GroupPostings::read_below(Xapian::docid number, std::vector<Posting>& to) {
  if (terms_.empty()) {
    for (; at_ < all_.size() && all_[at_].number < number; ++at_) to.push_back(all_[at_]);
    return find_lowest();
  }
  if (terms_.size() > 1) {
    for (; number_ < number; next_of_many()) to.push_back({number_, occurrences_of_many()});
    return;
  }
  terms_.front().tell_below(number, [&](Xapian::docid at, std::uint32_t occurrences) {
    to.push_back({at, occurrences});
  });
  number_ = terms_.front().number();
}

bool GroupPostings::tell_window(std::uint32_t window, std::size_t most, Window& occurrences) const {
  static_assert(kMostMerged * PackedPostings::kMany < kManyInWindow);
  if (terms_.empty()) return tell_window_of_all(window, most, occurrences);
  std::size_t count = 0;
  for (const TermPostings& term : terms_) {
    if (term.packed() == nullptr) return false;
    count += term.packed()->count_in(window);
  }
  if (count > most) return false;
  occurrences.fill(0);
  for (const TermPostings& term : terms_) {
    term.packed()->tell_window(window, [&](std::size_t place, std::uint32_t more) {
      const std::uint32_t sum = std::max<std::uint32_t>(occurrences[place], 1) + more;
      const bool are_many = more == PackedPostings::kMany || sum >= kManyInWindow;
      occurrences[place] = are_many ? kManyInWindow : static_cast<std::uint8_t>(sum);
    });
  }
  return true;
}

bool GroupPostings::tell_window_of_all(std::uint32_t window, std::size_t most,
                                       Window& occurrences) const {
  const Xapian::docid from = window * PackedPostings::kWindow;
  const auto is_before = [&](const Posting& posting) { return posting.number < from; };
  const auto is_within = [&](const Posting& posting) {
    return posting.number - from < PackedPostings::kWindow;
  };
  const auto begin = std::partition_point(all_.begin(), all_.end(), is_before);
  const auto end = std::partition_point(begin, all_.end(), is_within);
  if (static_cast<std::size_t>(end - begin) > most) return false;
  occurrences.fill(0);
  for (auto posting = begin; posting != end; ++posting) {
    occurrences[posting->number - from] = static_cast<std::uint8_t>(
        std::min<std::uint32_t>(posting->occurrences, kManyInWindow - 1) + 1);
  }
  return true;
}

std::uint32_t GroupPostings::occurrences_of_many() const {
  if (terms_.empty()) return all_[at_].occurrences;
  std::uint32_t sum = 0;
  for (const TermPostings& term : terms_) sum += term.number() == number_ ? term.occurrences() : 0;
  return sum;
}

void GroupPostings::next_of_many() {
  if (terms_.empty()) ++at_;
  for (TermPostings& term : terms_) {
    if (term.number() == number_) term.next();
  }
  find_lowest();
}

void GroupPostings::skip_many_to(Xapian::docid number) {
  if (terms_.empty()) {
    const auto from = all_.begin() + static_cast<std::ptrdiff_t>(at_);
    const auto to = std::partition_point(
        from, all_.end(), [&](const Posting& posting) { return posting.number < number; });
    at_ = static_cast<std::size_t>(to - all_.begin());
  }
  for (TermPostings& term : terms_) term.skip_to(number);
  find_lowest();
}

void GroupPostings::read_all(const Xapian::Database& part, const std::vector<std::string>& terms,
                             KeptPostings* kept) {
  constexpr std::uint32_t kIsThere = 1U << 31U;  // with 0 occurrences, too
  std::vector<std::uint32_t> found(part.get_lastdocid() + std::size_t{1});
  for (const std::string& term : terms) {
    for (TermPostings postings(part, term, kept); postings.number() != kNoMorePostings;
         postings.next()) {
      std::uint32_t& here = found.at(postings.number());
      here = (here + postings.occurrences()) | kIsThere;
    }
  }
  for (Xapian::docid number = 0; number < found.size(); ++number) {
    if (found[number] != 0) all_.push_back({number, found[number] & ~kIsThere});
  }
}

void GroupPostings::find_lowest() {
  number_ = kNoMorePostings;
  if (terms_.empty() && at_ < all_.size()) number_ = all_[at_].number;
  for (const TermPostings& term : terms_) number_ = std::min(number_, term.number());
}

}  // namespace mi
