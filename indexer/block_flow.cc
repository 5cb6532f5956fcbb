#include "indexer/block_flow.h"

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <utility>

#include "core/unicode.h"
#include "indexer/citation_gap.h"
#include "indexer/html_tag.h"
#include "indexer/white_space.h"

namespace mi {
namespace {

struct Contents {
  bool has_letters = false;
  bool has_digits = false;
};

Contents contents_of(std::string_view text) {
  Contents contents;
  for (std::size_t at = 0, size = 1; at < text.size() && !contents.has_letters; at += size) {
    const CharClass kind = class_of(decode_utf8(text, at, size));
    if (kind == CharClass::letter || kind == CharClass::hangul) contents.has_letters = true;
    if (kind == CharClass::digit) contents.has_digits = true;
  }
  return contents;
}

bool has_words(std::string_view text) {
  const Contents contents = contents_of(text);
  return contents.has_letters || contents.has_digits;
}

bool is_blank(std::string_view text) {
  return std::all_of(text.begin(), text.end(), is_html_space);
}

void drop_blank_lines_before(std::string& code) {
  const std::size_t first = code.find_first_not_of(" \t\n");
  if (first == std::string::npos) return;
  const std::size_t line_end = code.rfind('\n', first);
  if (line_end != std::string::npos) code.erase(0, line_end + 1);
}

}  // namespace

void BlockFlow::add_text(std::string_view text, TextPlace place) {
  if (place == TextPlace::plain && has_words(text)) run().has_plain_words = true;
  if (run().kind == BlockKind::code) {
    add_code(text);
    return;
  }
  if (run().after_mark) part_from_mark(text);
  if (run().after_note) mend_gap(text);
  append_collapsed(run().text, text);
  if (!is_blank(text)) run().after_break = false;
}

void BlockFlow::add_code(std::string_view text) {
  if (run().after_border && is_blank(text)) return;  // between lines that are blocks each
  run().after_border = false;
  append_code(run().text, text);
}

void BlockFlow::mend_gap(std::string_view& next) {
  constexpr std::string_view kClosing = ".,;:)!?";
  const std::size_t blanks = static_cast<std::size_t>(
      std::find_if(next.begin(), next.end(), [](char c) { return !is_html_space(c); }) -
      next.begin());
  if (blanks == next.size()) return;
  run().after_note = false;
  if (kClosing.find(next[blanks]) == std::string_view::npos) return;
  trim_spaces_at_end(run().text);
  next.remove_prefix(blanks);
}

void BlockFlow::add_mark(std::string_view mark) {
  constexpr std::string_view kOpening = " ([\n";
  const std::string& text = run().text;
  if (!text.empty() && kOpening.find(text.back()) == std::string_view::npos) add_space();
  add_text(mark);
  run().after_mark = true;
  close_gap();
}

void BlockFlow::part_from_mark(std::string_view next) {
  if (next.empty()) return;
  run().after_mark = false;
  const auto first = static_cast<unsigned char>(next.front());
  if (std::isalnum(first) != 0 || first >= 0x80 || first == '(' || first == '[') add_space();
}

void BlockFlow::break_line() {
  if (run().kind == BlockKind::code) {
    run().text += '\n';
  } else if (run().after_break) {
    border();
  } else {
    add_space();
    run().after_break = true;
  }
}

void BlockFlow::border() {
  if (!is_inside_whole()) {
    end_flow();
  } else if (run().kind != BlockKind::code) {
    add_space();
  } else {
    if (!run().text.empty() && run().text.back() != '\n') run().text += '\n';
    run().after_border = true;
  }
}

void BlockFlow::begin_block(std::string_view id) {
  border();
  if (!id.empty() && run().text.empty()) run().anchor = id;
}

void BlockFlow::end_block() {
  border();
  if (!is_inside_whole()) run().anchor.clear();
}

void BlockFlow::begin_kind(BlockKind kind, std::string_view id) {
  begin_block(id);
  kinds_.push_back(kind);
}

void BlockFlow::end_kind() {
  end_block();
  kinds_.pop_back();
}

void BlockFlow::begin_whole(BlockKind kind, std::string_view id) {
  // A footnote does not end the sentence that it is written in.
  if (kind != BlockKind::footnote && !is_inside_whole()) end_flow();
  Run inner;
  inner.kind = kind;
  inner.anchor = id;
  runs_.push_back(std::move(inner));
}

void BlockFlow::end_whole() {
  Run ended = std::move(runs_.back());
  runs_.pop_back();
  const bool is_footnote = ended.kind == BlockKind::footnote;
  if (is_footnote) close_gap();
  if (is_footnote || (is_inside_whole() && !is_inside_table())) {
    waiting_.push_back(std::move(ended));
  } else {
    finish(std::move(ended));
    if (!is_inside_whole()) finish_waiting();
  }
}

void BlockFlow::begin_row() {
  trim_end(run().text);
  if (!run().text.empty()) run().text += '\n';
  run().row_has_cells = false;
}

void BlockFlow::begin_cell() {
  trim_spaces_at_end(run().text);
  if (run().row_has_cells) run().text += " | ";
  run().row_has_cells = true;
}

void BlockFlow::begin_heading() {
  end_flow();
  run().anchor.clear();
  runs_.emplace_back();
}

std::string BlockFlow::end_heading() {
  Run heading = std::move(runs_.back());
  runs_.pop_back();
  trim_end(heading.text);
  return has_words(heading.text) ? to_nfc(heading.text) : std::string();
}

std::vector<FlowBlock> BlockFlow::take() {
  // Without text of its own the flow is left alone: a heading's footnote waits for its section.
  if (!is_inside_whole() && !run().text.empty()) end_flow();
  return std::exchange(finished_, {});
}

void BlockFlow::end_flow() {
  if (!run().text.empty()) {
    Run ended = std::exchange(run(), Run());
    ended.kind = kinds_.empty() ? BlockKind::paragraph : kinds_.back();
    finish(std::move(ended));
  }
  finish_waiting();
}

void BlockFlow::finish_waiting() {
  for (Run& run : std::exchange(waiting_, {})) finish(std::move(run));
}

void BlockFlow::finish(Run run) {
  trim_end(run.text);
  if (run.kind == BlockKind::code) {
    drop_blank_lines_before(run.text);
  } else if (run.kind != BlockKind::table) {
    run.text = without_citation_gaps(run.text);
  }
  const Contents contents = contents_of(run.text);
  const bool is_number = run.kind == BlockKind::paragraph && !contents.has_letters;
  if (is_number || !(contents.has_letters || contents.has_digits)) return;
  FlowBlock finished;
  finished.block.kind = run.kind;
  finished.block.text = to_nfc(run.text);
  finished.block.anchor = std::move(run.anchor);
  finished.has_plain_words = run.has_plain_words;
  finished_.push_back(std::move(finished));
}

}  // namespace mi
