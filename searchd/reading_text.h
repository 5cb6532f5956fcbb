// A stored document as it was written: its headings, and its paragraphs, lists and code in one
// piece again, though they were cut into passages to be searched.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/results.h"
#include "searchd/whole_document.h"

namespace mi {

// What of a block stands in one passage.
struct ReadingPiece {
  std::size_t passage = 0;         // counted from 0 through the whole document
  const Passage* where = nullptr;  // never null
  bool begins_passage = false;     // it is the first of its passage
  std::string_view text;           // of *where
  std::vector<Span> marks{};       // of `text`, as are the formulas
  std::vector<Span> formulas{};    // none in code

  friend bool operator==(const ReadingPiece&, const ReadingPiece&) = default;
};

struct ReadingBlock {
  BlockKind kind = BlockKind::paragraph;
  std::vector<ReadingPiece> pieces;  // at least one; white space was between two of them

  friend bool operator==(const ReadingBlock&, const ReadingBlock&) = default;
};

struct ReadingSection {
  // The headings that begin here: the section's own, and those above it under which nothing stands.
  // Level 1 is the outermost.
  struct Heading {
    std::size_t level = 1;
    std::string text;

    friend bool operator==(const Heading&, const Heading&) = default;
  };

  std::vector<Heading> headings;  // none for the text before the first heading
  std::string anchor;             // in the page, of the last heading; may be empty
  std::vector<ReadingBlock> blocks;
  std::size_t marks = 0;  // in all of its blocks

  friend bool operator==(const ReadingSection&, const ReadingSection&) = default;
};

// Views into the document: valid while it is there.
std::vector<ReadingSection> reading_text(const WholeDocument& document);

}  // namespace mi
