// Xapian by itself over the postings and the texts of an index of ours: its own query parser,
// weights (BM25) and snippets, all as they come. The peer that the benchmarks measure against.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "core/config.h"
#include "core/expected.h"
#include "core/record.h"

namespace mi {

// Serves one thread at a time.
class XapianAlone {
 public:
  struct Found {
    double score = 0;
    DocumentRecord document;
    PassageRecord passage;
    std::string snippet;  // 320 bytes about the words of the query
  };

  // Opens the first part of the published generation.
  static Expected<XapianAlone> open(const Config& config);

  // The best passages, whole.
  std::vector<Found> search(const std::string& query, std::size_t limit = 10);

  // The same for a query that is being typed: its last word is a prefix, completed at the query.
  std::vector<Found> search_typed(const std::string& query);

  // The best ten by their numbers alone; returns how many there are.
  std::size_t match(const std::string& query);

  XapianAlone(XapianAlone&&) noexcept;
  XapianAlone& operator=(XapianAlone&&) noexcept;
  ~XapianAlone();

 private:
  struct Impl;
  explicit XapianAlone(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace mi
