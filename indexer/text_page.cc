#include "indexer/text_page.h"

#include <algorithm>
#include <string>
#include <utility>

#include "core/unicode.h"
#include "core/url.h"
#include "indexer/bare_links.h"
#include "indexer/language.h"
#include "indexer/plain_text.h"
#include "indexer/white_space.h"

namespace mi {
namespace {

constexpr std::size_t kMaxTitleBytes = 200;

std::string first_line(std::string_view text) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string line = collapse_white_space(text.substr(0, end));
    if (!line.empty()) return std::string(beginning_of(line, kMaxTitleBytes));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return {};
}

}  // namespace

Document read_text_page(std::string_view text, const Page& page) {
  const std::string composed = to_nfc(text);
  Document document;
  document.info.kind = DocumentKind::paper;
  document.info.id = page.url;
  document.info.url = page.final_url.empty() ? page.url : page.final_url;
  if (const Expected<Url> url = parse_url(document.info.url)) document.info.site = url->host;
  document.info.title = first_line(composed);
  document.sections = read_plain_text(composed).sections;
  for (Section& section : document.sections) {
    for (Block& block : section.blocks) block.line_begin = block.line_end = 0;  // a note's only
  }
  document.info.language = is_korean(document.sections) ? "ko" : "en";
  document.links = bare_links(document.sections);
  return document;
}

}  // namespace mi
