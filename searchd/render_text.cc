#include "searchd/render_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

#include "core/ascii.h"
#include "core/unicode.h"
#include "searchd/messages.h"
#include "searchd/narrowed_query.h"
#include "searchd/text_layout.h"

namespace mi {
namespace {

constexpr std::size_t kIndent = 5;
// Of one document in full; those of it that rank below stand in one line each.
constexpr std::size_t kShownInFull = 3;

// The snippet's text in words, marked parts wrapped in the style's sequences.
std::vector<TextPiece> pieces_of(const Snippet& snippet, const TextColours& style) {
  std::vector<TextPiece> pieces(1);
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

// What was looked for, as what and where.
std::string render_part(const ScorePart& part) {
  if (part.reason == "neighbours") return "from the passages before and behind";
  if (part.reason == "feedback") return "from speaking of what the best passages speak of";
  if (part.reason == "same document") return "for better passages of the same document";
  if (part.reason == "back matter") return "among references and the like";
  if (part.reason == "definition") return printable(fmt::format("defines \"{}\"", part.word));
  if (part.reason == "heading") return printable(fmt::format("its heading is \"{}\"", part.word));
  constexpr std::size_t kTermsShown = 4;
  const std::vector<std::string> terms(
      part.terms.begin(),
      part.terms.begin() + static_cast<std::ptrdiff_t>(std::min(part.terms.size(), kTermsShown)));
  std::string out = fmt::format("{} \"{}\" as {}{}", part.reason, part.word, fmt::join(terms, " "),
                                part.terms.size() > kTermsShown ? " ..." : "");
  if (!part.fields.empty()) out += fmt::format(" in {}", fmt::join(part.fields, ", "));
  if (part.weight != 1) out += fmt::format(", x{:g}", part.weight);
  if (!part.source.empty()) out += ", from " + part.source;
  return printable(out);
}

// What made the score, the largest part first.
std::string render_parts(const Hit& hit, const TextColours& style) {
  if (hit.parts.empty()) return {};
  std::string out = fmt::format("{:5}{}score {:.3f}", "", style.meta, hit.score);
  for (const ScorePart& part : hit.parts)
    out += fmt::format("\n{:7}{:7.3f}  {}", "", part.score, render_part(part));
  return out + std::string(style.end) + "\n";
}

std::string render_hit(const Results& results, const Hit& hit, const TextColours& style,
                       std::size_t width) {
  const DocumentInfo& document = results.documents[hit.document];
  const std::string number = fmt::format("{:>3}. ", hit.rank);
  const std::string path = printable(fmt::format("{}", fmt::join(hit.passage.heading_path, " › ")));
  std::vector<TextPiece> pieces = pieces_of(hit.snippet, style);
  if (hit.snippet.cut_before) pieces.insert(pieces.begin(), TextPiece{"…", 1});
  if (hit.snippet.cut_after) pieces.push_back(TextPiece{"…", 1});
  std::string text = wrap_pieces(pieces, kIndent, width);
  if (path.empty())
    text.erase(0, std::min(text.size(), kIndent));  // the number stands in its place
  const std::string heading =
      path.empty() ? number : fmt::format("{}{}{}{}\n", number, style.heading, path, style.end);
  const std::string link = printable(link_to(document, hit.passage));
  return heading + text + fmt::format("{:5}{}{}{}\n", "", style.link, link, style.end) +
         render_parts(hit, style);
}

// One more passage of a document whose best ones were shown: where it is.
std::string render_hit_briefly(const Results& results, const Hit& hit, const TextColours& style) {
  const std::string heading = hit.passage.heading_path.empty()
                                  ? std::string()
                                  : printable(hit.passage.heading_path.back()) + "  ";
  const std::string link = printable(link_to(results.documents[hit.document], hit.passage));
  return fmt::format("{:>3}. {}{}{}{}{}{}\n", hit.rank, style.heading, heading, style.end,
                     style.link, link, style.end) +
         render_parts(hit, style);
}

// An argument for a shell, between quotes.
std::string shell_quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : printable(text)) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

// The same, without quotes where it is an option or a plain word.
std::string shell_word(std::string_view text) {
  const bool is_plain = !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return is_alphanumeric(c) || c == '-' || c == '_' || c == '.' || c == '/';
  });
  return is_plain ? std::string(text) : shell_quoted(text);
}

