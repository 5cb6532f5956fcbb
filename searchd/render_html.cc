#include "searchd/render_html.h"

#include <fmt/format.h>

#include "searchd/document_card.h"
#include "searchd/filter_panel.h"
#include "searchd/how_searched.h"
#include "searchd/html.h"
#include "searchd/page_frame.h"
#include "searchd/page_links.h"
#include "searchd/page_markup.h"
#include "searchd/problem_words.h"

namespace mi {
namespace {

SearchRequest at_offset(SearchRequest request, std::size_t offset) {
  request.offset = offset;
  return request;
}

Html pages_html(const Messages& words, const Results& results, const SearchRequest& request) {
  const std::size_t next = request.offset + request.limit;
  const bool has_next = results.hits.size() == request.limit && results.estimated_total > next &&
                        next + request.limit <= kMaxResults;
  Html out;
  if (request.offset == 0 && !has_next) return out;
  out.raw("<nav class=\"pages\" aria-label=\"").text(words.pages).raw("\">\n");
  if (request.offset > 0) {
    const std::size_t previous =
        request.offset > request.limit ? request.offset - request.limit : 0;
    out.raw("<a rel=\"prev\" href=\"")
        .text(address_of(at_offset(request, previous)))
        .raw("\">← ")
        .text(words.previous)
        .raw("</a>\n");
  }
  if (has_next) {
    out.raw("<a rel=\"next\" href=\"")
        .text(address_of(at_offset(request, next)))
        .raw("\">")
        .text(words.next)
        .raw(" →</a>\n");
  }
  return out.raw("</nav>\n");
}

// The other order, to choose; the one that is, as text.
Html order_html(const Messages& words, SearchRequest request) {
  const bool newest = request.order == SearchOrder::newest;
  request.order = newest ? SearchOrder::best : SearchOrder::newest;
  request.offset = 0;
  Html out;
  out.raw("<p class=\"order\"><span class=\"unseen\">").text(words.order).raw(": </span>");
  for (const bool each : {false, true}) {
    const std::string_view name = each ? words.newest_first : words.best_first;
    if (each) out.raw(" · ");
    if (each == newest) {
      out.raw("<strong>").text(name).raw("</strong>");
    } else {
      out.add(link(address_of(request), name));
    }
  }
  return out.raw("</p>\n");
}

std::string total_in(const Messages& words, const Results& results) {
  const bool documents = results.counts_documents;
  if (results.estimated_total == 1)
    return std::string(documents ? words.one_document : words.one_passage);
  const std::string_view exact = documents ? words.documents : words.passages;
  const std::string_view about = documents ? words.about_documents : words.about_passages;
  return fill(results.total_is_exact ? exact : about, {grouped_number(results.estimated_total)});
}

Html summary_html(const Messages& words, const Results& results, const SearchRequest& request) {
  const std::string took = fmt::format("{:.{}f}", results.took_ms, results.took_ms < 10 ? 1 : 0);
  Html out;
  return out.raw("<div class=\"summary\">\n<h1>")
      .text(fill(words.results_for, {results.query}))
      .raw("</h1>\n<p>")
      .text(total_in(words, results))
      .raw(" · ")
      .text(fill(words.took, {took}))
      .raw("</p>\n")
      .add(order_html(words, request))
      .raw("</div>\n");
}

Html found_html(const Viewer& viewer, const Results& results, const SearchRequest& request) {
  const Messages& words = messages_in(viewer.language);
  Html out;
  out.add(summary_html(words, results, request))
      .add(how_searched(viewer.language, results, request));
  for (const DocumentHits& group : group_by_document(results))
    out.add(document_card(viewer, results, group, request));
  return out.add(pages_html(words, results, request));
}

Html nothing_html(const Viewer& viewer, const Results& results, const SearchRequest& request) {
  const Messages& words = messages_in(viewer.language);
  Html out;
  out.raw("<h1>")
      .text(fill(words.nothing_found, {results.query}))
      .raw("</h1>\n")
      .add(how_searched(viewer.language, results, request))
      .raw("<ul>\n");
  if (!request.filters.empty()) {
    SearchRequest unfiltered = at_offset(request, 0);
    unfiltered.filters.clear();
    out.raw("<li>").add(link(address_of(unfiltered), words.without_filters)).raw("</li>\n");
  }
  for (const std::string_view advice : words.advice) out.raw("<li>").text(advice).raw("</li>\n");
  return out.raw("</ul>\n");
}

Html past_the_end_html(const Messages& words, const SearchRequest& request) {
  Html out;
  return out.raw("<h1>")
      .text(words.no_more)
      .raw("</h1>\n<p>")
      .add(link(address_of(at_offset(request, 0)), words.first_page))
      .raw("</p>\n");
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
        .text(fill(words.collection,
                   {grouped_number(collection->papers), grouped_number(collection->notes),
                    grouped_number(collection->passages)}))
        .raw("</p>\n");
  }
  return framed_page({viewer.language, "mi-search", {}, "home"}, main);
}

std::string render_results(const Viewer& viewer, const Results& results,
                           const SearchRequest& request) {
  const Messages& words = messages_in(viewer.language);
  const std::string title = fill(words.page_of_query, {results.query});
  const bool found = !results.hits.empty();
  Html answer;
  if (found) {
    answer = found_html(viewer, results, request);
  } else if (request.offset > 0) {
    answer = past_the_end_html(words, request);
  } else {
    answer = nothing_html(viewer, results, request);
  }
  Html main;
  main.add(filter_panel(words, results, request))
      .raw("<div class=\"answer\">\n")
      .add(kept_fields(request))
      .add(answer)
      .raw("</div>\n");
  const Literal kind = found ? Literal("results") : Literal("results nothing");
  return framed_page({viewer.language, title, results.query, kind}, main);
}

std::string render_error(const Viewer& viewer, const ErrorPage& error) {
  const Messages& words = messages_in(viewer.language);
  const std::string_view title = title_of_status(words, error.status);
  Html main;
  main.raw("<div class=\"answer\">\n<h1>").text(title).raw("</h1>\n");
  const std::string_view korean =
      viewer.language == Language::korean ? korean_problem(error.code) : std::string_view();
  if (!korean.empty()) main.raw("<p>").text(korean).raw("</p>\n");
  main.raw("<p class=\"detail\" lang=\"en\">").text(error.detail).raw("</p>\n");
  if (!error.hint.empty()) main.raw("<p lang=\"en\">").text(error.hint).raw("</p>\n");
  if (error.status == 503) {
    main.raw("<p>").text(words.make_index).raw("</p>\n<pre><code>mi-update</code></pre>\n");
  }
  main.raw("<p>").add(link("/", words.back)).raw("</p>\n</div>\n");
  return framed_page({viewer.language, title, error.query, "error"}, main);
}

}  // namespace mi
