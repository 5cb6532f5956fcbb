#include "indexer/mask_writer.h"

#include <algorithm>
#include <utility>

namespace mi {

void MaskWriter::copy_to(std::size_t end) {
  const std::string_view piece = slice(at_, end);
  line_ += static_cast<int>(std::count(piece.begin(), piece.end(), '\n'));
  out_.text += piece;
  at_ = end;
}

void MaskWriter::mask_to(std::size_t end, MaskKind kind, std::string_view shown) {
  add_mask(kind, slice(at_, end), shown);
  at_ = end;
}

void MaskWriter::mask_lines_to(std::size_t end, MaskKind kind, int quotes) {
  while (at_ < end) {
    const std::size_t stop = line_end(at_, end);
    if (stop > at_) mask_to(stop, kind, slice(at_, stop));
    if (stop == end) return;
    copy_to(stop + 1);
    int left = quotes;
    std::size_t content = at_;
    while (content < end && (text_[content] == ' ' || text_[content] == '\t' ||
                             (text_[content] == '>' && left > 0))) {
      if (text_[content] == '>') --left;
      ++content;
    }
    copy_to(content);
  }
}

void MaskWriter::mask_markup_to(std::size_t end, std::string_view shown, bool absorbs_space) {
  std::string absorbed;
  if (absorbs_space && !out_.text.empty() && out_.text.back() == ' ') {
    absorbed = " ";
    out_.text.pop_back();
  }
  const std::size_t first_end = line_end(at_, end);
  add_mask(MaskKind::markup, absorbed + std::string(slice(at_, first_end)), shown);
  at_ = first_end;
  while (at_ < end) {
    copy_to(at_ + 1);
    const std::size_t stop = line_end(at_, end);
    if (stop > at_) mask_to(stop, MaskKind::markup, "");
  }
}

void MaskWriter::add_mask(MaskKind kind, std::string_view raw, std::string_view shown) {
  out_.add({kind, std::string(raw), std::string(shown), line_});
}

std::size_t MaskWriter::line_end(std::size_t at, std::size_t end) const {
  return std::min(slice(at, end).find('\n'), end - at) + at;
}

MaskedMarkdown MaskWriter::finish() && { return std::move(out_); }

}  // namespace mi
