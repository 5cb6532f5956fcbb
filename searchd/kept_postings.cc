#include "searchd/kept_postings.h"

#include <utility>

namespace mi {

std::shared_ptr<const PackedPostings> KeptPostings::of(
    const std::string& term, const std::function<PackedPostings()>& read) {
  {
    const std::lock_guard lock(mutex_);
    const Entry* const known = find(term);
    if (known == nullptr) {
      add({term});
      return {};
    }
    if (known->postings != nullptr || !known->may_be_kept) return known->postings;
  }
  PackedPostings postings = read();
  const bool may_be_kept = postings.bytes() <= most_bytes_ / 4;
  Entry entry{term, nullptr, may_be_kept};
  if (may_be_kept) entry.postings = std::make_shared<const PackedPostings>(std::move(postings));
  std::shared_ptr<const PackedPostings> kept = entry.postings;
  const std::lock_guard lock(mutex_);
  add(std::move(entry));
  return kept;
}

std::size_t KeptPostings::bytes() const {
  const std::lock_guard lock(mutex_);
  return bytes_;
}

std::size_t KeptPostings::Entry::bytes() const {
  constexpr std::size_t kEntry = 192;  // with its places in the list and the map, and a short term
  return kEntry + (postings == nullptr ? 0 : postings->bytes());
}

// What is found counts as asked for last from now on.
KeptPostings::Entry* KeptPostings::find(const std::string& term) {
  const auto known = places_.find(term);
  if (known == places_.end()) return nullptr;
  entries_.splice(entries_.begin(), entries_, known->second);
  return &entries_.front();
}

void KeptPostings::add(Entry entry) {
  if (Entry* const known = find(entry.term); known != nullptr) {
    bytes_ -= known->bytes();
    known->postings = std::move(entry.postings);  // its term stays: a key of places_ is in it
    known->may_be_kept = entry.may_be_kept;
  } else {
    entries_.push_front(std::move(entry));
    places_.emplace(entries_.front().term, entries_.begin());
  }
  bytes_ += entries_.front().bytes();
  for (; bytes_ > most_bytes_ && entries_.size() > 1; entries_.pop_back()) {
    bytes_ -= entries_.back().bytes();
    places_.erase(entries_.back().term);
  }
}

}  // namespace mi
