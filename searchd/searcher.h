// Searcher: ranks the passages of the published index for a query. The only door to Xapian's
// reading side.
//
// One Searcher serves one thread at a time (Xapian's databases are not thread-safe); open one a
// thread. Each search looks whether a new generation has been published and, if so, answers from
// it; when the new one cannot be opened, the last good one goes on answering.
#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "core/config.h"
#include "core/expected.h"
#include "core/results.h"

namespace mi {

struct SearchRequest {
  std::string query;       // as typed; any bytes
  std::size_t offset = 0;  // passages skipped
  std::size_t limit = 10;  // passages wanted; offset + limit <= kMaxResults
  bool explain = false;    // fill in Hit::parts
  bool facets = false;     // fill in Results::facets, over the best kMaxResults passages
};

inline constexpr std::size_t kMaxResults = 1000;

class Searcher {
 public:
  // Fails when there is no index, or one written in another format; the hint says how to make one.
  static Expected<Searcher> open(const Config& config);

  // The answer; a query that matches nothing, or has no words, has no hits. Fails with
  // ErrorKind::usage when the query or the range is beyond the limits, and with ErrorKind::failure
  // when the index cannot be read.
  Expected<Results> search(const SearchRequest& request);

  // What the index holds now.
  Collection collection();

  // The generation that the last search answered from, or that open() found.
  const std::string& generation() const;

  Searcher(Searcher&&) noexcept;
  Searcher& operator=(Searcher&&) noexcept;
  ~Searcher();

 private:
  struct Impl;
  explicit Searcher(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace mi
