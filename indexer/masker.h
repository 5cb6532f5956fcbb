// Masker: the walk of mask_markdown() through a text. markdown_mask.cc has its lines,
// mask_pieces.cc the pieces of a line.
#pragma once

#include <cstddef>
#include <deque>
#include <set>
#include <string>
#include <string_view>

#include "indexer/markdown_line.h"
#include "indexer/mask_writer.h"
#include "indexer/paragraph_ends.h"
#include "indexer/template_markup.h"

namespace mi {

class Masker {
 public:
  explicit Masker(std::string_view text);
  MaskedMarkdown run();

 private:
  // Lines.
  void begin_line();
  std::size_t skip_prefix(std::size_t line_end);
  std::size_t skip_marker(std::size_t line_end);
  void begin_content(std::size_t end);
  bool define_footnote(std::string_view content);
  bool table_is_too_big(std::string_view content);

  // Pieces of a line.
  void step();
  bool mask_piece();
  bool mask_backslash();
  bool mask_math();
  bool mask_display_math();
  bool mask_backslash_math();
  bool mask_template();
  bool mask_attributes();
  std::size_t find_template_end(std::size_t from, std::string_view close);
  bool mask_wiki_link();
  bool copy_footnote();
  bool mask_definition();
  bool mask_address();
  bool mask_angle();
  bool copy_code_span();
  bool copy_emphasis();
  void mask_markup(TextRange range);

  // As ParagraphEnds; ends at the end of a template's quotes, too.
  std::size_t find_closer(std::size_t from, std::string_view closer, std::size_t limit) {
    return paragraphs_.find_closer(from, closer, limit, horizon());
  }
  std::size_t horizon() const { return markup_.empty() ? text_.size() : markup_.front().begin; }
  std::size_t at() const { return out_.at(); }
  std::string_view rest() const { return slice(at(), horizon()); }
  std::string_view slice(std::size_t begin, std::size_t end) const {
    return text_.substr(begin, end - begin);
  }

  const std::string source_;
  const std::string_view text_ = source_;
  const std::size_t last_comment_end_ = text_.rfind("-->");
  const std::size_t longest_definition_;
  ParagraphEnds paragraphs_{text_};
  MaskWriter out_{text_};
  bool line_begins_ = true;
  int quotes_ = 0;                 // '>' at the start of this line
  std::size_t content_begin_ = 0;  // of this line, in the masked text
  int images_ = 0;                 // in this paragraph
  std::size_t cells_ = 0;
  CodeFence fence_;
  int fence_quotes_ = 0;             // '>' before the fence: the quote's end closes it
  std::set<std::string> footnotes_;  // labels that are defined above
  std::deque<TextRange> markup_;     // of the templates that are being read; quoted text is between
};

}  // namespace mi
