// Library: the documents of a collection, found by the names that they go by. Serves one thread at
// a time.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/document.h"

namespace mi {

// The work keys (core/work_key.h) of a name as a user may write it: an address with or without its
// scheme, a DOI, an arXiv number, a title. Empty for what can be none of these.
std::vector<std::string> keys_of_name(std::string_view name);

class Library {
 public:
  explicit Library(std::vector<DocumentInfo> documents);

  const std::vector<DocumentInfo>& documents() const { return documents_; }

  // The documents that go by a name, as indexes, the likeliest first: the one that has it for an
  // id, a path or one of its keys; else those whose titles have all its words, the shortest title
  // first, papers before notes.
  std::vector<std::size_t> find(const std::string& name) const;

  // The document that one of the keys names.
  std::optional<std::size_t> find_by_keys(const std::vector<std::string>& keys) const;

 private:
  std::vector<std::size_t> find_by_title(const std::string& name) const;

  std::vector<DocumentInfo> documents_;
  std::unordered_map<std::string, std::size_t> by_key_;   // work keys
  std::unordered_map<std::string, std::size_t> by_name_;  // ids and paths
  // The documents that have a word in their titles, in order.
  std::unordered_map<std::string, std::vector<std::size_t>> by_title_word_;
};

}  // namespace mi