// The command that shows all matching passages of one document; empty where it cannot be asked for.
std::string command_to_open(const Results& results, const DocumentInfo& document,
                            const std::vector<std::string>& options) {
  const std::optional<std::string> query = query_within(results, document);
  if (!query) return {};
  std::string command = "mi-search ";
  for (const std::string& option : options) command += shell_word(option) + " ";
  return command + "-- " + shell_quoted(*query);
}

// How many more passages of a document match than are shown.
std::string render_more(const Results& results, const DocumentHits& group, const TextColours& style,
                        const std::vector<std::string>& options) {
  if (group.document >= results.document_passages.size()) return {};
  const std::uint64_t matching = results.document_passages[group.document];
  if (matching <= group.hits.size()) return {};
  const std::uint64_t more = matching - group.hits.size();
  const std::string command = command_to_open(results, results.documents[group.document], options);
  return fmt::format("{:5}{}{} more passage{} of it{}{}{}\n", "", style.meta, more,
                     more == 1 ? "" : "s", command.empty() ? "" : ": ", command, style.end);
}

std::string render_facets(const Results& results, const TextColours& style) {
  std::string out;
  for (const Facet& facet : results.facets) {
    std::vector<std::string> values;
    for (const Facet::Value& value : facet.values)
      values.push_back(fmt::format("{} {}", printable(value.value), value.passages));
    out += fmt::format("{}{:<5}{} {}\n", style.heading, facet.field, style.end,
                       fmt::join(values, ", "));
  }
  return out.empty() ? out : out + "\n";
}

std::string summary(const Results& results, std::size_t documents) {
  const auto plural = [](std::size_t count) { return count == 1 ? "" : "s"; };
  const std::size_t shown = results.hits.size();
  const std::size_t total = std::max<std::size_t>(shown, results.estimated_total);
  std::string from =
      fmt::format("{} document{}, {:.1f} ms\n", documents, plural(documents), results.took_ms);
  const char* const about = results.total_is_exact ? "" : "about ";
  if (results.counts_documents) {
    if (shown == total) return from;
    return fmt::format("{} of {}{} documents shown, {:.1f} ms\n", shown, about, total,
                       results.took_ms);
  }
  if (shown == total) return fmt::format("{} passage{} in {}", shown, plural(shown), from);
  return fmt::format("{} of {}{} passages shown, from {}", shown, about, total, from);
}

// What else was searched, and what may have been meant.
std::string render_also(const Results& results) {
  std::string out;
  for (std::size_t i = 0; i < results.expansions.size(); ++i) {
    const Expansion& expansion = results.expansions[i];
    out += (out.empty() ? "Also searched: " : ", ") + printable(expansion.text);
    if (is_last_of_word(results.expansions, i))
      out += fmt::format(" (for {})", printable(expansion.word));
  }
  if (!out.empty())
    out += fmt::format(".  --no-expand leaves {} out.\n",
                       results.expansions.size() == 1 ? "it" : "them");
  if (!results.suggestion.empty())
    out += fmt::format("Did you mean: {}\n", printable(results.suggestion));
  return out;
}

}  // namespace

std::string render_text(const Results& results, TextStyle style, std::size_t width,
                        const std::vector<std::string>& options) {
  const TextColours s = text_colours(style);
  const std::vector<DocumentHits> groups = group_by_document(results);
  std::string out;
  for (const DocumentHits& group : groups) {
    const DocumentInfo& document = results.documents[group.document];
    const std::string title = printable(document.title);
    out += fmt::format("{}{}{}\n", s.title, title.empty() ? "Untitled" : title, s.end);
    out += fmt::format("{}{}{}\n", s.meta, describe(document), s.end);
    for (std::size_t i = 0; i < group.hits.size(); ++i) {
      const Hit& hit = results.hits[group.hits[i]];
      out += i < kShownInFull ? render_hit(results, hit, s, width)
                              : render_hit_briefly(results, hit, s);
    }
    out += render_more(results, group, s, options) + '\n';
  }
  out += render_facets(results, s);
  for (const Remark& remark : results.remarks)
    out += printable(remark_in(Language::english, remark)) + "\n";
  out += render_also(results);
  return out + fmt::format("{}{}{}", s.meta, summary(results, groups.size()), s.end);
}

}  // namespace mi
