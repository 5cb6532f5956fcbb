// SectionBuilder: a note's headings and blocks, in whatever order they are found, to its sections.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/document.h"

namespace mi {

// What one note is divided into at most. Beyond it a heading is a paragraph, and what follows the
// last block is joined to its text: a note of a million one-letter paragraphs keeps its text, and
// costs no more memory than one that somebody wrote.
inline constexpr std::size_t kMaxNoteHeadings = 10'000;
inline constexpr std::size_t kMaxNoteBlocks = 100'000;  // with the headings

class SectionBuilder {
 public:
  // A heading of level 1 to 6, or a block (level 0). A heading longer than kMaxHeadingBytes is cut
  // there and also stands below itself, as a paragraph: every section would repeat it.
  void add(int level, Block block);

  // The only first-level heading, if it is the first heading of all; else empty.
  std::string title() const;

  // In the order of their lines: a section for each heading, and one without a path for what stands
  // before the first, if anything does. Anchors are GitHub's, "-1" behind the second of a name.
  std::vector<Section> sections() &&;

 private:
  struct Part {
    int level = 0;
    Block block;
  };

  void push(int level, Block block);

  std::vector<Part> parts_;
  std::size_t headings_ = 0;
};

}  // namespace mi
