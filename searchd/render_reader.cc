#include "searchd/render_reader.h"

#include <algorithm>
#include <string_view>

#include "core/time.h"
#include "searchd/page_frame.h"
#include "searchd/page_markup.h"
#include "searchd/passage_link.h"
#include "searchd/reading_aside.h"
#include "searchd/reading_blocks.h"
#include "searchd/reading_contents.h"
#include "searchd/reading_text.h"

namespace mi {
namespace {

struct Reading {
  const Viewer& viewer;
  const ReaderPage& page;
  std::vector<ReadingSection> sections;

  const DocumentInfo& info() const { return page.document.info; }
  const Messages& words() const { return messages_in(viewer.language); }
};

std::string listed(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : ", ") + name;
  return out;
}

// "stored copy, fetched 3 days ago": what is read here may be older than the page.
Html age_html(const Reading& reading) {
  Html out;
  const std::string& fetched = reading.info().fetched;
  const std::optional<TimePoint> time = parse_time(fetched);
  if (!time) return out;
  const std::string age = age_in(reading.viewer.language, reading.viewer.now - *time);
  return out.raw("<li><time datetime=\"")
      .text(fetched)
      .raw("\">")
      .text(fill(reading.words().stored_copy, {age}))
      .raw("</time></li>\n");
}

Html facts_html(const Reading& reading) {
  const DocumentInfo& info = reading.info();
  const Messages& words = reading.words();
  Html out;
  out.raw("<ul class=\"about\">\n");
  if (info.kind == DocumentKind::note) {
    out.raw("<li class=\"kind note\">").text(words.note).raw("</li>\n");
  } else {
    out.raw("<li class=\"kind paper\">").text(words.paper).raw("</li>\n");
  }
  if (info.draft) out.raw("<li class=\"kind draft\">").text(words.draft).raw("</li>\n");
  for (const std::string& fact : {info.date, info.site, listed(info.tags)}) {
    if (!fact.empty()) out.raw("<li>").text(fact).raw("</li>\n");
  }
  return out.add(age_html(reading)).raw("</ul>\n");
}

Html origin_html(const Reading& reading) {
  const DocumentInfo& info = reading.info();
  Html out;
  if (info.kind == DocumentKind::note)
    return out.raw("<p class=\"file\"><code>").text(info.url).raw("</code></p>\n");
  const std::string address = web_address(info.url);
  if (address.empty()) return out;
  return out.raw("<p class=\"origin\"><a rel=\"external\" href=\"")
      .text(address)
      .raw("\">")
      .text(reading.words().original)
      .raw("</a></p>\n");
}

Html header_html(const Reading& reading) {
  const DocumentInfo& info = reading.info();
  const Messages& words = reading.words();
  Html out;
  out.raw("<header>\n");
  if (info.title.empty()) {
    out.raw("<h1>").text(words.untitled).raw("</h1>\n");
  } else {
    out.add(open_with_language("<h1", info.language)).text(info.title).raw("</h1>\n");
  }
  if (!info.authors.empty())
    out.raw("<p class=\"authors\">").text(listed(info.authors)).raw("</p>\n");
  out.add(facts_html(reading)).add(origin_html(reading));
  if (!info.description.empty()) {
    out.add(open_with_language("<p class=\"lede\"", info.language))
        .text(info.description)
        .raw("</p>\n");
  }
  return out.raw("</header>\n");
}

struct MarkedWords {
  std::size_t count = 0;
  std::size_t first_passage = 0;
};

MarkedWords marked_words_in(const std::vector<ReadingSection>& sections) {
  MarkedWords matches;
  for (const ReadingSection& section : sections) {
    for (const ReadingBlock& block : section.blocks) {
      for (const ReadingPiece& piece : block.pieces) {
        if (matches.count == 0) matches.first_passage = piece.passage;
        matches.count += piece.marks.size();
      }
    }
  }
  return matches;
}

// How many words answer the query, and the way to the first of them. The buttons are for the
// script, which shows them.
Html matches_html(const Reading& reading) {
  const Messages& words = reading.words();
  const std::string& query = reading.page.query;
  const MarkedWords matches = marked_words_in(reading.sections);
  Html out;
  if (query.empty()) return out;
  out.raw("<div class=\"matches\">\n<p>");
  if (matches.count == 0) {
    out.text(fill(words.no_match, {query}));
  } else {
    const std::string count = std::to_string(matches.count);
    out.add(link(
        "#" + passage_id(matches.first_passage),
        matches.count == 1 ? fill(words.one_match, {query}) : fill(words.matches, {count, query})));
  }
  return out.raw(" · ")
      .add(link(reader_path(reading.info().id), words.without_marks))
      .raw(
          "</p>\n<p class=\"steps\" hidden>\n<button type=\"button\" data-step=\"-1\" "
          "aria-label=\"")
      .text(words.previous_match)
      .raw(
          "\">↑</button>\n<output></output>\n<button type=\"button\" data-step=\"1\" aria-label=\"")
      .text(words.next_match)
      .raw("\">↓</button>\n</p>\n</div>\n");
}

// The lines of the note that others can point at: those of its links.
std::set<int> lines_of_links(const WholeDocument& document) {
  std::set<int> lines;
  for (const LinkedWork& work : document.links) lines.insert(work.link.line);
  return lines;
}

Html text_html(const Reading& reading) {
  ReadingPlace place{reading.words(), reading.info(), lines_of_links(reading.page.document)};
  Html out;
  out.add(open_with_language("<div class=\"text\"", reading.info().language)).raw("\n");
  std::size_t headings = 0;
  for (const ReadingSection& section : reading.sections) {
    out.raw("<section>\n");
    for (const ReadingSection::Heading& heading : section.headings)
      out.add(heading_html(heading, headings++));
    out.add(reading_blocks(place, section.blocks)).raw("</section>\n");
  }
  return out.raw("</div>\n");
}

}  // namespace

std::string render_reader(const Viewer& viewer, const ReaderPage& page) {
  const Reading reading{viewer, page, reading_text(page.document)};
  const Messages& words = reading.words();
  Html content;
  content.add(contents_html(words, reading.info().language, reading.sections))
      .raw("<article>\n")
      .add(header_html(reading))
      .add(matches_html(reading))
      .add(text_html(reading))
      .add(reference_list(words, page.document))
      .raw("</article>\n")
      .add(reading_aside(words, page.document, page.related));
  const std::string& title = reading.info().title;
  return framed_page(
      {viewer.language, fill(words.page_of_query, {title.empty() ? words.untitled : title}),
       page.query, "reader"},
      content);
}

}  // namespace mi
