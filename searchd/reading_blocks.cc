#include "searchd/reading_blocks.h"

#include <algorithm>
#include <string_view>

#include "searchd/marked_text.h"
#include "searchd/passage_link.h"

namespace mi {
namespace {

// The lines of a passage that are still to be marked.
Html line_marks(std::set<int>& lines, const Passage& passage) {
  Html out;
  auto line = lines.lower_bound(passage.line_begin);
  while (line != lines.end() && *line <= passage.line_end) {
    out.raw("<a id=\"").text(line_id(*line)).raw("\"></a>");
    line = lines.erase(line);
  }
  return out;
}

Html place_in_note(const Messages& words, const ReadingPiece& piece) {
  const std::string id = passage_id(piece.passage);
  const std::string line = std::to_string(piece.where->line_begin);
  Html out;
  return out.raw("<a class=\"passage\" id=\"")
      .text(id)
      .raw("\" href=\"#")
      .text(id)
      .raw("\" title=\"")
      .text(fill(words.line, {line}))
      .raw("\">")
      .text(line)
      .raw("</a>");
}

Html place_in_paper(const Messages& words, const DocumentInfo& document,
                    const ReadingPiece& piece) {
  const std::string address = link_to_passage(document, *piece.where);
  Html out;
  out.raw("<a class=\"passage\" id=\"").text(passage_id(piece.passage)).raw("\"");
  if (address.empty()) return out.raw("></a>");
  const std::string label = fill(words.passage_in_original, {std::to_string(piece.passage + 1)});
  return out.raw(" rel=\"external\" href=\"")
      .text(address)
      .raw("\" title=\"")
      .text(label)
      .raw("\" aria-label=\"")
      .text(label)
      .raw("\">↗</a>");
}

Html place_html(ReadingPlace& place, const ReadingPiece& piece) {
  Html out;
  if (!piece.begins_passage) return out;
  if (place.document.kind == DocumentKind::paper)
    return place_in_paper(place.words, place.document, piece);
  return out.add(line_marks(place.lines, *piece.where)).add(place_in_note(place.words, piece));
}

Html running_text(ReadingPlace& place, const ReadingBlock& block) {
  Html out;
  for (const ReadingPiece& piece : block.pieces) {
    if (&piece != &block.pieces.front()) out.raw(" ");
    out.add(place_html(place, piece)).add(marked_text(piece.text, piece.marks, piece.formulas));
  }
  return out;
}

// Code is not a paragraph: what marks its passage stands before it.
Html code_html(ReadingPlace& place, const ReadingBlock& block) {
  Html before;
  Html lines;
  for (const ReadingPiece& piece : block.pieces) {
    before.add(place_html(place, piece));
    if (&piece != &block.pieces.front()) lines.raw("\n");
    lines.add(marked_text(piece.text, piece.marks, {}));
  }
  Html out;
  return out.raw("<div class=\"code\">")
      .add(before)
      .raw("<pre tabindex=\"0\"><code>")
      .add(lines)
      .raw("</code></pre></div>\n");
}

// A range of a piece as a piece of its own.
ReadingPiece part_of(const ReadingPiece& piece, std::size_t begin, std::size_t end) {
  const auto within = [&](const std::vector<Span>& spans) {
    std::vector<Span> inside;
    for (const Span& span : spans) {
      if (span.begin >= begin && span.end <= end)
        inside.push_back({span.begin - begin, span.end - begin});
    }
    return inside;
  };
  return {piece.passage,
          piece.where,
          piece.begins_passage && begin == 0,
          piece.text.substr(begin, end - begin),
          within(piece.marks),
          within(piece.formulas)};
}

// "a | b" -> two cells
Html row_html(ReadingPlace& place, const ReadingPiece& row) {
  constexpr std::string_view kRule = " | ";
  Html out;
  out.raw("<tr>");
  for (std::size_t begin = 0; begin <= row.text.size();) {
    const std::size_t end = std::min(row.text.find(kRule, begin), row.text.size());
    const ReadingPiece cell = part_of(row, begin, end);
    out.raw("<td>")
        .add(place_html(place, cell))
        .add(marked_text(cell.text, cell.marks, cell.formulas))
        .raw("</td>");
    begin = end + kRule.size();
  }
  return out.raw("</tr>\n");
}

Html table_html(ReadingPlace& place, const ReadingBlock& block) {
  Html out;
  out.raw("<div class=\"table\" tabindex=\"0\"><table>\n");
  for (const ReadingPiece& piece : block.pieces) {
    for (std::size_t begin = 0; begin < piece.text.size();) {
      const std::size_t end = std::min(piece.text.find('\n', begin), piece.text.size());
      out.add(row_html(place, part_of(piece, begin, end)));
      begin = end + 1;
    }
  }
  return out.raw("</table></div>\n");
}

Html block_html(ReadingPlace& place, const ReadingBlock& block) {
  Html out;
  switch (block.kind) {
    case BlockKind::list_item:
      return out.raw("<li>").add(running_text(place, block)).raw("</li>\n");
    case BlockKind::table:
      return table_html(place, block);
    case BlockKind::code:
      return code_html(place, block);
    case BlockKind::caption:
      return out.raw("<p class=\"caption\">").add(running_text(place, block)).raw("</p>\n");
    case BlockKind::footnote:
      return out.raw("<p class=\"footnote\">").add(running_text(place, block)).raw("</p>\n");
    default:
      return out.raw("<p>").add(running_text(place, block)).raw("</p>\n");
  }
}

// What stands around neighbours of a kind.
struct Envelope {
  Literal begin;
  Literal end;
};

Envelope envelope_of(BlockKind kind) {
  if (kind == BlockKind::list_item) return {"<ul>\n", "</ul>\n"};
  if (kind == BlockKind::quote) return {"<blockquote>\n", "</blockquote>\n"};
  return {"", ""};
}

}  // namespace

std::string passage_id(std::size_t passage) { return "p" + std::to_string(passage + 1); }

std::string line_id(int line) { return "L" + std::to_string(line); }

Html reading_blocks(ReadingPlace& place, const std::vector<ReadingBlock>& blocks) {
  Html out;
  for (auto block = blocks.begin(); block != blocks.end();) {
    const Envelope envelope = envelope_of(block->kind);
    out.raw(envelope.begin);
    const BlockKind kind = block->kind;
    for (; block != blocks.end() && block->kind == kind; ++block)
      out.add(block_html(place, *block));
    out.raw(envelope.end);
  }
  return out;
}

}  // namespace mi
