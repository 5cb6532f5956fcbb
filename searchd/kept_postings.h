// KeptPostings: the postings of terms that are asked for again and again, read once and kept in
// memory. A query that is being typed asks for its words at each key; facets and totals ask for
// them again; and a term that the engine's tables tell costs ten times as much a posting.
//
// May be used in several threads at once: each reads for itself, all keep together.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

#include "searchd/packed_postings.h"

namespace mi {

class KeptPostings {
 public:
  // 6 MiB hold three million postings, for all threads together: of the words of a thousand queries
  // over 100,000 passages there are three and a half.
  static constexpr std::size_t kMostBytes = std::size_t{6} << 20U;

  explicit KeptPostings(std::size_t most_bytes = kMostBytes) : most_bytes_(most_bytes) {}

  // The postings of a term; null where it is not kept: when it is asked for the first time, or
  // where it would take a quarter of the room. `read` reads them: when it is asked for the second
  // time.
  std::shared_ptr<const PackedPostings> of(const std::string& term,
                                           const std::function<PackedPostings()>& read);

  // How much memory it takes, about: never more than most_bytes, but for one term.
  std::size_t bytes() const;

 private:
  struct Entry {
    std::shared_ptr<const PackedPostings> postings;
    bool may_be_kept = true;

    std::size_t bytes() const;
  };
  using Entries = std::unordered_map<std::string, Entry>;

  Entry* find(const std::string& term);
  void add(const std::string& term, Entry entry);

  std::size_t most_bytes_;
  mutable std::mutex mutex_;  // over the rest
  // What was asked for lately, and before that: when the first is half of the room, the second is
  // forgotten and the first takes its place.
  Entries entries_;
  Entries older_;
  std::size_t bytes_ = 0;
  std::size_t older_bytes_ = 0;
};

}  // namespace mi
