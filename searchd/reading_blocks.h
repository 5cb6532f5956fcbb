// The blocks of a document that is read, as markup: paragraphs, lists, quotes, tables, code.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "core/document.h"
#include "searchd/html.h"
#include "searchd/messages.h"
#include "searchd/reading_text.h"

namespace mi {

// The id of a passage, counted from 0, in the reader's view: "p1" for the first.
std::string passage_id(std::size_t passage);

// The id of a line of a note: "L40".
std::string line_id(int line);

// What the blocks of one document have in common.
struct ReadingPlace {
  const Messages& words;
  const DocumentInfo& document;
  std::set<int> lines;  // of a note, that others point at: each is marked once
};

// Where a passage begins, there is its mark: in a paper a link to the same words in the original
// page, in a note the line. Takes from place.lines what it has marked.
Html reading_blocks(ReadingPlace& place, const std::vector<ReadingBlock>& blocks);

}  // namespace mi
