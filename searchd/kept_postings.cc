#include "searchd/kept_postings.h"

#include <utility>

namespace mi {

std::shared_ptr<const PackedPostings> KeptPostings::of(
    const std::string& term, const std::function<PackedPostings()>& read) {
  {
    const std::lock_guard lock(mutex_);
    const Entry* const known = find(term);
    if (known == nullptr) {
      add(term, {});
      return {};
    }
    if (known->postings != nullptr || !known->may_be_kept) return known->postings;
  }
  PackedPostings postings = read();
  const bool may_be_kept = postings.bytes() <= most_bytes_ / 4;
  Entry entry{nullptr, may_be_kept};
  if (may_be_kept) entry.postings = std::make_shared<const PackedPostings>(std::move(postings));
  std::shared_ptr<const PackedPostings> kept = entry.postings;
  const std::lock_guard lock(mutex_);
  add(term, std::move(entry));
  return kept;
}

std::size_t KeptPostings::bytes() const {
  const std::lock_guard lock(mutex_);
  return bytes_ + older_bytes_;
}

std::size_t KeptPostings::Entry::bytes() const {
  constexpr std::size_t kEntry = 128;  // with its place in the map, and a short term
  return kEntry + (postings == nullptr ? 0 : postings->bytes());
}

// What is older counts as asked for lately from now on.
KeptPostings::Entry* KeptPostings::find(const std::string& term) {
  if (const auto known = entries_.find(term); known != entries_.end()) return &known->second;
  const auto older = older_.find(term);
  if (older == older_.end()) return nullptr;
  Entry entry = std::move(older->second);
  older_bytes_ -= entry.bytes();
  older_.erase(older);
  add(term, std::move(entry));
  return &entries_.at(term);
}

void KeptPostings::add(const std::string& term, Entry entry) {
  const std::size_t bytes = entry.bytes();
  if (bytes_ + bytes > most_bytes_ / 2) {
    older_ = std::exchange(entries_, {});
    older_bytes_ = std::exchange(bytes_, 0);
  }
  const auto [place, is_new] = entries_.try_emplace(term);
  if (!is_new) bytes_ -= place->second.bytes();
  place->second = std::move(entry);
  bytes_ += bytes;
}

}  // namespace mi
