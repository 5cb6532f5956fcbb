#include "searchd/render_html.h"

#include <fmt/format.h>

#include <algorithm>

#include "searchd/html.h"
#include "searchd/marked_text.h"
#include "searchd/page_frame.h"
#include "searchd/passage_link.h"
#include "searchd/searcher.h"
#include "searchd/target.h"

namespace mi {
namespace {

constexpr std::size_t kAuthorsShown = 3;

template <class... Values>
std::string fill(std::string_view message, const Values&... values) {
  return fmt::format(fmt::runtime(message), values...);
}

// 1234567 -> "1,234,567"
std::string grouped(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3;) digits.insert(at -= 3, ",");
  return digits;
}

// "en", "ko", "zh-Hant": anything else would be no language tag, and is left out.
bool is_language_tag(std::string_view tag) {
  return tag.size() >= 2 && tag.size() <= 16 && std::all_of(tag.begin(), tag.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
         });
}

Html open_with_language(Literal tag, std::string_view language) {
  Html out;
  out.raw(tag);
  if (is_language_tag(language)) out.raw(" lang=\"").text(language).raw("\"");
  return out.raw(">");
}

Html link(std::string_view address, std::string_view text) {
  Html out;
  if (address.empty()) return out.text(text);
  return out.raw("<a href=\"").text(address).raw("\">").text(text).raw("</a>");
}

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
  if (is_note) out.raw("<p class=\"place\"><code>").text(address).raw("</code></p>\n");
  return out.raw("</section>\n");
}

std::string authors_text(const Messages& words, const std::vector<std::string>& authors) {
  std::string text;
  const std::size_t shown = std::min(authors.size(), kAuthorsShown);
  for (std::size_t i = 0; i < shown; ++i) text += (i == 0 ? "" : ", ") + authors[i];
  if (shown < authors.size()) text += " " + fill(words.more_authors, authors.size() - shown);
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
      .text(fill(messages_in(viewer.language).fetched, age))
      .raw("</time></li>\n");
}

Html about_document(const Viewer& viewer, const DocumentInfo& document) {
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
  return out.add(fetched_html(viewer, document)).raw("</ul>\n");
}

Html document_html(const Viewer& viewer, const Results& results, const DocumentHits& group) {
  const Messages& words = messages_in(viewer.language);
  const DocumentInfo& document = results.documents[group.document];
  const bool is_note = document.kind == DocumentKind::note;
  const std::string title = document.title.empty() ? std::string(words.untitled) : document.title;
  Html out;
  out.raw("<article>\n")
      .add(open_with_language("<h2", document.title.empty() ? words.code : document.language))
      .add(link(is_note ? std::string() : web_address(document.url), title))
      .raw("</h2>\n")
      .add(about_document(viewer, document));
  for (const std::size_t hit : group.hits)
    out.add(passage_html(words, document, results.hits[hit]));
  return out.raw("</article>\n");
}

std::string address_of(std::string_view query) { return "/?q=" + encode_component(query); }

// The same query, searched likewise.
std::string address_of_page(const Results& results, const PageRange& range, std::size_t offset) {
  std::string address = address_of(results.query);
  if (!range.expand) address += "&expand=0";
  for (const std::string& text : range.dropped) address += "&drop=" + encode_component(text);
  return offset == 0 ? address : address + fmt::format("&offset={}", offset);
}

// A link that leaves an expansion out, where the daemon would take one more.
Html drop_link(const Messages& words, const Results& results, const PageRange& range,
               const std::string& text) {
  Html out;
  if (range.dropped.size() >= kMaxDrops || text.empty() || text.size() > kMaxDropBytes) return out;
  const std::string address =
      address_of_page(results, range, 0) + "&drop=" + encode_component(text);
  return out.raw(" <a class=\"drop\" href=\"")
      .text(address)
      .raw("\" aria-label=\"")
      .text(fill(words.leave_out, text))
      .raw("\">×</a>");
}

Html expansions_html(const Messages& words, const Results& results, const PageRange& range) {
  Html out;
  if (!results.expansions.empty()) {
    out.raw("<p>").text(words.also_searched);
    for (std::size_t i = 0; i < results.expansions.size(); ++i) {
      const Expansion& expansion = results.expansions[i];
      out.text(i == 0 ? " " : ", ")
          .text(fill(words.also_for, expansion.text, expansion.word))
          .add(drop_link(words, results, range, expansion.text));
    }
    out.raw(" · ")
        .add(link(address_of(results.query) + "&expand=0", words.without_others))
        .raw("</p>\n");
  }
  if (!range.expand || !range.dropped.empty()) {
    out.raw("<p>").add(link(address_of(results.query), words.with_others)).raw("</p>\n");
  }
  return out;
}

