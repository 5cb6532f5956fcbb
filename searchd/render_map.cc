#include "searchd/render_map.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string_view>

#include "searchd/map_layout.h"
#include "searchd/page_frame.h"
#include "searchd/page_markup.h"
#include "searchd/whole_document.h"

namespace mi {
namespace {

constexpr std::size_t kMostNoteDots = 5;

std::string number(double value) { return fmt::format("{:.1f}", value); }

std::string_view title_of(const DocumentInfo& info) {
  return info.title.empty() ? info.id : info.title;
}

// What is said of a paper where there is room for a sentence.
std::string summary_of(const Messages& words, const MappedPaper& paper) {
  std::string out(title_of(paper.info));
  if (!paper.info.date.empty()) out += ", " + paper.info.date;
  if (paper.cited_by > 0)
    out += " · " + fill(words.cited_by_papers, {std::to_string(paper.cited_by)});
  if (!paper.notes.empty())
    out += " · " + fill(words.in_notes, {std::to_string(paper.notes.size())});
  return out;
}

Html years_html(const MapLayout& layout, const Messages& words) {
  Html out;
  out.raw("<g class=\"time\">\n");
  const auto add = [&](double x, std::string_view text) {
    out.raw("<path d=\"M")
        .text(number(x) + " 26V" + number(layout.height))
        .raw("\"/><text x=\"")
        .text(number(x + 5))
        .raw("\" y=\"18\">")
        .text(text)
        .raw("</text>\n");
  };
  for (const MapLayout::Year& year : layout.years) add(year.x, std::to_string(year.year));
  if (layout.undated_x > 0) add(layout.undated_x - 12, words.undated);
  return out.raw("</g>\n");
}

Html lanes_html(const MapLayout& layout, const Messages& words) {
  Html out;
  out.raw("<g class=\"lanes\">\n");
  for (const MapLayout::Lane& lane : layout.lanes) {
    out.raw("<path d=\"M0 ")
        .text(number(lane.top) + "H" + number(layout.width))
        .raw("\"/><text x=\"4\" y=\"")
        .text(number(lane.top + 18))
        .raw("\">")
        .text(lane.name.empty() ? words.other_sites : std::string_view(lane.name))
        .raw("</text>\n");
  }
  return out.raw("</g>\n");
}

// From the dot of the paper that cites, bent, to the one that is cited.
Html citations_html(const CollectionMap& map, const MapLayout& layout) {
  Html out;
  out.raw("<g class=\"citations\">\n");
  for (const CollectionMap::Citation& citation : map.citations) {
    const MapLayout::Paper& from = layout.papers[citation.from];
    const MapLayout::Paper& to = layout.papers[citation.to];
    const double middle = (from.x + to.x) / 2;
    const double bend = (from.y + to.y) / 2 - std::min(70.0, 14 + std::abs(from.x - to.x) / 6);
    out.raw("<path data-from=\"")
        .text(std::to_string(citation.from))
        .raw("\" data-to=\"")
        .text(std::to_string(citation.to))
        .raw("\" d=\"M")
        .text(fmt::format("{:.1f} {:.1f}Q{:.1f} {:.1f} {:.1f} {:.1f}", from.x, from.y, middle, bend,
                          to.x, to.y))
        .raw("\"/>\n");
  }
  return out.raw("</g>\n");
}

// A dot for each note, under the paper's.
Html note_dots(const MappedPaper& paper, const MapLayout::Paper& place) {
  Html out;
  for (std::size_t i = 0; i < std::min(paper.notes.size(), kMostNoteDots); ++i) {
    out.raw("<circle class=\"note\" r=\"2\" cx=\"")
        .text(number(place.x + 5.5 * static_cast<double>(i)))
        .raw("\" cy=\"")
        .text(number(place.y + place.radius + 3.5))
        .raw("\"/>");
  }
  return out;
}

Html paper_html(const Messages& words, const MappedPaper& paper, const MapLayout::Paper& place,
                std::size_t index) {
  const double distance = place.radius + 5;
  Html out;
  out.raw("<a href=\"")
      .text(reader_path(paper.info.id))
      .raw("\" data-paper=\"")
      .text(std::to_string(index))
      .raw("\"><title>")
      .text(summary_of(words, paper))
      .raw("</title><circle cx=\"")
      .text(number(place.x))
      .raw("\" cy=\"")
      .text(number(place.y))
      .raw("\" r=\"")
      .text(number(place.radius))
      .raw("\"/>")
      .add(note_dots(paper, place));
  out.raw(place.label_before ? Literal("<text class=\"before\" x=\"") : Literal("<text x=\""))
      .text(number(place.label_before ? place.x - distance : place.x + distance))
      .raw("\" y=\"")
      .text(number(place.y + 4))
      .raw("\">")
      .text(place.label)
      .raw("</text></a>\n");
  return out;
}

Html picture_html(const Messages& words, const CollectionMap& map) {
  const MapLayout layout = lay_out(map);
  Html out;
  out.raw("<div class=\"picture\" tabindex=\"0\" role=\"group\" aria-label=\"")
      .text(words.map)
      .raw("\">\n<svg viewBox=\"0 0 ")
      .text(number(layout.width) + " " + number(layout.height))
      .raw("\">\n")
      .add(years_html(layout, words))
      .add(lanes_html(layout, words))
      .add(citations_html(map, layout))
      .raw("<g class=\"papers\">\n");
  for (std::size_t i = 0; i < map.papers.size(); ++i)
    out.add(paper_html(words, map.papers[i], layout.papers[i], i));
  return out.raw("</g>\n</svg>\n</div>\n");
}

Html links_html(std::string_view name, const std::vector<const DocumentInfo*>& documents) {
  Html out;
  if (documents.empty()) return out;
  out.raw("<br>").text(name).text(": ");
  for (const DocumentInfo* document : documents) {
    if (document != documents.front()) out.raw(", ");
    out.add(link(reader_path(document->id), title_of(*document)));
  }
  return out;
}

// The same in words.
Html list_html(const Messages& words, const CollectionMap& map) {
  std::vector<std::vector<const DocumentInfo*>> cites(map.papers.size());
  for (const CollectionMap::Citation& citation : map.citations)
    cites[citation.from].push_back(&map.papers[citation.to].info);
  Html out;
  out.raw("<details class=\"list\">\n<summary>").text(words.as_list).raw("</summary>\n<ul>\n");
  for (std::size_t i = 0; i < map.papers.size(); ++i) {
    const MappedPaper& paper = map.papers[i];
    std::vector<const DocumentInfo*> notes;
    for (const DocumentInfo& note : paper.notes) notes.push_back(&note);
    out.raw("<li>")
        .add(link(reader_path(paper.info.id), title_of(paper.info)))
        .raw(" <small>")
        .text(paper.info.date)
        .raw("</small>")
        .add(links_html(words.cites, cites[i]))
        .add(links_html(words.notes_say, notes))
        .raw("</li>\n");
  }
  return out.raw("</ul>\n</details>\n");
}

}  // namespace

std::string render_map(const Viewer& viewer, const CollectionMap& map) {
  const Messages& words = messages_in(viewer.language);
  Html content;
  content.raw("<h1>")
      .text(words.map)
      .raw("</h1>\n<p class=\"help\">")
      .text(words.map_help)
      .raw("</p>\n");
  if (map.papers.empty()) {
    content.raw("<p>").text(words.no_papers).raw("</p>\n");
  } else {
    content.add(picture_html(words, map)).add(list_html(words, map));
  }
  if (map.left_out > 0) {
    content.raw("<p class=\"help\">")
        .text(fill(words.papers_left_out, {std::to_string(map.left_out)}))
        .raw("</p>\n");
  }
  return framed_page({viewer.language, fill(words.page_of_query, {words.map}), "", "map"}, content);
}

}  // namespace mi
