// The engine's side of a PassageIndex. A private header: only the files that docs/design.md names
// for Xapian include it.
#pragma once

#include <xapian.h>

#include <cstddef>
#include <vector>

#include "core/text_file.h"
#include "searchd/passage_index.h"

namespace mi {

struct PassageIndex::Impl {
  Generation generation;
  Collection collection;
  Xapian::Database database;    // all parts as one
  std::vector<TextFile> texts;  // in the order in which the parts were added

  // Which part a passage is in, by Xapian's way of numbering several databases as one
  // (docid = (local - 1) * parts + part + 1).
  std::size_t part_of(Xapian::docid id) const { return (id - 1) % texts.size(); }
};

}  // namespace mi
