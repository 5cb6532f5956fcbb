// The engine's side of a PassageIndex. A private header: only the files that docs/design.md names
// for Xapian include it.
#pragma once

#include <xapian.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/passage_table.h"
#include "core/text_file.h"
#include "core/word_counts.h"
#include "searchd/kept_postings.h"
#include "searchd/kept_words.h"
#include "searchd/passage_index.h"
#include "searchd/shared_index.h"
#include "searchd/weighting.h"
#include "searchd/xapian_spreads.h"

namespace mi {

struct IndexPart {
  Xapian::Database database;
  std::string uuid;
  TextFile text;
  mutable FilePages text_pages;
  PassageTable passages;
  mutable KeptWords words;
  WordCounts word_counts;
  std::shared_ptr<KeptPostings> kept;
  // The part of kOrderSlot that is a document's, by the number of its first passage; 0: not read
  // yet. Looking a value up costs the engine two descents through a tree.
  mutable std::vector<std::uint64_t> document_orders;
  std::shared_ptr<const PartFiles> files = nullptr;  // whose copies these are, where it is shared
};

struct PassageIndex::Impl {
  Generation generation;
  Collection collection;
  std::vector<IndexPart> parts;
  Xapian::Database database;  // all parts as one, in the same order
  LengthNorms norms;          // of the passages of all parts
  bool notes_link = false;    // PassageIndex::has_links_of_notes()
  std::unique_ptr<TermSpreads> spreads = std::make_unique<TermSpreads>(database);  // over them

  Expected<std::string> record_at(RecordPlace place) const {
    const IndexPart& part = parts[place.part];
    return part.text.record_at(place.offset, part.text_pages);
  }

  // Which part a passage is in and its number there, by Xapian's way of numbering several databases
  // as one: (local - 1) * parts + part + 1.
  std::size_t part_of(PassageNumber number) const { return (number - 1) % parts.size(); }
  Xapian::docid local(PassageNumber number) const {
    return static_cast<Xapian::docid>((number - 1) / parts.size() + 1);
  }
  PassageOrder order_of(PassageNumber number) const;
  PassageNumber global(std::size_t part, Xapian::docid local) const {
    return static_cast<PassageNumber>((local - 1) * parts.size() + part + 1);
  }
};

}  // namespace mi
