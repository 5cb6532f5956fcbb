#include "searchd/render_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include "core/unicode.h"

namespace mi {
namespace {

constexpr std::size_t kAuthorsShown = 3;
constexpr std::size_t kIndent = 5;

struct Style {
  std::string_view title, meta, heading, link, mark, end;
};

constexpr Style kPlain{};
constexpr Style kColour{"\x1b[1;36m", "\x1b[2m", "\x1b[33m", "\x1b[2;4m", "\x1b[1;31m", "\x1b[0m"};

// A word of a snippet with its columns; what stands between marks is styled as a whole.
struct Piece {
  std::string text;
  std::size_t width = 0;
};

// The snippet's text in words, marked parts wrapped in the style's sequences.
std::vector<Piece> pieces_of(const Snippet& snippet, const Style& style) {
  std::vector<Piece> pieces(1);
  std::size_t mark = 0;
  const auto append = [&](std::string_view text, bool marked) {
    const std::string clean = printable(text);
    pieces.back().width += display_width(clean);
    pieces.back().text += marked ? fmt::format("{}{}{}", style.mark, clean, style.end) : clean;
  };
  std::size_t begin = 0;
  for (std::size_t at = 0; at <= snippet.text.size(); ++at) {
    while (mark < snippet.marks.size() && at >= snippet.marks[mark].end) ++mark;
    const bool inside = mark < snippet.marks.size() && at > snippet.marks[mark].begin;
    const bool edge = mark < snippet.marks.size() && (at == snippet.marks[mark].begin);
    const bool space =
        at == snippet.text.size() || snippet.text[at] == ' ' || snippet.text[at] == '\n';
    const bool closes = std::any_of(snippet.marks.begin(), snippet.marks.end(),
                                    [&](const Span& span) { return span.end == at; });
    if (!space && !edge && !closes) continue;
    if (at > begin)
      append(std::string_view(snippet.text).substr(begin, at - begin), inside || closes);
    begin = at;
    if (space) {
      if (pieces.back().width > 0) pieces.emplace_back();
      begin = at + 1;
    }
  }
  if (pieces.back().width == 0) pieces.pop_back();
  return pieces;
}

std::string wrap(const std::vector<Piece>& pieces, std::size_t width) {
  const std::string indent(kIndent, ' ');
  const std::size_t columns = std::max<std::size_t>(width, kIndent + 20) - kIndent;
  std::string out = indent;
  std::size_t used = 0;
  for (const Piece& piece : pieces) {
    if (used > 0 && used + 1 + piece.width > columns) {
      out += "\n" + indent;
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

std::string authors_of(const DocumentInfo& document) {
  std::string out;
  for (std::size_t i = 0; i < document.authors.size() && i < kAuthorsShown; ++i) {
    out += (i == 0 ? "" : ", ") + document.authors[i];
  }
  return out + (document.authors.size() > kAuthorsShown ? " et al." : "");
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

std::string render_hit(const Results& results, const Hit& hit, const Style& style,
                       std::size_t width) {
  const DocumentInfo& document = results.documents[hit.document];
  const std::string number = fmt::format("{:>3}. ", hit.rank);
  const std::string path = printable(fmt::format("{}", fmt::join(hit.passage.heading_path, " › ")));
  std::vector<Piece> pieces = pieces_of(hit.snippet, style);
  if (hit.snippet.cut_before) pieces.insert(pieces.begin(), Piece{"…", 1});
  if (hit.snippet.cut_after) pieces.push_back(Piece{"…", 1});
  std::string text = wrap(pieces, width);
  if (path.empty())
    text.erase(0, std::min(text.size(), kIndent));  // the number stands in its place
  const std::string heading =
      path.empty() ? number : fmt::format("{}{}{}{}\n", number, style.heading, path, style.end);
  const std::string link = printable(link_to(document, hit.passage));
  return heading + text + fmt::format("{:5}{}{}{}\n", "", style.link, link, style.end);
}

std::string summary(const Results& results, std::size_t documents) {
  const auto plural = [](std::size_t count) { return count == 1 ? "" : "s"; };
  const std::size_t shown = results.hits.size();
  const std::size_t total = std::max<std::size_t>(shown, results.estimated_total);
  return fmt::format("{} of {}{} passage{} in {} document{}, {:.1f} ms\n", shown,
                     results.total_is_exact ? "" : "about ", total, plural(total), documents,
                     plural(documents), results.took_ms);
}

}  // namespace

std::string render_text(const Results& results, TextStyle style, std::size_t width) {
  const Style& s = style == TextStyle::colour ? kColour : kPlain;
  const std::vector<DocumentHits> groups = group_by_document(results);
  std::string out;
  for (const DocumentHits& group : groups) {
    const DocumentInfo& document = results.documents[group.document];
    out += fmt::format("{}{}{}\n", s.title, printable(document.title), s.end);
    out += fmt::format("{}{}{}\n", s.meta, describe(document), s.end);
    for (const std::size_t hit : group.hits)
      out += render_hit(results, results.hits[hit], s, width);
    out += '\n';
  }
  return out + fmt::format("{}{}{}", s.meta, summary(results, groups.size()), s.end);
}

}  // namespace mi
