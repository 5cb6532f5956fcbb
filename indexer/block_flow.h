// Gathers the text of a page, piece by piece in reading order, into blocks.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/document.h"

namespace mi {

// Where a piece of text stands: a table of contents has no words outside links into the page.
enum class TextPlace { plain, in_page_link };

struct FlowBlock {
  Block block;
  bool has_plain_words = false;  // words outside links into the page
};

// Two kinds of blocks:
// - those of the flow (paragraphs, list items, quotes) end wherever an element of block level
//   begins or ends;
// - whole ones (captions, footnotes, tables, code) begin and end by name, may stand inside another,
//   and see borders inside them as white space, in code as line ends.
// A whole block inside another, and any footnote, comes out behind the block around it; only a
// table's caption comes out before the table. A block without a letter or digit is none, nor is a
// paragraph without a letter: the numbers under a chart. Gaps that citations left are mended
// (citation_gap.h) but in tables and code.
class BlockFlow {
 public:
  void add_text(std::string_view text, TextPlace place = TextPlace::plain);
  void add_space() { add_text(" "); }

  // One br is a space; two in a row are as good as a paragraph.
  void break_line();

  // A citation or a footnote was taken out here: "a claim <d-cite></d-cite> ." need not keep the
  // gap before the full stop.
  void close_gap() { run().after_note = true; }

  // The mark of a citation ("[Lee, 2020]"), apart from the words around it.
  void add_mark(std::string_view mark);

  // An element of block level begins, and ends. `id` is the element's own.
  void begin_block(std::string_view id);
  void end_block();

  // What the blocks of the flow are from here on, and that no more.
  void begin_kind(BlockKind kind, std::string_view id);
  void end_kind();

  void begin_whole(BlockKind kind, std::string_view id);
  void end_whole();
  void begin_row();
  void begin_cell();

  // A heading's text is no block: it is what end_heading returns.
  void begin_heading();
  std::string end_heading();

  bool is_inside_whole() const { return runs_.size() > 1; }
  bool is_inside_table() const { return runs_.back().kind == BlockKind::table; }

  // The blocks that have ended since the last time, the one at hand included where it is of the
  // flow.
  std::vector<FlowBlock> take();

 private:
  // Text that is being gathered for one block.
  struct Run {
    BlockKind kind = BlockKind::paragraph;
    std::string text;
    std::string anchor;
    bool has_plain_words = false;
    bool after_break = false;   // a br, and no text since
    bool after_border = false;  // in code: a border of a block, and no text since
    bool after_note = false;
    bool after_mark = false;
    bool row_has_cells = false;
  };

  Run& run() { return runs_.back(); }
  void border();
  void end_flow();
  void add_code(std::string_view text);
  void mend_gap(std::string_view& next);
  void part_from_mark(std::string_view next);
  void finish(Run run);
  void finish_waiting();

  std::vector<Run> runs_ = {Run()};  // the flow, then each whole block inside the one before
  std::vector<Run> waiting_;         // until the block around them is out
  std::vector<BlockKind> kinds_;     // of the lists and quotes that are open
  std::vector<FlowBlock> finished_;
};

}  // namespace mi