// How it was searched, where there is something to say of it.
Html how_html(const Messages& words, const Results& results, const PageRange& range) {
  Html lines;
  for (const std::string& remark : results.remarks)
    lines.raw("<p lang=\"en\">").text(remark).raw("</p>\n");
  if (!results.answered.empty()) {
    lines.raw("<p>")
        .add(link(address_of(results.answered), fill(words.answered, results.answered)))
        .raw("</p>\n");
  }
  lines.add(expansions_html(words, results, range));
  if (!results.suggestion.empty()) {
    lines.raw("<p>")
        .text(words.did_you_mean)
        .raw(" ")
        .add(link(address_of(results.suggestion), results.suggestion))
        .raw("</p>\n");
  }
  Html out;
  if (lines.str().empty()) return out;
  return out.raw("<div class=\"how\">\n").add(lines).raw("</div>\n");
}

Html pages_html(const Messages& words, const Results& results, const PageRange& range) {
  const std::size_t next = range.offset + range.limit;
  const bool has_next = results.hits.size() == range.limit && results.estimated_total > next &&
                        next + range.limit <= kMaxResults;
  Html out;
  if (range.offset == 0 && !has_next) return out;
  out.raw("<nav class=\"pages\" aria-label=\"").text(words.pages).raw("\">\n");
  if (range.offset > 0) {
    const std::size_t previous = range.offset > range.limit ? range.offset - range.limit : 0;
    out.raw("<a rel=\"prev\" href=\"")
        .text(address_of_page(results, range, previous))
        .raw("\">← ")
        .text(words.previous)
        .raw("</a>\n");
  }
  if (has_next) {
    out.raw("<a rel=\"next\" href=\"")
        .text(address_of_page(results, range, next))
        .raw("\">")
        .text(words.next)
        .raw(" →</a>\n");
  }
  return out.raw("</nav>\n");
}

Html no_results_html(const Messages& words, const Results& results, const PageRange& range) {
  Html out;
  out.raw("<h1>")
      .text(fill(words.nothing_found, results.query))
      .raw("</h1>\n")
      .add(how_html(words, results, range))
      .raw("<ul>\n");
  for (const std::string_view advice : words.advice) out.raw("<li>").text(advice).raw("</li>\n");
  return out.raw("</ul>\n");
}

Html past_the_end_html(const Messages& words, const Results& results, const PageRange& range) {
  Html out;
  return out.raw("<h1>")
      .text(words.no_more)
      .raw("</h1>\n<p>")
      .add(link(address_of_page(results, range, 0), words.first_page))
      .raw("</p>\n");
}

Html found_html(const Viewer& viewer, const Results& results, const PageRange& range) {
  const Messages& words = messages_in(viewer.language);
  const std::string count =
      results.estimated_total == 1
          ? std::string(words.one_passage)
          : fill(results.total_is_exact ? words.passages : words.about_passages,
                 grouped(results.estimated_total));
  const std::string took = fmt::format("{:.{}f}", results.took_ms, results.took_ms < 10 ? 1 : 0);
  Html out;
  out.raw("<div class=\"summary\">\n<h1>")
      .text(fill(words.results_for, results.query))
      .raw("</h1>\n<p>")
      .text(count)
      .raw(" · ")
      .text(fill(words.took, took))
      .raw("</p>\n</div>\n")
      .add(how_html(words, results, range));
  for (const DocumentHits& group : group_by_document(results))
    out.add(document_html(viewer, results, group));
  return out.add(pages_html(words, results, range));
}

std::string_view title_of_status(const Messages& words, int status) {
  if (status == 404) return words.not_found;
  if (status == 503) return words.unavailable;
  return status < 500 ? words.bad_request : words.failed;
}

}  // namespace

std::string render_home(const Viewer& viewer, const std::optional<Collection>& collection) {
  const Messages& words = messages_in(viewer.language);
  Html main;
  main.raw("<h1 class=\"tagline\">")
      .text(words.tagline)
      .raw("</h1>\n<p class=\"help\">")
      .text(words.help)
      .raw("</p>\n");
  if (collection) {
    main.raw("<p class=\"help\">")
        .text(fill(words.collection, grouped(collection->papers), grouped(collection->notes),
                   grouped(collection->passages)))
        .raw("</p>\n");
  }
  return framed_page({viewer.language, "mi-search", {}, "home"}, main);
}

std::string render_results(const Viewer& viewer, const Results& results, const PageRange& range) {
  const Messages& words = messages_in(viewer.language);
  Html main;
  if (!results.hits.empty()) {
    main = found_html(viewer, results, range);
  } else if (range.offset > 0) {
    main = past_the_end_html(words, results, range);
  } else {
    main = no_results_html(words, results, range);
  }
  const std::string title = fill(words.page_of_query, results.query);
  return framed_page({viewer.language, title, results.query, "results"}, main);
}

std::string render_error(const Viewer& viewer, const ErrorPage& error) {
  const Messages& words = messages_in(viewer.language);
  const std::string_view title = title_of_status(words, error.status);
  Html main;
  main.raw("<h1>").text(title).raw("</h1>\n<p class=\"detail\">").text(error.detail).raw("</p>\n");
  if (!error.hint.empty()) main.raw("<p>").text(error.hint).raw("</p>\n");
  main.raw("<p>").add(link("/", words.back)).raw("</p>\n");
  return framed_page({viewer.language, title, error.query, "error"}, main);
}

}  // namespace mi
