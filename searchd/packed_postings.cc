#include "searchd/packed_postings.h"

#include <algorithm>

namespace mi {

void PackedPostings::add(std::uint32_t number, std::uint32_t occurrences) {
  begins_.resize(std::max<std::size_t>(begins_.size(), number / kWindow + std::size_t{1}), size());
  if (occurrences >= kMany) many_.emplace_back(size(), occurrences);
  const std::uint32_t place = number % kWindow;
  postings_.push_back(
      static_cast<std::uint16_t>(place << kOccurrenceBits | std::min(occurrences, kMany)));
}

std::size_t PackedPostings::bytes() const {
  return postings_.capacity() * sizeof(postings_[0]) + begins_.capacity() * sizeof(begins_[0]) +
         many_.capacity() * sizeof(many_[0]);
}

std::uint32_t PackedPostings::many_at(std::uint32_t posting) const {
  return std::lower_bound(many_.begin(), many_.end(), std::pair(posting, std::uint32_t{0}))->second;
}

void PackedWalk::skip_to(std::uint32_t number) {
  if (number_ >= number) return;
  const std::uint32_t window = number / PackedPostings::kWindow;
  const PackedPostings& all = *postings_;
  if (window >= all.begins_.size()) {
    at_ = all.size();
    return settle();
  }
  window_ = window;
  const auto place_is_below = [&](std::uint16_t posting) {
    return posting >> PackedPostings::kOccurrenceBits < number % PackedPostings::kWindow;
  };
  const auto begin = all.postings_.begin();
  const auto found = std::partition_point(begin + std::max(at_, all.begins_[window]),
                                          begin + all.end_of(window), place_is_below);
  at_ = static_cast<std::uint32_t>(found - begin);
  settle();
}

}  // namespace mi
