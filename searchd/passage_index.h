// PassageIndex: a published generation, open for reading: the texts of its parts as records, and
// the terms of its passages. What matches a query is in searchd/passage_match.h.
//
// Serves one thread at a time (Xapian's databases are not thread-safe). Whatever asks for terms or
// matches reads the disk and throws where that is damaged: index_failure() is where the exceptions
// end.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "core/expected.h"
#include "core/generation.h"
#include "core/passage_table.h"
#include "core/record.h"
#include "core/results.h"
#include "core/word_codes.h"
#include "searchd/passage_seat.h"

namespace mi {

// What to do about an index that cannot be read.
inline constexpr std::string_view kRebuildHint =
    "Run `mi-index --rebuild`: it makes the index again from the notes and the pages.";

// The engine's number of a passage. Tells nothing of its order or its document.
using PassageNumber = std::uint32_t;

// Where a record stands: in the text of which part, and at which offset.
struct RecordPlace {
  std::size_t part = 0;
  std::uint64_t offset = 0;

  friend bool operator<(const RecordPlace& a, const RecordPlace& b) {
    return std::tie(a.part, a.offset) < std::tie(b.part, b.offset);
  }
};

// The order of passages that is settled at indexing: that of documents, then that of their text.
struct PassageOrder {
  std::uint64_t document = 0;
  std::uint32_t passage = 0;

  friend bool operator<(const PassageOrder& a, const PassageOrder& b) {
    return std::tie(a.document, a.passage) < std::tie(b.document, b.passage);
  }
};

struct LoadedPassage {
  PassageRecord record;
  RecordPlace place;
  std::uint64_t end = 0;  // the offset at which the next record begins

  RecordPlace document() const { return {place.part, record.document}; }
};

// A document with what it says about others, and where its passages begin.
struct LoadedDocument {
  DocumentRecord record;
  Relations relations;
  RecordPlace first_passage;
};

class SharedIndex;

class PassageIndex {
 public:
  PassageIndex();  // without parts

  // Opens the parts below the index folder. Fails where one is missing, damaged at a glance, cut
  // short, or written in another format.
  // The files of parts are shared with whoever else opens them by the same `shared`, where there is
  // one.
  static Expected<PassageIndex> open(const std::filesystem::path& folder,
                                     const Generation& generation, SharedIndex* shared = nullptr);

  const Generation& generation() const;
  const Collection& collection() const;

  // The records that stand at a place; failures where none or a damaged one does.
  Expected<LoadedPassage> passage(RecordPlace place) const;
  Expected<DocumentRecord> document(RecordPlace place) const;
  Expected<LoadedDocument> document_with_relations(RecordPlace place) const;

  // How many passages have the term.
  std::uint64_t frequency(const std::string& term) const;

  // Whether any note links to anything.
  bool has_links_of_notes() const;

  // Terms that begin so, the most frequent first. Of more than 5,000 such terms only the first in
  // the order of their bytes are looked at: a hostile prefix must not cost more.
  std::vector<std::string> completions(const std::string& prefix, std::size_t limit) const;

  // A passage's record, by its number; who sits beside it; its section; and the order settled at
  // indexing (core/schema.h kOrderSlot).
  RecordPlace place_of(PassageNumber number) const;
  PassageSeat seat_of(PassageNumber number) const;
  SectionKind section_of(PassageNumber number) const;

  // Its words by their codes, until another passage's are asked for or matched; the norm of its
  // length (searchd/weighting.h); and how rare a word is among all passages.
  // read_words_ahead(): of several that will be asked for, which makes it quicker.
  WordCodeView words_of(PassageNumber number) const;
  void read_words_ahead(const std::vector<PassageNumber>& numbers) const;
  double norm_of(PassageNumber number) const;
  double idf_of(WordCode code) const;

  PassageOrder order_of(PassageNumber number) const;

  // The first passages of all documents, in the order of the documents' terms.
  std::vector<PassageNumber> first_passages() const;

  // The passages that have one of the terms, in the order of their numbers.
  std::vector<PassageNumber> passages_with_any(const std::vector<std::string>& terms) const;

  // Whether any passage has the terms beside each other in this order.
  bool has_phrase(const std::vector<std::string>& terms) const;

  // A passage's number so many passages further on in its document.
  PassageNumber further(PassageNumber number, std::uint32_t passages) const;

  PassageIndex(PassageIndex&&) noexcept;
  PassageIndex& operator=(PassageIndex&&) noexcept;
  ~PassageIndex();

  struct Impl;  // searchd/xapian_index.h
  const Impl& impl() const { return *impl_; }

 private:
  std::unique_ptr<Impl> impl_;
};

// Runs what reads the index; why it failed, where the engine threw.
std::optional<Error> index_failure(const std::function<void()>& read);

}  // namespace mi
