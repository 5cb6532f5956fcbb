#include "searchd/document_card.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "searchd/marked_text.h"
#include "searchd/narrowed_query.h"
#include "searchd/page_links.h"
#include "searchd/page_markup.h"
#include "searchd/passage_link.h"

namespace mi {
namespace {

constexpr std::size_t kAuthorsShown = 3;
constexpr std::size_t kShownInFull = 3;
constexpr std::size_t kMentionsShown = 3;

Html snippet_html(const Snippet& snippet) {
  Html out;
  if (snippet.cut_before) out.raw("… ");
  out.add(marked_text(snippet.text, snippet.marks, snippet.formulas));
  if (snippet.cut_after) out.raw(" …");
  return out;
}

std::string heading_text(const Messages& words, const Passage& passage) {
  std::string path;
  for (const std::string& heading : passage.heading_path) {
    if (!path.empty()) path += " › ";
    path += heading;
  }
  return path.empty() ? std::string(words.beginning) : path;
}

// "notes/a.md" and 12 -> "notes/a.md:12"
Html place_html(const std::string& place) {
  Html out;
  return out.raw("<p class=\"where\"><code>").text(place).raw("</code></p>\n");
}

Html passage_html(const Messages& words, const DocumentInfo& document, const Hit& hit) {
  const bool is_note = document.kind == DocumentKind::note;
  const std::string address = link_to_hit(document, hit);
  Html out;
  out.raw("<section>\n")
      .add(open_with_language("<h3", document.language))
      .add(link(is_note ? std::string() : address, heading_text(words, hit.passage)))
      .raw("</h3>\n")
      .add(open_with_language("<p class=\"snippet\"", document.language))
      .add(snippet_html(hit.snippet))
      .raw("</p>\n");
  if (is_note) out.add(place_html(address));
  return out.raw("</section>\n");
}

std::string authors_text(const Messages& words, const std::vector<std::string>& authors) {
  std::string text;
  const std::size_t shown = std::min(authors.size(), kAuthorsShown);
  for (std::size_t i = 0; i < shown; ++i) text += (i == 0 ? "" : ", ") + authors[i];
  if (shown < authors.size())
    text += " " + fill(words.more_authors, {std::to_string(authors.size() - shown)});
  return text;
}

Html fetched_html(const Viewer& viewer, const DocumentInfo& document) {
  Html out;
  const std::optional<TimePoint> fetched = parse_time(document.fetched);
  if (!fetched) return out;
  const std::string age = age_in(viewer.language, viewer.now - *fetched);
  return out.raw("<li><time datetime=\"")
      .text(document.fetched)
      .raw("\">")
      .text(fill(messages_in(viewer.language).fetched, {age}))
      .raw("</time></li>\n");
}

Html facts_html(const Viewer& viewer, const DocumentInfo& document, const std::string& query) {
  const Messages& words = messages_in(viewer.language);
  Html out;
  out.raw("<ul class=\"about\">\n");
  if (document.kind == DocumentKind::note) {
    out.raw("<li class=\"kind note\">").text(words.note).raw("</li>\n");
  } else {
    out.raw("<li class=\"kind paper\">").text(words.paper).raw("</li>\n");
  }
  if (document.draft) out.raw("<li class=\"kind draft\">").text(words.draft).raw("</li>\n");
  const std::string year = document.date.substr(0, 4);
  for (const std::string& fact : {authors_text(words, document.authors), year, document.site}) {
    if (!fact.empty()) out.raw("<li>").text(fact).raw("</li>\n");
  }
  out.add(fetched_html(viewer, document));
  if (document.kind == DocumentKind::paper)
    out.raw("<li>").add(link(address_to_read(document, query), words.read_copy)).raw("</li>\n");
  return out.raw("</ul>\n");
}

Html title_html(const Messages& words, const DocumentInfo& document, const std::string& query) {
  const bool is_note = document.kind == DocumentKind::note;
  const std::string title = document.title.empty() ? std::string(words.untitled) : document.title;
  Html out;
  return out.add(open_with_language("<h2", document.title.empty() ? words.code : document.language))
      .add(link(is_note ? address_to_read(document, query) : web_address(document.url), title))
      .raw("</h2>\n");
}

Html passages_html(const Messages& words, const Results& results, const DocumentHits& group) {
  const DocumentInfo& document = results.documents[group.document];
  Html out;
  Html others;
  for (std::size_t i = 0; i < group.hits.size(); ++i) {
    const Html passage = passage_html(words, document, results.hits[group.hits[i]]);
    (i < kShownInFull ? out : others).add(passage);
  }
  if (group.hits.size() <= kShownInFull) return out;
  return out.raw("<details class=\"others\"><summary>")
      .text(fill(words.more_passages, {std::to_string(group.hits.size() - kShownInFull)}))
      .raw("</summary>\n")
      .add(others)
      .raw("</details>\n");
}

// Where more of the document match than this page shows.
Html all_passages_html(const Messages& words, const Results& results, const DocumentHits& group,
                       const SearchRequest& request) {
  Html out;
  if (group.document >= results.document_passages.size()) return out;
  const std::uint64_t matching = results.document_passages[group.document];
  const DocumentInfo& document = results.documents[group.document];
  const std::optional<std::string> query = query_within(results, document);
  if (matching <= group.hits.size() || !query) return out;
  SearchRequest within = request;
  within.query = *query;
  within.offset = 0;
  const std::string_view words_of_kind =
      document.kind == DocumentKind::note ? words.all_in_note : words.all_in_paper;
  return out.raw("<p class=\"all\">")
      .add(link(address_of(within), fill(words_of_kind, {grouped_number(matching)})))
      .raw("</p>\n");
}

Html mention_html(const Messages& words, const Mention& mention, const std::string& query) {
  const std::string title = mention.note.title.empty() ? mention.note.id : mention.note.title;
  Html out;
  out.raw("<li>");
  if (!mention.link.sentence.empty()) {
    out.add(open_with_language("<q", mention.note.language))
        .text(mention.link.sentence)
        .raw("</q> ");
  }
  return out.raw("<cite>")
      .add(link(address_to_read(mention.note, query), title))
      .raw("</cite>, <span class=\"line\">")
      .text(fill(words.line, {std::to_string(mention.link.line)}))
      .raw("</span></li>\n");
}

Html mentions_html(const Messages& words, const Results& results, const DocumentHits& group) {
  Html out;
  if (group.document >= results.document_mentions.size()) return out;
  const std::vector<Mention>& mentions = results.document_mentions[group.document];
  if (mentions.empty()) return out;
  out.raw("<section class=\"mentions\">\n<h3>").text(words.notes_say).raw("</h3>\n<ul>\n");
  for (std::size_t i = 0; i < std::min(mentions.size(), kMentionsShown); ++i)
    out.add(mention_html(words, mentions[i], results.query));
  return out.raw("</ul>\n</section>\n");
}

}  // namespace

Html document_card(const Viewer& viewer, const Results& results, const DocumentHits& group,
                   const SearchRequest& request) {
  const Messages& words = messages_in(viewer.language);
  const DocumentInfo& document = results.documents[group.document];
  Html out;
  return out.raw("<article>\n")
      .add(title_html(words, document, results.query))
      .add(facts_html(viewer, document, results.query))
      .add(passages_html(words, results, group))
      .add(all_passages_html(words, results, group, request))
      .add(mentions_html(words, results, group))
      .raw("</article>\n");
}

}  // namespace mi
