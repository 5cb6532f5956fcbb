// MaskWriter: walks through a Markdown text and writes the masked one, piece by piece.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "indexer/masked_markdown.h"

namespace mi {

class MaskWriter {
 public:
  // `text` has to live as long as the writer.
  explicit MaskWriter(std::string_view text) : text_(text) { out_.text.reserve(text.size()); }

  std::size_t at() const { return at_; }  // of the text: what is before it is written
  int line() const { return line_; }      // of the text at at(), 1-based
  bool done() const { return at_ >= text_.size(); }
  std::size_t written() const { return out_.text.size(); }

  // Each of these goes on to `end`, which is at() or behind it.
  void copy_to(std::size_t end);
  void mask_to(std::size_t end, MaskKind kind, std::string_view shown);  // within one line

  // One mask a line, each showing what it stands for, so that every line stays; the '>' of a line's
  // first `quotes` quotes stay before it.
  void mask_lines_to(std::size_t end, MaskKind kind, int quotes);

  // One mask a line, the first showing `shown`, the others nothing. With `absorbs_space` a space
  // that was written last becomes a part of what the first mask stands for.
  void mask_markup_to(std::size_t end, std::string_view shown, bool absorbs_space);

  void drop_one() { ++at_; }  // a character that is no line end
  void add_mask(MaskKind kind, std::string_view raw, std::string_view shown);
  void add_text(std::string_view text) { out_.text += text; }  // that is not in the source

  // The end of the line, or `end` where that comes first.
  std::size_t line_end(std::size_t at, std::size_t end) const;

  MaskedMarkdown finish() &&;

 private:
  std::string_view slice(std::size_t begin, std::size_t end) const {
    return text_.substr(begin, end - begin);
  }

  std::string_view text_;
  std::size_t at_ = 0;
  int line_ = 1;
  MaskedMarkdown out_;
};

}  // namespace mi
