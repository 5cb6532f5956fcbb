#include "searchd/text_layout.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/unicode.h"

namespace mi {
namespace {

constexpr std::size_t kAuthorsShown = 3;
constexpr TextColours kPlain{};
constexpr TextColours kColour{"\x1b[1;36m", "\x1b[2m",    "\x1b[33m",
                              "\x1b[2;4m",  "\x1b[1;31m", "\x1b[0m"};

std::string authors_of(const DocumentInfo& document) {
  std::string out;
  for (std::size_t i = 0; i < document.authors.size() && i < kAuthorsShown; ++i) {
    out += (i == 0 ? "" : ", ") + document.authors[i];
  }
  return out + (document.authors.size() > kAuthorsShown ? " et al." : "");
}

}  // namespace

TextColours text_colours(TextStyle style) { return style == TextStyle::colour ? kColour : kPlain; }

std::string wrap_pieces(const std::vector<TextPiece>& pieces, std::size_t indent,
                        std::size_t width) {
  const std::string margin(indent, ' ');
  const std::size_t columns = std::max<std::size_t>(width, indent + 20) - indent;
  std::string out = margin;
  std::size_t used = 0;
  for (const TextPiece& piece : pieces) {
    if (used > 0 && used + 1 + piece.width > columns) {
      out += "\n" + margin;
      used = 0;
    } else if (used > 0) {
      out += ' ';
      ++used;
    }
    out += piece.text;
    used += piece.width;
  }
  return out + "\n";
}

std::string wrap_text(std::string_view text, std::size_t indent, std::size_t width) {
  std::vector<TextPiece> pieces;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    if (!word.empty()) pieces.push_back({std::string(word), display_width(word)});
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return wrap_pieces(pieces, indent, width);
}

std::string describe(const DocumentInfo& document) {
  std::vector<std::string> parts = {name_of(document.kind)};
  if (document.draft) parts.emplace_back("draft");
  if (std::string authors = authors_of(document); !authors.empty())
    parts.push_back(std::move(authors));
  if (!document.date.empty()) parts.push_back(document.date);
  if (!document.site.empty()) parts.push_back(document.site);
  return printable(fmt::format("{}", fmt::join(parts, " · ")));
}

}  // namespace mi
