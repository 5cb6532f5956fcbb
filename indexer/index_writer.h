// IndexWriter: writes one part of the index, whole, into a folder of its own. The only door to
// Xapian's writing side.
//
// Passages become Xapian documents; what is shown of them goes into the text file beside it
// (core/text_file.h). Until finish() has returned, the folder is scratch and may be deleted
// at any time.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <vector>

#include "core/config.h"
#include "core/document.h"
#include "core/expected.h"

namespace mi {

// Whether a part that was finished can be searched: its database opens, and its text is as long as
// it was. Reads a few blocks, not the whole.
Expected<void> check_part(const std::filesystem::path& folder);

class IndexWriter {
 public:
  // Begins a part in a folder that must not exist yet.
  static Expected<IndexWriter> create(const std::filesystem::path& folder,
                                      const SearchConfig& weights);

  // Adds a document's passages. Documents without passages are ignored.
  Expected<void> add(const IndexedDocument& document);

  // Where the next document's record will stand in the text file.
  std::uint64_t next_document_offset() const;

  // Writes everything out, compacted and synced. Nothing may be added afterwards.
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
