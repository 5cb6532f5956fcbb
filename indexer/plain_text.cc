#include "indexer/plain_text.h"

#include <algorithm>
#include <string>

#include "indexer/bare_url.h"
#include "indexer/white_space.h"

namespace mi {
namespace {

void add_links(NoteBody& body, std::string_view line, int number) {
  for (const BareUrl& found : find_bare_urls(line)) {
    const std::string address(line.substr(found.begin, found.end - found.begin));
    body.links.push_back({address, "", address, number});
  }
}

// Moves the text gathered so far into a block.
void end_paragraph(Section& section, Block& paragraph) {
  paragraph.text = collapse_white_space(paragraph.text);
  if (!paragraph.text.empty()) section.blocks.push_back(paragraph);
  paragraph = {};
}

}  // namespace

NoteBody read_plain_text(std::string_view text) {
  NoteBody body;
  Section section;
  Block paragraph;
  for (int number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (collapse_white_space(line).empty()) {
      end_paragraph(section, paragraph);
      continue;
    }
    if (paragraph.line_begin == 0) paragraph.line_begin = number;
    paragraph.line_end = number;
    paragraph.text += line;
    paragraph.text += ' ';
    add_links(body, line, number);
  }
  end_paragraph(section, paragraph);
  if (!section.blocks.empty()) body.sections.push_back(std::move(section));
  return body;
}

}  // namespace mi
