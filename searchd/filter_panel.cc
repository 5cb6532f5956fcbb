#include "searchd/filter_panel.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "searchd/page_links.h"
#include "searchd/page_markup.h"
#include "searchd/query_field.h"
#include "searchd/request_limits.h"
#include "searchd/year_histogram.h"

namespace mi {
namespace {

constexpr std::size_t kShownValues = 6;  // of one field; the others are a click away

std::string_view field_label(const Messages& words, std::string_view field) {
  if (field == "kind") return words.kind;
  if (field == "site") return words.site;
  if (field == "year") return words.year;
  return field == "tag" ? words.tag : words.language;
}

std::string value_label(const Messages& words, std::string_view field, const std::string& value) {
  if (field == "kind") return std::string(value == "note" ? words.note : words.paper);
  if (field == "lang" && value == "en") return std::string(words.english);
  if (field == "lang" && value == "ko") return std::string(words.korean);
  return value;
}

bool is_chosen(const SearchRequest& request, const Query& filter) {
  return std::find(request.filters.begin(), request.filters.end(), filter) != request.filters.end();
}

bool has_choice_of(const SearchRequest& request, std::string_view field) {
  return std::any_of(request.filters.begin(), request.filters.end(),
                     [&](const Query& filter) { return name_of(filter.field) == field; });
}

SearchRequest toggled(SearchRequest request, const Query& filter) {
  if (std::erase(request.filters, filter) == 0) request.filters.push_back(filter);
  request.offset = 0;
  return request;
}

// One value as a link; nothing where it can be no filter, or the request has as many as may be.
Html value_html(const Messages& words, const std::string& field, const Facet::Value& value,
                const SearchRequest& request) {
  Html out;
  const std::optional<QueryField> known = field_named(field);
  const std::optional<Query> filter = known ? field_query(*known, value.value) : std::nullopt;
  if (!filter) return out;
  const bool chosen = is_chosen(request, *filter);
  if (!chosen && request.filters.size() >= kMaxFilters) return out;
  out.raw("<li><a href=\"")
      .text(address_of(toggled(request, *filter)))
      .raw("\" data-filter=\"")
      .text(field + ":" + value.value)
      .raw("\"");
  if (chosen) out.raw(" aria-current=\"true\"");
  return out.raw("><span>")
      .text(value_label(words, field, value.value))
      .raw("</span> <span class=\"count\">")
      .text(grouped_number(value.passages))
      .raw("</span></a></li>\n");
}

Html value_list(const Messages& words, const Facet& facet, const SearchRequest& request) {
  Html shown;
  Html others;
  std::size_t count = 0;
  for (const Facet::Value& value : facet.values) {
    const Html item = value_html(words, facet.field, value, request);
    if (item.str().empty()) continue;
    (count++ < kShownValues ? shown : others).add(item);
  }
  Html out;
  out.raw("<ul>\n").add(shown).raw("</ul>\n");
  if (count <= kShownValues) return out;
  return out.raw("<details class=\"others\"><summary>")
      .text(fill(words.more_values, {std::to_string(count - kShownValues)}))
      .raw("</summary>\n<ul>\n")
      .add(others)
      .raw("</ul>\n</details>\n");
}

Html field_html(const Messages& words, const Facet& facet, const SearchRequest& request) {
  Html values;
  if (facet.field == "year") {
    values = year_histogram(words, facet, request);
  } else if (facet.values.size() > 1 || has_choice_of(request, facet.field)) {
    values = value_list(words, facet, request);
  }
  Html out;
  if (values.str().empty()) return out;
  return out.raw("<h3>").text(field_label(words, facet.field)).raw("</h3>\n").add(values);
}

Html clear_link(const Messages& words, SearchRequest request) {
  Html out;
  if (request.filters.empty()) return out;
  request.filters.clear();
  request.offset = 0;
  return out.raw("<p>").add(link(address_of(request), words.clear_filters)).raw("</p>\n");
}

}  // namespace

Html filter_panel(const Messages& words, const Results& results, const SearchRequest& request) {
  Html fields;
  for (const Facet& facet : results.facets) fields.add(field_html(words, facet, request));
  Html out;
  if (fields.str().empty() && request.filters.empty()) return out;
  out.raw("<details class=\"filters\"");
  if (!request.filters.empty()) out.raw(" open");
  return out.raw(">\n<summary>")
      .text(words.filters)
      .raw("</summary>\n<nav aria-label=\"")
      .text(words.filters)
      .raw("\">\n<h2 class=\"unseen\">")
      .text(words.filters)
      .raw("</h2>\n")
      .add(clear_link(words, request))
      .add(fields)
      .raw("</nav>\n</details>\n");
}

}  // namespace mi
