#include "indexer/plain_text.h"

#include <algorithm>
#include <cstddef>
#include <string>

#include "indexer/bare_url.h"
#include "indexer/section_builder.h"
#include "indexer/sentence.h"
#include "indexer/white_space.h"

namespace mi {
namespace {

class TextReader {
 public:
  NoteBody read(std::string_view text);

 private:
  void add_line(std::string_view line, int number);
  void end_paragraph();

  SectionBuilder sections_;
  std::vector<Link> links_;
  Block paragraph_;
  std::size_t first_link_ = 0;  // of the paragraph
  std::vector<BareUrl> found_;  // its links in its text
};

NoteBody TextReader::read(std::string_view text) {
  for (int number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (collapse_white_space(line).empty()) {
      end_paragraph();
    } else {
      add_line(line, number);
    }
  }
  end_paragraph();
  return {"", std::move(sections_).sections(), std::move(links_), {}};
}

void TextReader::add_line(std::string_view line, int number) {
  if (paragraph_.line_begin == 0) paragraph_.line_begin = number;
  paragraph_.line_end = number;
  for (const BareUrl& found : find_bare_urls(line)) {
    if (links_.size() == kMaxNoteLinks) break;
    const std::string address(line.substr(found.begin, found.end - found.begin));
    links_.push_back({address, "", address, number});
    found_.push_back({paragraph_.text.size() + found.begin, paragraph_.text.size() + found.end});
  }
  paragraph_.text += line;
  paragraph_.text += ' ';
}

void TextReader::end_paragraph() {
  for (const BareUrl& found : found_) {
    links_[first_link_++].sentence = sentence_around(paragraph_.text, found.begin, found.end);
  }
  found_.clear();
  paragraph_.text = collapse_white_space(paragraph_.text);
  if (!paragraph_.text.empty()) sections_.add(0, std::move(paragraph_));
  paragraph_ = {};
}

}  // namespace

NoteBody read_plain_text(std::string_view text) { return TextReader().read(text); }

}  // namespace mi
