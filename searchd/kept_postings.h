// KeptPostings: the postings of terms that are asked for again and again, read once and kept in
// memory. A query that is being typed asks for its words at each key; facets and totals ask for
// them again; and a term that the engine's tables tell costs ten times as much a posting.
//
// May be used in several threads at once: each reads for itself, all keep together.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "searchd/packed_postings.h"

namespace mi {

class KeptPostings {
 public:
  // 7 MiB hold three million postings, for all threads together: as many as the words of a thousand
  // queries over 100,000 passages have.
  static constexpr std::size_t kMostBytes = std::size_t{7} << 20U;

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
    std::string term;
    std::shared_ptr<const PackedPostings> postings = nullptr;
    bool may_be_kept = true;

    std::size_t bytes() const;
  };

  Entry* find(const std::string& term);
  void add(Entry entry);

  std::size_t most_bytes_;
  mutable std::mutex mutex_;  // over the rest
  std::list<Entry> entries_;  // what was asked for last first, and forgotten last
  std::unordered_map<std::string_view, std::list<Entry>::iterator> places_;  // by the terms there
  std::size_t bytes_ = 0;
};

}  // namespace mi
