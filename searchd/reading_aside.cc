#include "searchd/reading_aside.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "searchd/page_markup.h"
#include "searchd/passage_link.h"
#include "searchd/reading_blocks.h"

namespace mi {
namespace {

std::string_view title_of(const DocumentInfo& document) {
  return document.title.empty() ? document.id : document.title;
}

Html document_link(const DocumentInfo& document, const std::string& fragment = {}) {
  Html out;
  return out.add(open_with_language("<span", document.language))
      .add(link(reader_path(document.id) + fragment, title_of(document)))
      .raw("</span>");
}

// A list under its heading; nothing where it is empty.
template <class Elements, class ToHtml>
Html list_of(const Messages& words, std::string_view heading, const Elements& elements,
             ToHtml to_html) {
  Html out;
  if (elements.empty()) return out;
  out.raw("<section>\n<h2>").text(heading).raw("</h2>\n<ul>\n");
  const std::size_t shown = std::min(elements.size(), kMostBeside);
  for (std::size_t i = 0; i < shown; ++i) out.raw("<li>").add(to_html(elements[i])).raw("</li>\n");
  if (shown < elements.size()) {
    out.raw("<li>")
        .text(fill(words.more_authors, {std::to_string(elements.size() - shown)}))
        .raw("</li>\n");
  }
  return out.raw("</ul>\n</section>\n");
}

Html document_with_year(const DocumentInfo& document) {
  Html out = document_link(document);
  const std::string year = document.date.substr(0, 4);
  if (!year.empty()) out.raw(" <small>").text(year).raw("</small>");
  return out;
}

Html mention_html(const Messages& words, const Mention& mention) {
  const Link& told = mention.link;
  Html out;
  out.add(open_with_language("<q", mention.note.language))
      .text(told.sentence.empty() ? told.text : told.sentence)
      .raw("</q> <cite>")
      .add(document_link(mention.note, told.line > 0 ? "#" + line_id(told.line) : std::string()))
      .raw("</cite>");
  if (told.line > 0) {
    out.raw(" <small>").text(fill(words.line, {std::to_string(told.line)})).raw("</small>");
  }
  return out;
}

template <class Works>
std::vector<DocumentInfo> of_collection(const Works& works) {
  std::vector<DocumentInfo> inside;
  for (const auto& work : works) {
    const auto is_same = [&](const DocumentInfo& known) { return known.id == work.document->id; };
    if (work.document && std::none_of(inside.begin(), inside.end(), is_same))
      inside.push_back(*work.document);
  }
  return inside;
}

std::string address_of_work(const Citation& citation) {
  const std::string address = web_address(citation.url);
  return address.empty() && !citation.doi.empty() ? web_address("https://doi.org/" + citation.doi)
                                                  : address;
}

// "Olah, C. and Cammarata, N. Zoom In, 2020"
Html reference_html(const CitedWork& work) {
  const Citation& citation = work.citation;
  Html out;
  for (const std::string& author : citation.authors)
    out.text(author).raw(&author == &citation.authors.back() ? Literal(". ") : Literal(", "));
  const std::string& title = citation.title.empty() ? citation.key : citation.title;
  if (work.document) {
    out.raw("<b>").add(link(reader_path(work.document->id), title)).raw("</b>");
  } else {
    out.add(link(address_of_work(citation), title));
  }
  if (!citation.year.empty()) out.raw(", ").text(citation.year);
  return out;
}

}  // namespace

Html reading_aside(const Messages& words, const WholeDocument& document,
                   const std::vector<DocumentInfo>& related) {
  const auto as_document = [](const DocumentInfo& info) { return document_with_year(info); };
  const auto as_mention = [&](const Mention& mention) { return mention_html(words, mention); };
  Html lists;
  lists.add(list_of(words, words.notes_say, document.mentions, as_mention))
      .add(list_of(words, words.links_to, of_collection(document.links), as_document))
      .add(list_of(words, words.cites, of_collection(document.cites), as_document))
      .add(list_of(words, words.cited_by, document.cited_by, as_document))
      .add(list_of(words, words.more_like_this, related, as_document));
  Html out;
  if (lists.str().empty()) return out;
  return out.raw("<aside aria-label=\"")
      .text(words.beside)
      .raw("\">\n")
      .add(lists)
      .raw("</aside>\n");
}

Html reference_list(const Messages& words, const WholeDocument& document) {
  Html out;
  if (document.cites.empty()) return out;
  out.raw("<section class=\"references\">\n<h2 id=\"references\">")
      .text(words.references)
      .raw("</h2>\n<ol>\n");
  std::size_t number = 0;
  for (const CitedWork& work : document.cites) {
    out.raw("<li id=\"r")
        .text(std::to_string(++number))
        .raw("\">")
        .add(reference_html(work))
        .raw("</li>\n");
  }
  return out.raw("</ol>\n</section>\n");
}

}  // namespace mi
