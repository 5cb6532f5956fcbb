// IndexWriter: writes one part of the index into a folder of its own: from nothing, or as a copy of
// the part before, in which it then changes what changed. The only door to Xapian's writing side.
//
// Passages become Xapian documents; what is shown of them goes into the text file beside it
// (core/text_file.h). Until finish() has returned, the folder is scratch and may be deleted at any
// time. After a failure it is to be deleted: a full disk in the middle of a change leaves a
// database that cannot be trusted.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/config.h"
#include "core/document.h"
#include "core/expected.h"

namespace mi {

struct PartFacts {
  std::uint64_t documents = 0;  // that have passages
  std::uint64_t passages = 0;

  friend bool operator==(const PartFacts&, const PartFacts&) = default;
};

// What a part that was finished says it holds. Fails when it cannot be searched: its database does
// not open or is of another format, or its text is not as long as it was. Reads a few blocks, not
// the whole.
Expected<PartFacts> check_part(const std::filesystem::path& folder);

// The number of different terms in several parts together.
Expected<std::uint64_t> count_terms(const std::vector<std::filesystem::path>& parts);

// Looks at every block of a part's database (measured: a second for 120 MB). Returns what is wrong
// with it, empty where it is sound. Nothing is written to it; where it may only be read, a copy in
// the folder for temporary files is looked at. Fails where that cannot be made.
Expected<std::string> check_database(const std::filesystem::path& part);

// A passage as a part's database knows it.
struct TablePassage {
  std::uint32_t number = 0;
  std::uint64_t text = 0;     // where its record stands in the text file
  std::string document_term;  // of the document that it belongs to; empty where it has none
  std::uint32_t length = 0;   // as core/passage_table.h has it
};

// All passages of a part's database.
Expected<std::vector<TablePassage>> table_passages(const std::filesystem::path& part);

class IndexWriter {
 public:
  // Begins an empty part. The folder must not exist yet.
  static Expected<IndexWriter> create(const std::filesystem::path& folder,
                                      const SearchConfig& weights);

  // Begins as a copy of a finished part, whose weights must be the same. The folder must not exist
  // yet.
  static Expected<IndexWriter> copy_of(const std::filesystem::path& part,
                                       const std::filesystem::path& folder,
                                       const SearchConfig& weights);

  // Where a document's records stand in the text file.
  struct Place {
    std::uint64_t offset = 0;
    std::uint64_t bytes = 0;
  };

  // Adds a document that the part does not hold. It must have passages.
  Expected<Place> add(const IndexedDocument& document);

  // Takes out a document that the part holds. Its text stays behind, unused.
  Expected<void> remove(const std::string& id);

  // Writes everything out, synced; a part that was begun empty is compacted. Nothing may be done
  // afterwards.
  Expected<void> finish();

  IndexWriter(IndexWriter&&) noexcept;
  IndexWriter& operator=(IndexWriter&&) noexcept;
  ~IndexWriter();

 private:
  struct Impl;
  explicit IndexWriter(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace mi
